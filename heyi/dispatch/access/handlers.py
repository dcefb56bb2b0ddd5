"""Who could handle a matter, and what waits in a unit for somebody to take it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from heyi.accounts.access import DutyRoster, duty_persons, standings_of
from heyi.dispatch.queries import PoolRow, loads_of, pool_of
from heyi.dispatch.rules.handlers import Candidate, Handed, Pick, shared_out, suggested
from heyi.matters.access import Brief, subjects_of_many
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory

PAGE = 50


def handlers_for(
    unit_id: int,
    *,
    field: str = "",
    knows_it: Collection[int] = (),
    contested: Collection[int] = (),
    denied: Collection[int] = (),
    at: datetime,
) -> tuple[Pick, ...]:
    """Everybody of a unit as handler of a matter, the rules' suggestion first. Two queries, three if any is denied.

    `field` of the matter; who has acted on it; whose handling was contested; the units that are shut out of it.
    """
    roster, loads = duty_persons(unit_id, at), loads_of(unit_id)
    people = standings_of([unit_id], at=at) if denied else ()
    recused = {person.person_id for person in people if set(person.units) & set(denied)}
    found = _candidates(roster, loads, knows_it, contested)
    return suggested((replace(each, is_recused=each.person_id in recused) for each in found), field=field)


def _candidates(
    roster: DutyRoster, loads: dict[int, int], knows_it: Collection[int], contested: Collection[int]
) -> Iterator[Candidate]:
    for person in roster.people:
        yield Candidate(
            person.person_id,
            person.name,
            person.presence,
            person.skills,
            loads.get(person.person_id, 0),
            person.capacity,
            person.person_id in knows_it,
            person.person_id in contested,
        )


def sharing_out(
    unit_id: int, matters: Sequence[tuple[Brief, str]], among: Collection[int], *, at: datetime
) -> tuple[Pick | None, ...]:
    """To whom of these people of the unit each matter (with its kind's field) goes. Four queries at most."""
    roster, loads = duty_persons(unit_id, at), loads_of(unit_id)
    chosen = [each for each in _candidates(roster, loads, (), ()) if each.person_id in among]
    keys = [matter.key for matter, _field in matters]
    subjects, trees = subjects_of_many(keys), directory()
    people = {each.person_id: set(each.units) for each in standings_of([unit_id], at=at)} if subjects else {}
    asked = []
    for matter, field in matters:
        denied = denied_line(subjects.get(matter.key, ()), trees)
        recused = frozenset(person for person, units in people.items() if denied & units)
        asked.append(Handed(matter.number, field, recused))
    return tuple(pick for _matter, pick in shared_out(asked, chosen))


@dataclass(frozen=True, slots=True)
class Pool:
    """A page of what nobody handles yet, and the key of the next, empty on the last."""

    rows: tuple[PoolRow, ...]
    after: str


def pool(unit_id: int, *, after: str = "") -> Pool:
    """What waits in a unit for somebody to take it, the longest first. One query."""
    rows = pool_of(unit_id, after=_read_key(after), limit=PAGE + 1)
    page = rows[:PAGE]
    key = f"{page[-1].given_at.isoformat()}~{page[-1].task_id}" if len(rows) > PAGE else ""
    return Pool(page, key)


def _read_key(after: str) -> tuple[datetime, UUID] | None:
    """The key of a page; what no list gave is the first page."""
    given_at, _tilde, task_id = after.partition("~")
    try:
        at, task = datetime.fromisoformat(given_at), UUID(task_id)
    except ValueError:
        return None
    return None if at.tzinfo is None else (at, task)
