"""What was understood is corrected by a person: reach follows at once, clocks run on, denial is lifted from above."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from heyi.dispatch import operations as ops
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, is_shut_out, matter_view
from heyi.matters.operations import MatterNotFound
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
QUARREL = "邻居把衣服晾在楼道里，我们两家起了纠纷。"
ABOUT_POLICE = "投诉织里派出所民警不作为，报警后一直没有人来。"
LATER = MORNING + timedelta(hours=1)


def correct(matter, by, *, text="电话核实", seen=None, **right):
    with desk(by):
        return ops.correct(
            matter.key, step=step(by, at=LATER, seen=seen), right=ops.Right(**right), text=text
        )


def refusal(matter, by, **given):
    with pytest.raises(NotAllowed) as refused:
        correct(matter, by, **given)
    return refused.value.refusal.code


def view(matter, by):
    with desk(by):
        return matter_view(*matter.key, units=[unit(by)])


def sees(matter, by):
    try:
        view(matter, by)
    except MatterNotFound:
        return False
    return True


def is_whole():
    assert [p for p in check_problems("default", at=now()) if p.code != "consumer.lags"] == []
    assert list(verify_problems("default")) == []


@pytest.mark.parametrize("by", [ZHILI, WUXING, CITY])
def test_the_lead_centre_and_its_superiors_correct_kind_place_and_urgency(by):
    matter = received(QUARREL)
    due = view(matter, ZHILI).sentence
    correct(matter, by, kind="DISPUTE.PROPERTY_MANAGEMENT", region_code="330502101", urgency="URGENT")
    found = view(matter, ZHILI)
    assert (found.kind, found.region_code, found.urgency) == (
        "DISPUTE.PROPERTY_MANAGEMENT",
        "330502101",
        "URGENT",
    )
    assert (found.sentence.due_at, found.sentence.answer_due_at) == (due.due_at, due.answer_due_at)
    assert [note.what for note in found.notes] == ["correct"]


def test_the_event_tells_before_and_after_in_codes_and_the_reason_only_in_the_note():
    matter = received(QUARREL)
    before = view(matter, ZHILI).kind
    station = unit(ZHILI_POLICE)
    correct(matter, ZHILI, kind="HELP.UTILITIES", subjects=[station], text="来电人姓沈")
    with desk(ZHILI):
        event = timeline_of(*matter.key)[-1]
    assert event.verb == "matter.corrected"
    assert event.facts["before"] == {"kind": before, "subjects": []}
    assert event.facts["after"] == {"kind": "HELP.UTILITIES", "subjects": [station]}
    assert "来电人姓沈" not in str(event.facts)


@pytest.mark.parametrize("by", [BALIDIAN, ZHILI_POLICE])
def test_who_does_not_reach_it_corrects_nothing(by):
    matter = received(QUARREL)
    with pytest.raises(MatterNotFound):
        correct(matter, by, kind="HELP.UTILITIES")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "nothing_corrected"),
        ({"urgency": "NORMAL", "subjects": []}, "nothing_corrected"),
        ({"urgency": "URGENT", "text": " "}, "text_needed"),
        ({"subjects": ZHILI}, "subject_has_task"),
        ({"subjects": WUXING}, "subject_has_task"),
    ],
)
def test_refusals_change_nothing(given, code):
    matter = received(QUARREL)
    if given.get("subjects"):
        given = {**given, "subjects": [unit(given["subjects"])]}
    seq = view(matter, ZHILI).seq
    assert refusal(matter, CITY, **given) == code
    assert view(matter, ZHILI).seq == seq


def test_a_unit_named_later_is_shut_out_with_its_line_at_once():
    matter = received(QUARREL)
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI, at=LATER), to_unit=unit(WUXING_POLICE), text="治安案件")
    assert sees(matter, WUXING_POLICE)
    assert refusal(matter, WUXING, subjects=[unit(WUXING_POLICE)]) == "subject_has_task"
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING, at=LATER), to_unit=unit(WUXING), text="改由中心")
    correct(matter, WUXING, subjects=[unit(WUXING_POLICE)])
    for shut in (WUXING_POLICE, ZHILI_POLICE):
        assert not sees(matter, shut)
        with desk(shut):
            assert is_shut_out(*matter.key)
    is_whole()


def test_denial_is_lifted_by_a_superior_and_not_by_the_lead():
    matter = received("织里镇邻居晾衣纠纷。投诉织里派出所民警不作为。", region="330502100")
    with desk(CITY):
        ops.refer(matter.key, step=step(CITY, at=LATER), to_unit=unit(ZHILI), text="由镇中心调处")
    assert not sees(matter, ZHILI_POLICE)
    assert refusal(matter, ZHILI, subjects=[]) == "superior_lifts"
    correct(matter, CITY, subjects=[])
    assert view(matter, CITY).subjects == ()
    with desk(ZHILI_POLICE):
        assert not is_shut_out(*matter.key)
    is_whole()
    correct(matter, CITY, subjects=[unit(ZHILI_POLICE)])
    with desk(ZHILI_POLICE):
        assert is_shut_out(*matter.key)
    is_whole()


def test_no_statement_takes_a_denied_row_by_mistake():
    matter = received(ABOUT_POLICE)
    with (
        pytest.raises(DatabaseError, match="stays denied"),
        entering("worker"),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM matters_reach WHERE matter_id = %s", [matter.id])
