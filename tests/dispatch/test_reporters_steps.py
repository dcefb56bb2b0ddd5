"""What the reporter may do by the own link: from each state, by each hand, with each refusal."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Overtaken
from heyi.journal.access import timeline_of
from heyi.journeys.telling import changes_standing
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_rating, matter_view, public_status
from heyi.matters.guards import CONTEST_DAYS, RATING_DAYS
from heyi.matters.rules import Rating
from heyi.matters.states import OF_REPORTER, TASK
from tests.dispatch.test_steps import DANGER, LATER, WAY_TO, refused, walked
from tests.factories.matters import (
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default"])

SATISFIED = Rating(reasonable=True, done=False, satisfied="SATISFIED", text="讲清了道理，还没修好")
FORMS = {
    "contest": {"text": "还在滴水"},
    "accept": {},
    "withdraw": {"text": "我们自己说好了"},
    "supplement": {"text": "门牌是八号"},
    "rate": {"rating": SATISFIED},
    "ask_erasure": {"of": None, "text": "不想再被联系"},
}
WANG = {"name": "王小明", "phone": "13800001234"}


def by_link(verb, matter, *, at=LATER, seen=None, **form):
    """A step by whoever holds the matter's link."""
    given = reporters_step(at=at)
    with entering("tracking", matter=matter.id):
        return getattr(ops, verb)(
            matter.key, step=ops.Step(by=given.by, at=at, seen=seen), **{**FORMS[verb], **form}
        )


def link_refused(verb, matter, **given):
    with pytest.raises(NotAllowed) as error:
        by_link(verb, matter, **given)
    return error.value.refusal.code


def status(matter):
    with entering("tracking", matter=matter.id):
        return public_status(*matter.key)


def test_these_are_all_of_the_reporters_steps():
    """Files are attached by the reporter and by units alike; tests/matters/test_files.py has them."""
    assert set(FORMS) == set(OF_REPORTER)
    assert {s.verb for s in TASK.steps if "REPORTER" in s.by} == set(FORMS) | {"attach"}


@pytest.mark.parametrize("state", WAY_TO)
@pytest.mark.parametrize("verb", FORMS)
def test_every_step_in_every_state_does_as_the_table_says(verb, state):
    matter = walked(*WAY_TO[state], reporter=WANG)
    arrow = TASK.step(verb, state)
    if arrow is None:
        assert link_refused(verb, matter) == "step_not_open"
        assert status(matter).state == state
        return
    assert by_link(verb, matter).state == TASK.arrive(arrow, state) == status(matter).state


@pytest.mark.parametrize("code", [ZHILI, WUXING])
@pytest.mark.parametrize("verb", FORMS)
def test_nobody_at_a_desk_takes_a_reporters_step(verb, code):
    assert refused(verb, walked("sign", "answer"), by=code, **FORMS[verb]) == "not_yours"


@pytest.mark.parametrize("state", ["TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED"])
def test_withdrawing_stops_every_clock_and_says_who_did_it(state):
    matter = walked(*WAY_TO[state])
    held = by_link("withdraw", matter)
    assert (held.state, held.closing, held.closed_at, held.next_due_at) == (
        "CLOSED",
        "WITHDRAWN",
        LATER,
        None,
    )
    with desk(ZHILI):
        (task,) = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))
        assert {clock.state for clock in task.clocks} == {"STOPPED"}
        assert (task.state, task.ended_at) == ("CLOSED", LATER)
        view = matter_view(*matter.key, units=[unit(ZHILI)])
    assert view.sentence.state_words == "反映人已撤回"
    assert [note.text for note in status(matter).notes if note.what == "withdraw"] == ["我们自己说好了"]


def test_withdrawing_needs_no_reason():
    matter = received()
    by_link("withdraw", matter, text=" ")
    assert status(matter).notes == ()


def test_what_was_withdrawn_is_neither_contested_nor_rated():
    matter = received()
    by_link("withdraw", matter)
    assert link_refused("contest", matter) == "withdrawn"
    assert link_refused("rate", matter) == "withdrawn"


def test_while_the_police_are_on_an_alarm_nobody_takes_it_back_by_a_link():
    matter = received(DANGER)
    assert link_refused("withdraw", matter) == "alarm_live"
    assert status(matter).state == "TO_SIGN"
    with desk(ZHILI_POLICE):
        ops.sign(matter.key, step=step(ZHILI_POLICE))
        ops.finish(matter.key, step=step(ZHILI_POLICE), text="已到场，人员平安")
    assert by_link("withdraw", matter).closing == "WITHDRAWN"


def test_accepting_waits_for_the_police_too():
    matter = received(DANGER)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="人已救下")
    assert link_refused("accept", matter) == "assist_open"


def test_accepting_closes_and_leaves_the_right_to_contest():
    """A promise that was accepted may yet be broken."""
    matter = walked("sign", "answer")
    held = by_link("accept", matter)
    assert (held.state, held.closing, held.next_due_at) == ("CLOSED", "ACCEPTED", None)
    again = by_link("contest", matter, at=LATER + timedelta(days=1))
    assert (again.state, again.closing, again.closed_at) == ("IN_HAND", "", None)


def test_contesting_after_accepting_has_the_same_limit():
    matter = walked("sign", "answer")
    by_link("accept", matter)
    assert (
        link_refused("contest", matter, at=MORNING + timedelta(days=CONTEST_DAYS, seconds=1))
        == "contest_late"
    )


def test_a_supplement_resumes_nothing_by_itself():
    matter = walked("sign")
    with desk(ZHILI):
        ops.hold(matter.key, step=step(ZHILI), reason="WAITS_FOR_REPORTER", text="请补门牌")
        assert matter_view(*matter.key, units=[unit(ZHILI)]).news == ""
    held = by_link("supplement", matter)
    assert (held.state, held.next_due_at) == ("ON_HOLD", None)
    with desk(ZHILI):
        assert matter_view(*matter.key, units=[unit(ZHILI)]).news == "supplement"
        ops.resume(matter.key, step=step(ZHILI, at=LATER + timedelta(hours=1)))
        assert matter_view(*matter.key, units=[unit(ZHILI)]).news == ""


@pytest.mark.parametrize(
    ("verb", "form", "code"),
    [
        ("supplement", {"text": " \n"}, "text_needed"),
        ("rate", {"rating": Rating(text="  ")}, "rating_empty"),
    ],
)
def test_guards_say_what_is_missing(verb, form, code):
    assert link_refused(verb, walked("sign", "answer"), **form) == code


def test_an_addition_overtakes_the_handler_who_has_not_read_it():
    matter = walked("sign")
    seen = status(matter).seq
    by_link("supplement", matter)
    with desk(ZHILI), pytest.raises(Overtaken) as error:
        ops.answer(matter.key, step=step(ZHILI, at=LATER, seen=seen), text="已解决")
    assert error.value.verb == "matter.supplemented"


def test_whoever_withdraws_on_an_old_page_is_told_of_the_answer():
    matter = walked("sign")
    seen = status(matter).seq
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已解决")
    with pytest.raises(Overtaken):
        by_link("withdraw", matter, seen=seen)
    assert status(matter).state == "ANSWERED"


def test_a_rating_overtakes_nobody_and_moves_nothing():
    matter = walked("sign", "answer")
    seen = status(matter).seq
    before = status(matter)
    by_link("rate", matter)
    with desk(ZHILI):
        assert ops.close(matter.key, step=step(ZHILI, at=LATER, seen=seen)).closing == "BY_UNIT"
    assert before.due_at is not None


def test_the_newest_rating_counts_and_none_is_overwritten():
    matter = walked("sign", "answer", "close")
    by_link("rate", matter)
    changed = Rating(done=True)
    by_link("rate", matter, at=LATER + timedelta(days=1), rating=changed)
    with desk(ZHILI):
        found = matter_view(*matter.key, units=[unit(ZHILI)]).rating
        events = [event for event in timeline_of(*matter.key) if event.verb == "matter.rated"]
    assert found is not None
    assert (found.rating, found.times, len(events)) == (changed, 2, 2)


def test_a_rating_may_be_changed_until_thirty_days_after_closing():
    matter = walked("sign", "answer", "close")
    last = MORNING + timedelta(days=RATING_DAYS)
    by_link("rate", matter, at=last)
    assert link_refused("rate", matter, at=last + timedelta(seconds=1)) == "rating_late"


def test_the_police_of_an_alarm_read_no_rating():
    matter = received(DANGER)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="人已救下")
    by_link("rate", matter)
    with desk(ZHILI_POLICE):
        assert matter_view(*matter.key, units=[unit(ZHILI_POLICE)]).rating is None
    with desk("330503-CENTRE"):
        assert find_rating(*matter.key) is None


@pytest.mark.parametrize(("verb", "told"), [("accept", True), ("withdraw", True), ("rate", False)])
def test_partners_are_told_of_what_ends_a_matter(verb, told):
    matter = walked("sign", "answer")
    by_link(verb, matter)
    with desk(ZHILI):
        last = timeline_of(*matter.key)[-1]
    assert changes_standing(last) is told
