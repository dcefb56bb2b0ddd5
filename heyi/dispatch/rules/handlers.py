"""Who should handle a matter: an order with a coded reason for every pick and every shortfall. Pure.

People are compared on what they can do for this matter and whether they are there and have room, never on how well or
how fast they worked; nothing of it is kept.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from heyi.accounts.codes import PRESENT, Presence
from heyi.dispatch.codes import PickReason, Shortfall

_Code = TypeVar("_Code", PickReason, Shortfall)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the unit, as far as this matter asks."""

    person_id: int
    name: str
    presence: Presence
    skills: frozenset[str] = frozenset()
    load: int = 0
    capacity: int = 1
    knows_it: bool = False  # has acted on it already
    is_recused: bool = False  # also works in a unit that the matter is about (信访工作条例 §30)
    is_contested: bool = False  # the reporter did not accept what this person handled


@dataclass(frozen=True, slots=True)
class Pick:
    """A candidate with what speaks for and against; `is_barred` where it is not possible at all."""

    candidate: Candidate
    reasons: tuple[PickReason, ...]
    shortfalls: tuple[Shortfall, ...]

    @property
    def is_barred(self) -> bool:
        """Whether this person may not be given the matter now."""
        return bool(BARS & set(self.shortfalls))


BARS = frozenset({Shortfall.OFF_DUTY, Shortfall.ON_LEAVE, Shortfall.INACTIVE, Shortfall.RECUSED})
_ABSENT = {
    Presence.OFF_DUTY: Shortfall.OFF_DUTY,
    Presence.ON_LEAVE: Shortfall.ON_LEAVE,
    Presence.INACTIVE: Shortfall.INACTIVE,
}


def absence(presence: Presence) -> Shortfall | None:
    """Why somebody cannot be given a matter now; None for who is there."""
    return _ABSENT.get(presence)


def suggested(candidates: Iterable[Candidate], *, field: str) -> tuple[Pick, ...]:
    """Everybody in order: who is there before who is not, then fewest shortfalls, who knows it, the smallest load.

    `field` of the matter is the skill that it asks for; nobody falls short of a skill that nobody in the unit has.
    """
    found = list(candidates)
    is_known = any(field in each.skills for each in found)
    there = [each.load for each in found if each.presence in PRESENT]
    picks = [
        _pick(each, field=field if is_known else "", least=min(there, default=0), of=found) for each in found
    ]
    return tuple(sorted(picks, key=_order))


@dataclass(frozen=True, slots=True)
class Handed:
    """A matter that is to be given to another: its field, and who is shut out of it."""

    number: str
    field: str = ""
    recused: frozenset[int] = frozenset()
    contested: frozenset[int] = frozenset()


def shared_out(
    matters: Iterable[Handed], among: Iterable[Candidate]
) -> tuple[tuple[Handed, Pick | None], ...]:
    """To whom each matter goes: the suggestion among these people, counting what they were given just before.

    None where nobody of them can have it.
    """
    people = {each.person_id: each for each in among}
    found: list[tuple[Handed, Pick | None]] = []
    for matter in matters:
        asked = [
            replace(
                each,
                is_recused=each.person_id in matter.recused,
                is_contested=each.person_id in matter.contested,
            )
            for each in people.values()
        ]
        first = next((pick for pick in suggested(asked, field=matter.field) if not pick.is_barred), None)
        found.append((matter, first))
        if first is not None:
            chosen = people[first.candidate.person_id]
            people[chosen.person_id] = replace(chosen, load=chosen.load + 1)
    return tuple(found)


def _pick(each: Candidate, *, field: str, least: int, of: Sequence[Candidate]) -> Pick:
    absent, has_skill = absence(each.presence), field in each.skills
    if each.is_recused:
        absent = Shortfall.RECUSED
    for_it = {
        PickReason.ON_DUTY: each.presence is Presence.ON_DUTY,
        PickReason.KNOWS_IT: each.knows_it and not each.is_contested,
        PickReason.HAS_SKILL: has_skill,
        PickReason.HAS_ROOM: each.load < each.capacity,
        PickReason.LEAST_LOAD: absent is None and each.load == least and len(of) > 1,
    }
    against = {
        Shortfall.NO_SKILL: bool(field) and not has_skill,
        Shortfall.FULL: each.load >= each.capacity,
        Shortfall.CONTESTED: each.is_contested,
    }
    shortfalls = (*([absent] if absent else []), *_holding(against))
    return Pick(each, () if absent else _holding(for_it), shortfalls)


def _holding(said: Mapping[_Code, bool]) -> tuple[_Code, ...]:
    return tuple(code for code, holds in said.items() if holds)


def _order(pick: Pick) -> tuple[object, ...]:
    one = pick.candidate
    return (
        pick.is_barred,
        one.is_contested,
        Shortfall.FULL in pick.shortfalls,
        Shortfall.NO_SKILL in pick.shortfalls,
        not one.knows_it,
        one.load,
        one.name,
        one.person_id,
    )
