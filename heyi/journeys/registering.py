"""A grid worker registers for somebody who stands beside: the party's own words, told to the village's worker.

The source is the village; the key begins with whose hand it was, so that each sees the own registrations again, and
nobody a colleague's. What is seen again is the state, nothing of the story.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.evidence.operations import Kept as KeptFile
from heyi.intake.access import find_kept, newest_keys
from heyi.intake.codes import Notice
from heyi.intake.rules import Report
from heyi.journal.events import Actor
from heyi.journeys.receive import receive
from heyi.journeys.understanding import Confirmed
from heyi.matters.access import Progress, entering, is_shut_out, progress_of

MOST_SHOWN = 20

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Registered:
    """What came of a registration: its matter and who leads, and whether this village may see no more of it."""

    matter: Key
    lead: str
    reasons: tuple[str, ...]
    is_withheld: bool


def register(
    report: Report,
    *,
    key: UUID,
    body_hash: bytes,
    confirmed: Confirmed,
    files: Sequence[KeptFile],
    by: Actor,
    at: datetime,
) -> None:
    """Receive it in the name of the worker's village; pressed twice it is one matter. Raises as `receive` does."""
    source = _source(by.unit_id)
    with entering("receive", source=source):
        receive(
            report,
            source=source,
            key=_key(by.id, key),
            body_hash=body_hash,
            at=at,
            confirmed=confirmed,
            by=by,
            files=files,
            notice=Notice.GRID_1.value,
        )


def find_registered(key: UUID, *, person_id: int, units: Collection[int]) -> Registered | None:
    """What this person registered under the key; to be asked in the person's own scope."""
    for unit in units:
        source = _source(unit)
        with entering("receive", source=source):
            kept = find_kept(source, _key(person_id, key))
        if kept is not None:
            reasons = kept.answer.get("reasons")
            return Registered(
                (kept.county, kept.matter_id),
                str(kept.answer["unit"]),
                tuple(map(str, reasons if isinstance(reasons, list) else ())),
                is_shut_out(kept.county, kept.matter_id),
            )
    return None


def registered_by(person_id: int, *, units: Sequence[int]) -> tuple[Progress, ...]:
    """How the newest of this person's registrations stand, those left out that the person's units must not see."""
    found: list[Key] = []
    for unit in units:
        with entering("receive", source=_source(unit)):
            found += newest_keys(_source(unit), prefix=f"{person_id}:", most=MOST_SHOWN)
    with entering("worker"):  # of these keys only, and of each no more than how it stands
        return progress_of(found, sources=[_source(unit) for unit in units], hidden_from=units)[:MOST_SHOWN]


def _source(unit: int | None) -> str:
    return f"grid:{unit}"


def _key(person_id: int | None, key: UUID) -> str:
    return f"{person_id}:{key}"
