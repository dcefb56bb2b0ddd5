"""通知演练: who would really be reached if something came to this unit now, and a test that shows it.

It says nothing of persons beyond this: no figure outlives the drill's own page, nobody is compared with anybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from heyi.accounts.access import standings_of
from heyi.accounts.rules import Standing
from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.journeys.noticing_outside import Note, is_connected, send_outside
from heyi.journeys.on_duty import on_duty
from heyi.kernel.words import _
from heyi.matters.access import entering
from heyi.notices.access import AddressRow, addresses_of, answers_of_drill, choices_of, drills_of
from heyi.notices.codes import OF_PEOPLE, OF_UNITS, NoticeKind, NoticeWay, Outcome
from heyi.notices.operations import NewNotice, begin_drill, tell
from heyi.notices.rules.people import signers
from heyi.notices.rules.ways import Choices, Going, going
from heyi.orgs.rules import Directory, Refused

TOO_SOON_SECONDS = 300
NOBODY = _("这个单位现在没有可通知的人，无法演练。")
TOO_SOON = _("五分钟内刚演练过，请稍后再试。")


class CannotDrill(Refused):
    """Nobody is there to be told, or one was held a moment ago."""


@dataclass(frozen=True, slots=True)
class WayLine:
    """What would become of a notice by one way."""

    way: NoticeWay
    outcome: Outcome
    until: datetime | None
    address: AddressRow | None

    @property
    def reaches(self) -> bool:
        """Whether it would leave at once."""
        return self.outcome is Outcome.NOW

    @property
    def is_failing(self) -> bool:
        """Whether the last attempt there failed."""
        return self.address is not None and self.address.is_failing


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the unit: whether told at all, or not because others are on duty; and by which ways."""

    person_id: int
    name: str
    roles: frozenset[str]
    is_told: bool
    is_off_duty: bool
    ways: tuple[WayLine, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Who would be reached: people of the unit, those told first; and its groups."""

    people: tuple[PersonLine, ...]
    groups: tuple[WayLine, ...]

    @property
    def told(self) -> int:
        """How many people would have it in the desk."""
        return sum(line.is_told for line in self.people)

    @property
    def outside(self) -> int:
        """How many messages would leave at once to where the last attempt did not fail."""
        ways = [way for line in self.people if line.is_told for way in line.ways]
        return sum(way.reaches and not way.is_failing for way in (*ways, *self.groups))


def may_keep(standing: Standing, unit_id: int, trees: Directory) -> bool:
    """Whether this person sets a unit's robots and holds its drills: a leader of it, or of a unit above."""
    return bool(standing.leads & {unit_id, *trees.ancestors(unit_id)})


def foresee(unit_id: int, *, is_urgent: bool, at: datetime) -> Foreseen:
    """Who would be told of a matter given to this unit at an instant, and how. Three statements."""
    everybody = [person for person in standings_of([unit_id], at=at) if unit_id in person.units]
    here = on_duty(everybody, unit_id=unit_id, at=at)
    told = {person.person_id for person in signers(here, unit_id)}
    away = {person.person_id for person in everybody} - {person.person_id for person in here}
    addresses = addresses_of([person.person_id for person in everybody], [unit_id])
    chosen = choices_of([person.person_id for person in everybody])
    lines = [
        PersonLine(
            person.person_id,
            person.name,
            person.roles_in(unit_id),
            person.person_id in told,
            person.person_id in away,
            _ways_of(person.person_id, addresses, chosen, is_urgent=is_urgent, at=at),
        )
        for person in everybody
    ]
    groups = [address for address in addresses if address.unit_id is not None]
    return Foreseen(
        tuple(sorted(lines, key=lambda line: (not line.is_told, line.person_id))),
        tuple(_line(way, _of(way, groups), Choices(), is_urgent=is_urgent, at=at) for way in OF_UNITS),
    )


def _ways_of(
    person_id: int,
    addresses: Sequence[AddressRow],
    chosen: Mapping[int, Choices],
    *,
    is_urgent: bool,
    at: datetime,
) -> tuple[WayLine, ...]:
    own = [address for address in addresses if address.person_id == person_id]
    choices = chosen.get(person_id, Choices())
    return tuple(_line(way, _of(way, own), choices, is_urgent=is_urgent, at=at) for way in OF_PEOPLE)


def _of(way: NoticeWay, addresses: Sequence[AddressRow]) -> AddressRow | None:
    return next((address for address in addresses if address.way is way), None)


def _line(
    way: NoticeWay, address: AddressRow | None, choices: Choices, *, is_urgent: bool, at: datetime
) -> WayLine:
    kind = NoticeKind.ALARM if is_urgent else NoticeKind.GIVEN
    plan: Going = going(
        kind,
        way,
        choices,
        is_urgent=is_urgent,
        has_address=address is not None,
        is_connected=is_connected(way),
        at=at,
    )
    return WayLine(way, plan.outcome, plan.until, address)


def hold_drill(unit_id: int, *, by: Actor, at: datetime) -> int:
    """Tell whoever a unit would tell of something urgent that this is a drill: the drill's number.

    The caller lets in only who may. Raises CannotDrill.
    """
    foreseen = foresee(unit_id, is_urgent=True, at=at)
    people = [line.person_id for line in foreseen.people if line.is_told]
    if not people:
        raise CannotDrill.because("", "nobody_there", NOBODY)
    last = next(iter(drills_of(unit_id)), None)
    if last and (at - last.at).total_seconds() < TOO_SOON_SECONDS:
        raise CannotDrill.because("", "too_soon", TOO_SOON)
    drill = begin_drill(unit_id, people=len(people), outside=foreseen.outside, by=by, at=at)
    with entering("worker"):
        tell([_notice(drill, unit_id, person) for person in people], at=at)
        send_outside([_note(drill, unit_id, people)], at=at)
    with entering("admin"):
        facts = {"drill": drill, "unit": unit_id, "people": len(people)}
        record_administration("drill.held", facts, actor=by, at=at)
    return drill


def _notice(drill: int, unit_id: int, person_id: int) -> NewNotice:
    kind = NoticeKind.DRILL.value
    place = (ADMINISTRATION_COUNTY, ADMINISTRATION, drill)
    return NewNotice(*place, kind, person_id, unit_id, number="", due_at=None, is_urgent=True)


def _note(drill: int, unit_id: int, people: Sequence[int]) -> Note:
    return Note(
        ADMINISTRATION_COUNTY,
        ADMINISTRATION,
        drill,
        NoticeKind.DRILL,
        unit_id,
        "",
        None,
        is_urgent=True,
        people=frozenset(people),
        groups=frozenset({unit_id}),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether somebody has acknowledged a drill, and after how many minutes, begun ones counted."""

    name: str
    minutes: int | None


def answers_of(drill_id: int, *, at: datetime) -> tuple[Answer, ...]:
    """Who was told in a drill, by name as appointed today, and whether they acknowledged. Two statements."""
    with entering("worker"):
        told = answers_of_drill(drill_id)
    names = {person.person_id: person.name for person in standings_of([], [row[0] for row in told], at=at)}
    return tuple(
        Answer(names.get(person_id, ""), None if read_at is None else _minutes(told_at, read_at))
        for person_id, told_at, read_at in told
    )


def _minutes(start: datetime, end: datetime) -> int:
    return int(-((start - end).total_seconds() // 60))
