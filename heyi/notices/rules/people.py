"""Whom an event means, and who of them may hear of it. Pure: from people's appointments, the tree and the reach."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from heyi.notices.codes import Audience, Untold

SIGNERS = frozenset({"CLERK", "DISPATCHER", "LEADER"})
"""Who signs for what comes to a unit; handlers and mediators hear of what is assigned to them."""

_OR_SIGNERS = (Audience.HANDLER, Audience.MEMBER, Audience.MEDIATOR)


class PersonLike(Protocol):
    """A person with the appointments in force."""

    @property
    def person_id(self) -> int: ...
    @property
    def units(self) -> tuple[int, ...]: ...
    @property
    def leads(self) -> frozenset[int]: ...
    def roles_in(self, unit_id: int) -> frozenset[str]:
        """The roles held in a unit."""
        ...


_Person = TypeVar("_Person", bound=PersonLike)


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What an audience is found by: the unit meant, its superiors (nearest first), handler, asker, who approves."""

    unit_id: int
    superiors: tuple[int, ...] = ()
    handler_id: int | None = None
    asker_id: int | None = None
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Which units see the matter, and which must not hear of it."""

    units: frozenset[int]
    denied: frozenset[int]


def meant(audience: Audience, people: Sequence[_Person], given: Circumstance) -> tuple[_Person, ...]:
    """The people whom an audience means; in the unit's line when a request is to be decided."""
    if audience is Audience.DECIDERS:
        return _deciders(people, given)
    if audience is Audience.LEADERS:
        return _leaders(people, given)
    if audience is Audience.ASKER:
        return tuple(person for person in people if person.person_id == given.asker_id)
    handlers = tuple(
        person for person in people if person.person_id == given.handler_id and given.unit_id in person.units
    )
    if audience is Audience.UNIT or (audience in _OR_SIGNERS and not handlers):
        return signers(people, given.unit_id)
    return handlers


def signers(people: Iterable[_Person], unit_id: int) -> tuple[_Person, ...]:
    """Who signs for what comes to the unit; everybody of it where nobody has such a role."""
    there = [person for person in people if unit_id in person.units]
    return tuple(person for person in there if person.roles_in(unit_id) & SIGNERS) or tuple(there)


def _leaders(people: Sequence[_Person], given: Circumstance) -> tuple[_Person, ...]:
    """Leaders of the unit, or else of the nearest above it that has one: never the person whom it is about."""
    for unit_id in (given.unit_id, *given.superiors):
        found = tuple(
            person for person in people if unit_id in person.leads and person.person_id != given.asker_id
        )
        if found:
            return found
    return ()


def _deciders(people: Sequence[_Person], given: Circumstance) -> tuple[_Person, ...]:
    """A leader of the unit where the rule says so, else of the nearest unit above that has people."""
    own = tuple(person for person in people if given.unit_id in person.leads)
    if given.approver == "LEADER" or not given.superiors:
        others = tuple(person for person in own if person.person_id != given.asker_id)
        if others or not given.superiors:
            return others
    for unit_id in given.superiors:
        leaders = tuple(person for person in people if unit_id in person.leads)
        if found := leaders or signers(people, unit_id):
            return found
    return ()


def may_hear(
    people: Iterable[_Person], reach: Reach, *, actor_id: int | None
) -> tuple[tuple[_Person, ...], str]:
    """Who of those meant hears of it, and a code of Untold where nobody does.

    Nobody is told of an own deed, nobody whose units do not see the matter, and nobody who belongs to a unit that is
    shut out of it, whatever else they belong to (信访工作条例 §30).
    """
    named = tuple(people)
    others = tuple(person for person in named if person.person_id != actor_id)
    seeing = tuple(person for person in others if _sees(person.units, reach))
    if seeing:
        return seeing, ""
    return (), _why_nobody(named, others)


def _sees(units: Collection[int], reach: Reach) -> bool:
    own = set(units)
    return bool(own & reach.units) and not own & reach.denied


def _why_nobody(named: Sequence[object], others: Sequence[object]) -> str:
    if not named:
        return Untold.NOBODY_THERE.value
    return Untold.SHUT_OUT.value if others else Untold.OWN_DOING.value
