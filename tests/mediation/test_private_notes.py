"""A note in confidence, planted with a word that stands nowhere else, is found by nobody but its mediator."""

import json

import pytest
from django.db import connections

from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.access import find_mediation_view
from heyi.mediation.codes import Meeting, Room
from heyi.mediation.operations import Plan
from heyi.mediation.queries import sessions_of
from tests.factories.matters import MORNING, WUXING, ZHILI, desk, unit
from tests.factories.mediations import COLLEAGUE, MEDIATOR, TOMORROW, as_party, begun, mediator, standing

pytestmark = pytest.mark.usefixtures("own_database")
SECRET = "琥珀色的紫檀木匣"


@pytest.fixture
def noted():
    """A mediation with a note of each room, and a session written up."""
    matter, _id = begun()
    with desk(ZHILI):
        for room, side in ((Room.SIDE, "B"), (Room.OWN, "")):
            ops.write(matter.key, taking=mediator(), room=room, side=side, text=f"{side}说到{SECRET}")
        hours = (TOMORROW, TOMORROW.replace(hour=11))
        ops.plan(matter.key, taking=mediator(), plan=Plan(Meeting.JOINT, *hours, ("A", "B")))
        (session,) = sessions_of(matter.county, standing(matter).id)
        ops.write_up(
            matter.key,
            taking=mediator(at=TOMORROW),
            session_id=session.id,
            came=["A", "B"],
            text=f"双方谈到{SECRET}",
        )
    return matter


def view(matter, person, code=ZHILI):
    with desk(code):
        return find_mediation_view(*matter.key, person_id=person, units=frozenset({unit(code)}), at=MORNING)


def test_its_mediator_reads_it(noted):
    notes = view(noted, MEDIATOR).notes
    assert sorted(note.room for note in notes) == ["JOINT", "OWN", "SIDE"]
    assert all(SECRET in note.text for note in notes)


def test_a_colleague_and_a_superior_are_shown_none(noted):
    assert view(noted, COLLEAGUE).notes == ()
    seen = view(noted, MEDIATOR, WUXING)  # the same number of a person, at another unit
    assert (seen.notes, seen.proposals) == ((), ())


def test_no_party_reaches_the_table(noted):
    with as_party(noted), connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM mediation_confidentialnote")
        assert cursor.fetchone() == (0,)


def test_it_stands_in_no_row_of_any_table_and_in_no_event(noted):
    with entering("worker"):
        index_matters(timeline_of(*noted.key))
    assert {"matters_matter", "search_document"} <= set(
        holding("楼道")
    )  # what is public is found where it stands
    assert holding(SECRET) == []
    with desk(ZHILI):
        assert SECRET not in json.dumps(
            [event.facts for event in timeline_of(*noted.key)], ensure_ascii=False
        )


def holding(word):
    """The tables that hold a word in any column."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found
