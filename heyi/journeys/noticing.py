"""What people of the house are told of what happened: in the desk at once, outside by what they chose.

The table in `notices.rules.table` says which event tells whom what; here it is looked up who that is just now, and
each telling is written down, with the reason where nobody is left to be told.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from heyi.accounts.access import standings_of
from heyi.accounts.rules import Standing
from heyi.dispatch.access import TaskRow, approver_of, tasks_of_many
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.journal.codes import ADMINISTRATION, ActorKind
from heyi.journal.events import RecordedEvent
from heyi.journeys.noticing_outside import Note, send_outside
from heyi.journeys.on_duty import Known, on_duty
from heyi.matters.access import Noticed, Seeing, noticed, seeing_units
from heyi.notices.codes import Audience, Untold
from heyi.notices.operations import NewNotice, NewTold, tell, write_told
from heyi.notices.rules.people import Circumstance, Reach, may_hear, meant
from heyi.notices.rules.table import BY_VERB, HAS_DUE, HURRIES_WITH_MATTER, URGENT, Telling
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

TOO_OLD = timedelta(days=1)
"""What happened longer ago tells nobody: a house that stood still, or was restored, floods no telephone."""

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class _Case:
    """An event that tells people, with the matter as it stands."""

    event: RecordedEvent
    telling: Telling
    matter: Noticed
    given: Circumstance

    @property
    def due_at(self) -> datetime | None:
        """Until when something is to be done: what a clock said of itself, else when the matter is due next."""
        if self.telling.kind not in HAS_DUE:
            return None
        if "due" not in self.event.facts:
            return self.matter.next_due_at
        said = self.event.facts["due"]
        return datetime.fromisoformat(str(said)) if said else None

    @property
    def is_urgent(self) -> bool:
        kind = self.telling.kind
        return kind in URGENT or (kind in HURRIES_WITH_MATTER and self.matter.urgency == "URGENT")


def tell_people(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Write whom these events tell; answers how many notices are new. No statement where they tell nobody; nine
    otherwise, however many events, and one for each unit whose people on duty are told."""
    telling = [
        (event, row)
        for event in events
        if event.matter_id != ADMINISTRATION
        for row in BY_VERB.get(event.verb, ())
    ]
    if not telling:
        return 0
    fresh = [(event, row) for event, row in telling if at - event.at <= TOO_OLD]
    written = [
        _told(event, row, 0, Untold.TOO_OLD.value) for event, row in telling if at - event.at > TOO_OLD
    ]
    count = 0
    if fresh:
        cases, reach = _cases(fresh, at)
        people = _people(cases, at)
        known: Known = {}
        notes = [(case, *_hearing(case, people, reach, at, known)) for case in cases]
        written += [_told(case.event, case.telling, len(hearing), untold) for case, hearing, untold in notes]
        count = tell([_notice(case, person) for case, hearing, _why in notes for person in hearing], at=at)
        send_outside([_note(case, hearing, reach) for case, hearing, _why in notes], at=at)
    write_told(written, at=at)
    return count


def _cases(
    told: Sequence[tuple[RecordedEvent, Telling]], at: datetime
) -> tuple[list[_Case], Mapping[Key, Seeing]]:
    keys = {(event.county, event.matter_id) for event, _row in told}
    matters, tasks, trees = noticed(keys), tasks_of_many(keys), directory()
    cases = []
    for event, row in told:
        key = (event.county, event.matter_id)
        given = _circumstance(event, row, matters[key], tasks.get(key, ()), trees, at)
        cases.append(_Case(event, row, matters[key], given))
    return cases, seeing_units(keys)


def _circumstance(
    event: RecordedEvent,
    row: Telling,
    matter: Noticed,
    tasks: Sequence[TaskRow],
    trees: Directory,
    at: datetime,
) -> Circumstance:
    unit_id = matter.lead_unit_id if row.of_lead else int(event.facts[row.unit])
    if row.audience is Audience.DECIDERS:
        superiors, approver = trees.ancestors(unit_id), approver_of(RoutingFacts.of(matter), at=at)
        return Circumstance(unit_id, superiors, asker_id=event.actor.id, approver=approver)
    if row.audience is Audience.LEADERS:  # and not the one complained of, if they lead the unit themselves
        return Circumstance(unit_id, trees.ancestors(unit_id), asker_id=int(event.facts["mediator_id"]))
    if row.audience is Audience.ASKER:
        return Circumstance(unit_id, asker_id=_asker(event))
    if row.audience is Audience.ASSIGNEE:
        return Circumstance(unit_id, handler_id=_assignee(event))
    if row.audience in (Audience.MEMBER, Audience.MEDIATOR):
        named = event.facts.get("person" if row.audience is Audience.MEMBER else "mediator_id")
        return Circumstance(unit_id, handler_id=int(named) if named else None)
    mine = [task for task in tasks if task.unit_id == unit_id and task.handler_id]
    return Circumstance(unit_id, handler_id=mine[-1].handler_id if mine else None)


def _images(event: RecordedEvent, table: str) -> Iterable[Mapping[str, object]]:
    images: Mapping[str, Mapping[str, object]] = event.facts.get("set", {})
    return (image for name, image in images.items() if name.startswith(f"{table}/"))


def _assignee(event: RecordedEvent) -> int | None:
    found = [image["handler_id"] for image in _images(event, "task") if image.get("handler_id")]
    return int(str(found[-1])) if found else None


def _asker(event: RecordedEvent) -> int | None:
    """Who asked for what was decided: it stands in the clock that the decision has set, or in the event."""
    if "asked_by" in event.facts:
        return None if event.facts["asked_by"] is None else int(event.facts["asked_by"])
    kept = [image["extensions"] for image in _images(event, "clock") if image.get("extensions")]
    asked = [each for some in kept for each in json.loads(str(some))]
    decided = [each for each in asked if each["decided_at"]]
    last = max(decided, key=lambda each: str(each["decided_at"]), default=None)
    return None if last is None else last["asked_by"]


def _people(cases: Iterable[_Case], at: datetime) -> tuple[Standing, ...]:
    units = {unit for case in cases for unit in (case.given.unit_id, *case.given.superiors)}
    named = {
        person
        for case in cases
        for person in (case.given.handler_id, case.given.asker_id)
        if person is not None
    }
    return standings_of(units, named, at=at)


def _hearing(
    case: _Case, people: Sequence[Standing], reach: Mapping[Key, Seeing], at: datetime, known: Known
) -> tuple[tuple[Standing, ...], str]:
    audience, given = case.telling.audience, case.given
    actor, seen = case.event.actor, _reach(case, reach)
    actor_id = actor.id if actor.kind == ActorKind.PERSON else None
    if audience in (Audience.UNIT, Audience.DECIDERS):  # who may not hear of it silences nobody else
        able, _why = may_hear(people, seen, actor_id=actor_id)
        there = (
            on_duty(able, unit_id=given.unit_id, at=at, known=known) if audience is Audience.UNIT else able
        )
        if found := meant(audience, there, given):
            return found, ""
    return may_hear(meant(audience, people, given), seen, actor_id=actor_id)


def _reach(case: _Case, reach: Mapping[Key, Seeing]) -> Reach:
    seeing = reach.get((case.event.county, case.event.matter_id))
    if seeing is None:
        return Reach(frozenset(), frozenset())
    leaving = {case.given.unit_id} if case.telling.farewell else frozenset()
    return Reach(seeing.units | leaving, seeing.denied)


def _told(event: RecordedEvent, row: Telling, people: int, untold: str) -> NewTold:
    return NewTold(event.county, event.matter_id, event.seq, row.kind.value, people, untold)


def _notice(case: _Case, person: Standing) -> NewNotice:
    event = case.event
    return NewNotice(
        event.county,
        event.matter_id,
        event.seq,
        case.telling.kind.value,
        person.person_id,
        case.given.unit_id,
        case.matter.number,
        case.due_at,
        case.is_urgent,
    )


def _note(case: _Case, hearing: Sequence[Standing], reach: Mapping[Key, Seeing]) -> Note:
    event, kind = case.event, case.telling.kind
    units, seen = {case.given.unit_id}, _reach(case, reach)
    return Note(
        event.county,
        event.matter_id,
        event.seq,
        kind,
        case.given.unit_id,
        case.matter.number,
        case.due_at,
        case.is_urgent,
        people=frozenset(person.person_id for person in hearing),
        groups=frozenset(units & seen.units - seen.denied),
    )
