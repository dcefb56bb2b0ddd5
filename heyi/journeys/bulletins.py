"""通报: written down, journalled for the administration, and told to the units that stand on it."""

from collections.abc import Sequence
from datetime import date, datetime

from heyi.accounts.access import standings_of
from heyi.accounts.rules import Standing
from heyi.dispatch.access import BulletinSheet
from heyi.dispatch.operations import draw_bulletin, drop_bulletin, publish_bulletin, strike_line
from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY, ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.journeys.noticing_outside import Note, send_outside
from heyi.matters.access import entering
from heyi.notices.codes import NoticeKind
from heyi.notices.operations import NewNotice, tell
from heyi.notices.rules.people import signers


def draw(unit_id: int, *, starts_on: date, ends_on: date, by: Standing, at: datetime) -> BulletinSheet:
    """Draw up a draft."""
    sheet = draw_bulletin(unit_id, starts_on=starts_on, ends_on=ends_on, by=by, at=at)
    _journal("bulletin.drawn", sheet, by, at, lines=len(sheet.lines))
    return sheet


def strike(bulletin_id: int, line_id: int, *, why: str, by: Standing, at: datetime) -> BulletinSheet:
    """Strike a line off a draft."""
    sheet = strike_line(bulletin_id, line_id, why=why, by=by, at=at)
    of = next(line.unit_id for line in sheet.lines if line.id == line_id)
    _journal("bulletin.struck", sheet, by, at, of_unit=of)
    return sheet


def publish(bulletin_id: int, *, by: Standing, at: datetime) -> BulletinSheet:
    """Approve and publish it; who signs in each unit that stands on it is told."""
    sheet = publish_bulletin(bulletin_id, by=by, at=at)
    units = [line.unit_id for line in sheet.lines if line.struck_at is None]
    _journal("bulletin.published", sheet, by, at, lines=len(units))
    people = standings_of(units, at=at)
    heard = {unit: _hearing(people, unit, by.person_id) for unit in units}
    with entering("worker"):
        tell([_notice(sheet.id, unit, one) for unit, some in heard.items() for one in some], at=at)
        send_outside([_note(sheet.id, unit, some) for unit, some in heard.items()], at=at)
    return sheet


def drop(bulletin_id: int, *, by: Standing, at: datetime) -> BulletinSheet:
    """Give a draft up."""
    sheet = drop_bulletin(bulletin_id, by=by)
    _journal("bulletin.dropped", sheet, by, at)
    return sheet


def _hearing(people: Sequence[Standing], unit_id: int, but: int) -> frozenset[int]:
    """Who signs for a unit, whoever published it aside."""
    return frozenset(each.person_id for each in signers(people, unit_id)) - {but}


def _notice(bulletin_id: int, unit_id: int, person_id: int) -> NewNotice:
    place = (ADMINISTRATION_COUNTY, ADMINISTRATION, bulletin_id)
    kind = NoticeKind.BULLETIN.value
    return NewNotice(*place, kind, person_id, unit_id, number="", due_at=None, is_urgent=False)


def _note(bulletin_id: int, unit_id: int, people: frozenset[int]) -> Note:
    place = (ADMINISTRATION_COUNTY, ADMINISTRATION, bulletin_id)
    return Note(*place, NoticeKind.BULLETIN, unit_id, "", None, is_urgent=False, people=people)


def _journal(verb: str, sheet: BulletinSheet, by: Standing, at: datetime, **facts: object) -> None:
    """By ids; the lines stand in their table."""
    actor = Actor(ActorKind.PERSON, by.person_id, by.name, sheet.unit_id)
    with entering("admin"):
        record_administration(
            verb, {"bulletin": sheet.id, "unit": sheet.unit_id, **facts}, actor=actor, at=at
        )
