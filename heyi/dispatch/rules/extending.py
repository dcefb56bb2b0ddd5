"""Longer than the rule says: asked for once at a time, before expiry, within what the rule allows. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from heyi.deadlines.rules import Limit
from heyi.dispatch.codes import ExtensionState

ASKED, GRANTED, REFUSED, LAPSED = (state.value for state in ExtensionState)


@dataclass(frozen=True, slots=True)
class Extension:
    """So much more of a clock's limit: on which ground, who asked when, and what was decided when."""

    limit: str
    ground: str
    state: str
    asked_at: datetime
    asked_by: int | None
    decided_at: datetime | None = None


def asked(found: Iterable[Extension]) -> Extension | None:
    """The one that waits for a decision."""
    return next((each for each in found if each.state == ASKED), None)


def granted(found: Iterable[Extension]) -> tuple[Limit, ...]:
    """What was granted so far."""
    return tuple(Limit.parse(each.limit) for each in found if each.state == GRANTED)


def decided(found: Iterable[Extension], *, state: str, at: datetime) -> tuple[Extension, ...]:
    """The same with the one that waits decided."""
    return tuple(replace(each, state=state, decided_at=at) if each.state == ASKED else each for each in found)


def lapsed(found: Iterable[Extension], *, at: datetime) -> tuple[Extension, ...]:
    """The same with the one that waits ended undecided: its clock has stopped, or another has the matter."""
    return decided(found, state=LAPSED, at=at)


def left_of(cap: str, found: Iterable[Extension]) -> Limit | None:
    """How much may still be added: the cap less what was granted; None where the rule allows nothing (more).

    What was granted in another unit, before a correction brought another rule, counts by its number.
    """
    if not cap:
        return None
    most = Limit.parse(cap)
    left = most.amount - sum(limit.amount for limit in granted(found))
    return Limit(left, most.unit) if left > 0 else None


def stored(found: Iterable[Extension]) -> list[dict[str, object]]:
    """Extensions as the table keeps them."""
    return [
        {
            "limit": each.limit,
            "ground": each.ground,
            "state": each.state,
            "asked_at": each.asked_at.isoformat(),
            "asked_by": each.asked_by,
            "decided_at": each.decided_at and each.decided_at.isoformat(),
        }
        for each in found
    ]


def extensions_from(kept: Iterable[Mapping[str, str | None]]) -> tuple[Extension, ...]:
    """Extensions as the table keeps them, read back."""
    return tuple(
        Extension(
            limit=str(each["limit"]),
            ground=str(each["ground"]),
            state=str(each["state"]),
            asked_at=datetime.fromisoformat(str(each["asked_at"])),
            asked_by=None if each["asked_by"] is None else int(each["asked_by"]),
            decided_at=datetime.fromisoformat(each["decided_at"]) if each["decided_at"] else None,
        )
        for each in kept
    )
