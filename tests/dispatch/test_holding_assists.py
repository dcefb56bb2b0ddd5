"""An assist stands still and is extended by itself: its own clock alone, by who asked for the help."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyi.deadlines.explain import sentences
from heyi.dispatch import operations as ops
from heyi.dispatch.access import waiting_extensions
from heyi.dispatch.events import EVENT_OF, OF_ASSIST, event_of
from heyi.dispatch.models import LimitRule
from heyi.dispatch.queries import book
from heyi.dispatch.rules.clocks import paused, resumed, started
from heyi.journal.access import timeline_of
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7
from heyi.matters.access import entering, matter_view, public_status
from heyi.matters.codes import HoldReason
from heyi.matters.states import LEAD_ONLY, NOT_OF, TASK
from tests.dispatch.test_assisting import asked, helped, refusal, row_in, task_of, whole
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    hand,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

LATER = MORNING + timedelta(hours=2)
NEXT_DAY = MORNING + timedelta(days=1)
ASK = {"ground": "COMPLEX", "amount": 3, "text": "还要等鉴定"}
HELD = {"reason": "WAITS_FOR_EXPERT", "text": "等消防鉴定"}


@pytest.fixture(autouse=True)
def fresh_book():
    """A book that a test changed is not remembered."""
    yield
    book.cache_clear()


def by(code, *, at=LATER, person=1, task=None):
    return replace(step(code, at=at, task_id=task), by=hand(code, person=person))


def did(matter, verb, code, *, at=LATER, person=1, task=None, **form):
    with desk(code):
        return getattr(ops, verb)(matter.key, step=by(code, at=at, person=person, task=task), **form)


def signed():
    """Zhili leads, Balidian helps and has signed."""
    matter = asked(BALIDIAN)
    helped(matter, BALIDIAN, "sign")
    return matter


def handle(matter, code=BALIDIAN):
    return next(clock for clock in task_of(matter, code).clocks if clock.name == "HANDLE")


def decide(matter, verb="grant_longer", code=ZHILI, *, person=2, at=LATER, text="可以，抓紧"):
    return did(matter, verb, code, at=at, person=person, task=task_of(matter, BALIDIAN).id, text=text)


def test_its_own_clock_stands_still_and_the_leads_runs_on():
    matter = signed()
    lead_due, own_due = handle(matter, ZHILI).due_at, handle(matter).due_at
    held = did(matter, "hold", BALIDIAN, **HELD)
    assert (held.state, task_of(matter, BALIDIAN).state, handle(matter).state) == (
        "IN_HAND",
        "ON_HOLD",
        "PAUSED",
    )
    assert handle(matter, ZHILI).due_at == lead_due
    row = row_in(BALIDIAN, matter)
    assert (row.state, row.next_due_at) == ("ON_HOLD", None)
    assert row_in(ZHILI, matter).state == "IN_HAND"
    did(matter, "resume", BALIDIAN, at=LATER + timedelta(days=3))
    assert handle(matter).due_at == own_due + timedelta(days=2)  # Wednesday and Thursday
    assert row_in(BALIDIAN, matter).next_due_at == handle(matter).due_at
    assert any("中止计时" in line for line in sentences(handle(matter).lines))
    whole()


@pytest.mark.parametrize(
    ("held", "until", "due"),
    [
        (
            (9, 29, 9),
            (9, 29, 18),
            (10, 11),
        ),  # no whole working day went by: the fifth is Saturday the 10th, made up
        ((9, 29, 9), (9, 30, 9), (10, 13)),  # one did
        ((10, 1, 0), (10, 8, 0), (10, 11)),  # the holiday alone takes none
        ((9, 30, 18), (10, 8, 9), (10, 13)),  # from its eve
        ((9, 29, 9), (10, 8, 9), (10, 14)),  # two before it
    ],
)
def test_a_pause_over_a_holiday_gives_back_the_working_days_alone(held, until, due):
    """Five working days of an assist from Monday 28 September; National Day from the 1st to the 7th."""
    face = started_on(datetime(2026, 9, 28, 9, 0, tzinfo=CHINA))
    assert face.due_at == datetime(2026, 10, 11, tzinfo=CHINA)
    still = paused(face, datetime(2026, *held, tzinfo=CHINA))
    assert still.due_at is None
    assert resumed(still, datetime(2026, *until, tzinfo=CHINA), mainland()).due_at == datetime(
        2026, *due, tzinfo=CHINA
    )


def started_on(at):
    return started(
        clock_id=uuid7(at),
        task_id=uuid7(at),
        name="HANDLE",
        limit="5 working days",
        why="",
        at=at,
        calendar=mainland(),
    )


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=30)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_however_often_it_is_held_the_due_time_never_comes_earlier(hours):
    at = MORNING
    face = started_on(at)
    dues = [face.due_at]
    for span in hours:
        held, at = at + timedelta(hours=1), at + timedelta(hours=1 + span)
        face = resumed(paused(face, held), at, mainland())
        dues.append(face.due_at)
    assert all(before <= after for before, after in pairwise(dues))


@pytest.mark.parametrize("reason", HoldReason)
def test_every_ground_of_the_list_holds_and_no_other(reason):
    matter = signed()
    assert refusal(did, matter, "hold", BALIDIAN, reason="BECAUSE", text="等") == "reason_needed"
    assert refusal(did, matter, "hold", BALIDIAN, reason=reason.value, text=" ") == "text_needed"
    did(matter, "hold", BALIDIAN, reason=reason.value, text="等")
    assert timeline_of_last(matter)[0] == "assist.held"


def timeline_of_last(matter):
    with entering("worker"):
        event = timeline_of(*matter.key)[-1]
    return event.verb, event.facts


@pytest.mark.parametrize(
    ("verb", "code", "form", "why"),
    [
        ("resume", WUXING, {}, "not_yours"),  # a superior moves nobody's clock
        ("finish", BALIDIAN, {"text": "完", "outcome": "DONE"}, "step_not_open"),  # first it is resumed
        ("hold", BALIDIAN, HELD, "step_not_open"),
        ("ask_extension", BALIDIAN, ASK, "step_not_open"),
    ],
)
def test_what_a_held_assist_may_not(verb, code, form, why):
    matter = signed()
    did(matter, "hold", BALIDIAN, **HELD)
    task = task_of(matter, BALIDIAN).id if code != BALIDIAN else None
    assert refusal(did, matter, verb, code, task=task, **form) == why


def test_who_only_comes_to_a_conferral_has_nothing_to_hold():
    matter = asked()
    called = {"units": [unit(BALIDIAN)], "starts_at": MORNING + timedelta(days=1), "text": "议题"}
    did(matter, "confer", ZHILI, **called)
    helped(matter, BALIDIAN, "sign")
    assert refusal(did, matter, "hold", BALIDIAN, **HELD) == "nothing_to_hold"
    assert refusal(did, matter, "ask_extension", BALIDIAN, **ASK) == "no_clock_runs"


def test_a_held_assist_is_taken_back_closed_over_and_not_asked_twice():
    matter = signed()
    did(matter, "hold", BALIDIAN, **HELD)
    assert (
        refusal(did, matter, "ask_assist", ZHILI, to_unit=unit(BALIDIAN), text="再问") == "has_task_already"
    )
    did(matter, "end_assist", ZHILI, task=task_of(matter, BALIDIAN).id, text="不需要了")
    assert (task_of(matter, BALIDIAN).state, handle(matter).state) == ("WITHDRAWN", "STOPPED")
    whole()


def test_the_leads_hold_leaves_the_assist_running_and_the_reporter_is_told_of_the_leads_alone():
    matter = signed()
    did(matter, "hold", BALIDIAN, **HELD)
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).state == "IN_HAND"
    did(matter, "hold", ZHILI, **HELD)
    did(matter, "resume", BALIDIAN, at=NEXT_DAY)
    assert (handle(matter, ZHILI).state, handle(matter).state) == ("PAUSED", "RUNNING")
    whole()


def test_a_partner_that_is_waited_for_stops_the_lead_and_no_helper():
    assert {"hold", "resume", "ask_extension"} & LEAD_ONLY == set()
    assert {"hold", "resume", "ask_extension"} <= NOT_OF["ALARM"]
    assert {"grant_longer", "refuse_longer"} <= NOT_OF["LEAD"] & NOT_OF["ALARM"]
    for verb in (*OF_ASSIST, "grant_longer"):
        assert event_of(verb, "ASSIST").startswith("assist.")
        assert event_of(verb, "LEAD") == EVENT_OF[verb]
    assert all(arrow.by == ("LEAD", "OVER_LEAD") for arrow in TASK.steps if arrow.verb.endswith("_longer"))


@pytest.mark.parametrize(("code", "may"), [(ZHILI, True), (WUXING, True), (CITY, True), (BALIDIAN, False)])
def test_who_asked_for_the_help_or_is_above_gives_longer(code, may):
    matter = signed()
    before, lead_due = handle(matter).due_at, handle(matter, ZHILI).due_at
    did(matter, "ask_extension", BALIDIAN, **ASK)
    assert handle(matter).asked.limit == "3 working days"
    assert handle(matter).due_at == before
    if not may:
        assert refusal(decide, matter, code=code) == "not_yours"
        return
    decide(matter, code=code)
    after = handle(matter)
    assert (after.asked, after.extensions[0].state) == (None, "GRANTED")
    assert after.due_at > before
    assert handle(matter, ZHILI).due_at == lead_due
    assert row_in(BALIDIAN, matter).next_due_at == after.due_at
    assert any("延长" in line for line in sentences(after.lines))
    verb, facts = timeline_of_last(matter)
    assert (verb, datetime.fromisoformat(facts["due"])) == ("assist.extension_granted", after.due_at)
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).notes == ()
    whole()


def test_a_refusal_leaves_the_time_and_is_read_by_the_helper():
    matter = signed()
    before = handle(matter).due_at
    did(matter, "ask_extension", BALIDIAN, **ASK)
    decide(matter, "refuse_longer", text="材料已经够了")
    assert (handle(matter).due_at, handle(matter).extensions[0].state) == (before, "REFUSED")
    with desk(BALIDIAN):
        notes = matter_view(*matter.key, units=[unit(BALIDIAN)]).notes
    assert [note.text for note in notes if note.what == "no_longer"] == ["材料已经够了"]
    did(matter, "ask_extension", BALIDIAN, **ASK)  # after a refusal it may be asked again
    whole()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"amount": 6}, "beyond_cap"),
        ({"amount": 0}, "beyond_cap"),
        ({"ground": "TIRED"}, "ground_needed"),
        ({"text": " "}, "text_needed"),
    ],
)
def test_a_request_stands_on_a_ground_within_the_rules_cap(change, why):
    assert refusal(did, signed(), "ask_extension", BALIDIAN, **{**ASK, **change}) == why


def test_one_request_at_a_time_before_expiry_and_no_more_than_the_cap_in_all():
    matter = signed()
    did(matter, "ask_extension", BALIDIAN, **ASK)
    assert refusal(did, matter, "ask_extension", BALIDIAN, **ASK) == "asked_already"
    decide(matter)
    assert refusal(did, matter, "ask_extension", BALIDIAN, **ASK) == "beyond_cap"
    did(matter, "ask_extension", BALIDIAN, **{**ASK, "amount": 2})
    decide(matter)
    assert refusal(did, matter, "ask_extension", BALIDIAN, **{**ASK, "amount": 1}) == "not_extendable"
    late = handle(matter).due_at + timedelta(minutes=1)
    other = signed()
    assert refusal(did, other, "ask_extension", BALIDIAN, at=late, **ASK) == "asked_late"


def test_nobody_decides_on_an_own_request_also_not_for_two_units():
    matter = signed()
    did(matter, "ask_extension", BALIDIAN, person=7, **ASK)
    assert refusal(decide, matter, person=7) == "own_request"
    assert refusal(decide, matter, "refuse_longer", person=7) == "own_request"
    decide(matter, person=8)


def test_where_the_rule_says_so_only_who_is_above_the_lead_decides():
    with entering("admin"):
        LimitRule.objects.filter(role="ASSIST").update(approver="SUPERIOR")
    book.cache_clear()
    matter = signed()
    did(matter, "ask_extension", BALIDIAN, **ASK)
    assert timeline_of_last(matter)[1]["decider"] == unit(WUXING)
    assert refusal(decide, matter) == "superior_decides"
    decide(matter, code=WUXING)


def test_what_was_granted_while_it_stood_still_counts_when_it_runs_again():
    matter = signed()
    before = handle(matter).due_at
    did(matter, "ask_extension", BALIDIAN, **ASK)
    did(matter, "hold", BALIDIAN, **HELD)
    decide(matter)
    assert (handle(matter).due_at, timeline_of_last(matter)[1]["due"]) == (None, None)
    did(matter, "resume", BALIDIAN)
    assert handle(matter).due_at > before
    whole()


def test_a_request_ends_with_its_assist_and_the_leads_own_is_another():
    matter = signed()
    did(matter, "ask_extension", BALIDIAN, **ASK)
    did(matter, "ask_extension", ZHILI, ground="COMPLEX", amount=3, text="主办也要")
    assert handle(matter).asked is not None
    assert handle(matter, ZHILI).asked is not None
    did(matter, "finish", BALIDIAN, text="已查", outcome="DONE")
    assert handle(matter).asked is None
    assert refusal(decide, matter) == "step_not_open"
    whole()


def test_what_waits_is_found_by_the_lead_and_who_is_above_and_by_nobody_else():
    matter = signed()
    did(matter, "ask_extension", BALIDIAN, **ASK)
    for code, finds in (
        (ZHILI, True),
        (WUXING, True),
        (CITY, True),
        (BALIDIAN, False),
        (ZHILI_POLICE, False),
    ):
        with desk(code):
            found = waiting_extensions([unit(code)], [])
        assert [(each.number, each.unit_id) for each in found] == [(matter.number, unit(BALIDIAN))] * finds
    did(matter, "ask_extension", ZHILI, ground="COMPLEX", amount=3, text="主办也要")
    with desk(ZHILI):  # the lead's own waits for its leader
        assert len(waiting_extensions([unit(ZHILI)], [])) == 1
        assert len(waiting_extensions([unit(ZHILI)], [unit(ZHILI)])) == 2
