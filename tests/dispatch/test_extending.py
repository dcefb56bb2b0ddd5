"""An extension: asked for in time and within the rule's cap, decided by another pair of eyes, told to the reporter."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.deadlines.explain import sentences
from heyi.deadlines.rules import Limit
from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view, waiting_extensions
from heyi.dispatch.models import LimitRule, RuleBook
from heyi.dispatch.rules.extending import (
    ASKED,
    GRANTED,
    LAPSED,
    REFUSED,
    Extension,
    decided,
    extensions_from,
    left_of,
    stored,
)
from heyi.journal.access import timeline_of
from heyi.journal.events import SYSTEM
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA, now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, public_status
from tests.factories.matters import BALIDIAN, CITY, MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

SOON = MORNING + timedelta(hours=2)
DAY = timedelta(days=1)
ASK = {"ground": "COMPLEX", "amount": 10, "text": "还要向两家单位调取材料。"}


def leading(code, **more):
    """A step of a leader of the unit, another person than who asks."""
    made = step(code, **more)
    actor = replace(made.by.actor, id=99, name="值班领导")
    return replace(made, by=replace(made.by, actor=actor, leads=made.by.units))


def in_hand(**more):
    matter = received(**more)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    return matter


def ask(matter, by=ZHILI, at=SOON, **change):
    with desk(by):
        return ops.ask_extension(matter.key, step=step(by, at=at), **{**ASK, **change})


def handle(matter, by=ZHILI):
    with desk(by):
        lead = tasks_view(*matter.key, units=frozenset({unit(by)}))[0]
        return next(clock for clock in lead.clocks if clock.name == "HANDLE")


def refused(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def test_a_dispute_s_leader_grants_and_the_due_time_moves_by_so_much():
    """Mediation: 30 days, as many again, granted by the unit's own leader."""
    matter = in_hand()
    before = handle(matter)
    ask(matter, ground="PARTIES_AGREE")
    assert handle(matter).asked.limit == "10 days"
    assert handle(matter).due_at == before.due_at  # nothing moves before it is granted
    with desk(ZHILI):
        held = ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="双方同意继续调解。")
    after = handle(matter)
    assert (after.asked, after.extensions[0].state) == (None, GRANTED)
    assert after.due_at > before.due_at
    assert held.answer_due_at == after.due_at
    assert any("延长" in line for line in sentences(after.lines))


def test_the_reporter_reads_why_and_until_when():
    matter = in_hand()
    ask(matter)
    with desk(ZHILI):
        ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="还要等鉴定结论。")
    with entering("tracking", matter=matter.id):
        status = public_status(*matter.key)
    assert [(note.what, note.text) for note in status.notes] == [("extension", "还要等鉴定结论。")]
    assert status.answer_due_at == handle(matter).due_at


def test_a_refusal_leaves_everything_as_it_was_and_is_read_by_the_unit_alone():
    matter = in_hand()
    before = handle(matter)
    ask(matter)
    with desk(ZHILI):
        ops.refuse_extension(matter.key, step=leading(ZHILI, at=SOON), text="材料已经齐全。")
    after = handle(matter)
    assert (after.due_at, after.extensions[0].state) == (before.due_at, REFUSED)
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).notes == ()


def test_after_a_refusal_it_may_be_asked_again_and_what_was_granted_counts():
    matter = in_hand()
    for text, decide in (("一", ops.refuse_extension), ("二", ops.grant_extension)):
        ask(matter, text=text)
        with desk(ZHILI):
            decide(matter.key, step=leading(ZHILI, at=SOON), text=text)
    assert refused(ask, matter, amount=21) == "beyond_cap"
    ask(matter, amount=20)
    with desk(ZHILI):
        ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="三")
    assert refused(ask, matter, amount=1) == "not_extendable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ground": "LAZY"}, "ground_needed"),
        ({"amount": 0}, "beyond_cap"),
        ({"amount": None}, "beyond_cap"),
        ({"amount": 31}, "beyond_cap"),
        ({"text": " "}, "text_needed"),
    ],
)
def test_what_is_asked_must_be_whole(change, code):
    assert refused(ask, in_hand(), **change) == code


def test_it_is_asked_before_expiry_to_the_second():
    matter = in_hand()
    due_at = handle(matter).due_at
    assert refused(ask, matter, at=due_at + timedelta(seconds=1)) == "asked_late"
    ask(matter, at=due_at)


def test_one_request_at_a_time_and_none_before_signing():
    matter = in_hand()
    ask(matter)
    assert refused(ask, matter) == "asked_already"
    assert refused(ask, received(text="另一件：楼上漏水，织里镇。")) == "step_not_open"


def test_nobody_decides_on_an_own_request():
    matter = in_hand()
    with desk(ZHILI):
        own = step(ZHILI, at=SOON)
        own = replace(own, by=replace(own.by, leads=own.by.units))
        ops.ask_extension(matter.key, step=own, **ASK)
        assert refused(ops.grant_extension, matter.key, step=own, text="同意") == "own_request"


def test_a_colleague_who_is_no_leader_decides_nothing():
    matter = in_hand()
    ask(matter)
    other = step(ZHILI, at=SOON)
    other = replace(other, by=replace(other.by, actor=replace(other.by.actor, id=98)))
    with desk(ZHILI):
        assert refused(ops.grant_extension, matter.key, step=other, text="同意") == "not_yours"


def test_the_unit_above_may_decide_too():
    matter = in_hand()
    ask(matter)
    with desk(WUXING):
        above = step(WUXING, at=SOON)
        above = replace(above, by=replace(above.by, actor=replace(above.by.actor, id=97)))
        ops.grant_extension(matter.key, step=above, text="同意")
    assert handle(matter).extensions[0].state == GRANTED


def test_without_a_request_there_is_nothing_to_decide():
    matter = in_hand()
    with desk(ZHILI):
        assert refused(ops.grant_extension, matter.key, step=leading(ZHILI), text="同意") == "nothing_asked"


def test_an_urgent_matter_is_not_extended():
    matter = in_hand(text="这里有棵树倒了挡着路，情况紧急，请马上处理。")
    assert refused(ask, matter, amount=1) == "not_extendable"


def test_what_was_granted_while_the_clock_stood_still_counts_when_it_runs_again():
    matter = in_hand()
    before = handle(matter)
    ask(matter)
    with desk(ZHILI):
        ops.hold(matter.key, step=step(ZHILI, at=SOON), reason="WAITS_FOR_EXPERT", text="等鉴定")
        ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="等鉴定")
        assert handle(matter).due_at is None
        ops.resume(matter.key, step=step(ZHILI, at=SOON + timedelta(minutes=5)))
    assert handle(matter).due_at > before.due_at


def test_the_chain_tells_the_rows_with_extensions():
    matter = in_hand()
    ask(matter)
    with desk(ZHILI):
        ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="同意")
    assert list(verify_problems()) == []


amounts = st.integers(1, 40)
requests = st.builds(
    Extension,
    limit=amounts.map(lambda amount: f"{amount} days"),
    ground=st.just("COMPLEX"),
    state=st.sampled_from([ASKED, GRANTED, REFUSED]),
    asked_at=st.just(datetime(2026, 3, 2, 9, tzinfo=CHINA)),
    asked_by=st.none() | st.integers(1, 9),
)


@given(st.lists(requests, max_size=5), amounts)
def test_what_is_left_is_the_cap_less_what_was_granted(found, cap):
    granted = sum(Limit.parse(each.limit).amount for each in found if each.state == GRANTED)
    left = left_of(f"{cap} days", found)
    assert (left.amount if left else 0) == max(0, cap - granted)


@given(st.lists(requests, max_size=5))
def test_extensions_come_back_as_they_were_kept(found):
    over = decided(found, state=GRANTED, at=datetime(2026, 3, 3, 9, tzinfo=CHINA))
    assert extensions_from(stored(over)) == over
    assert all(each.state != ASKED for each in over)


def test_what_waits_is_found_by_who_may_decide_and_by_nobody_else(django_assert_num_queries):
    matter = in_hand()
    ask(matter)
    zhili, wuxing = unit(ZHILI), unit(WUXING)
    with desk(WUXING), django_assert_num_queries(1):
        (waiting,) = waiting_extensions([wuxing], ())
    assert (waiting.number, waiting.unit_id) == (matter.number, zhili)
    with desk(ZHILI):
        assert waiting_extensions([zhili], ()) == ()  # a clerk of the unit itself
        assert len(waiting_extensions([zhili], [zhili])) == 1  # its leader
        ops.grant_extension(matter.key, step=leading(ZHILI, at=SOON), text="同意")
        assert waiting_extensions([zhili], [zhili]) == ()


def test_what_was_answered_meanwhile_waits_no_more():
    matter = in_hand()
    ask(matter)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=SOON), text="已协调解决")
    with desk(WUXING):
        assert waiting_extensions([unit(WUXING)], ()) == ()


def refer(matter):
    with desk(WUXING):
        return ops.refer(
            matter.key, step=step(WUXING, at=SOON + DAY), to_unit=unit(BALIDIAN), text="归八里店管。"
        )


def object_and_agree(matter):
    given = {"ground": "NOT_COMPETENT", "to_unit": unit(BALIDIAN), "text": "不归我们管。"}
    with desk(ZHILI):
        ops.make_objection(matter.key, step=step(ZHILI, at=SOON + DAY), **given)
    with desk(WUXING):
        decider = leading(WUXING, at=SOON + DAY)
        return ops.agree_objection(matter.key, step=decider, to_unit=unit(BALIDIAN), text="同意。")


def object_and_rule(matter):
    given = {"ground": "NOT_COMPETENT", "to_unit": unit(BALIDIAN), "text": "不归我们管。"}
    with desk(ZHILI):
        ops.make_objection(matter.key, step=step(ZHILI, at=SOON + DAY), **given)
    with desk(WUXING):
        ops.refuse_objection(matter.key, step=leading(WUXING, at=SOON + DAY), text="不同意。")
    with desk(CITY):
        ruler = step(CITY, at=SOON + DAY)
        ruler = replace(ruler, by=replace(ruler.by, actor=replace(ruler.by.actor, id=98)))
        return ops.rule_moved(matter.key, step=ruler, to_unit=unit(BALIDIAN), text="由八里店办。")


@pytest.mark.parametrize("give_on", [refer, object_and_agree, object_and_rule])
def test_a_request_ends_when_another_unit_has_the_matter_and_is_told_to_who_asked(give_on):
    matter = in_hand()
    ask(matter)
    give_on(matter)
    with entering("worker"):
        assert waiting_extensions([unit(WUXING), unit(CITY)], []) == ()
        told = [event for event in timeline_of(*matter.key) if event.verb == "extension.lapsed"]
    assert [(event.facts["limit"], event.facts["unit"]) for event in told] == [("10 days", unit(ZHILI))]
    assert told[0].facts["asked_by"] == step(ZHILI).by.actor.id
    handling = handle(matter, BALIDIAN)
    assert handling.asked is None
    assert [each.state for each in handling.extensions] == [LAPSED]
    with desk(BALIDIAN):
        ops.sign(matter.key, step=step(BALIDIAN, at=SOON + 2 * DAY))
    ask(matter, by=BALIDIAN, at=SOON + 2 * DAY)  # the next unit asks for itself
    with entering("worker"):
        assert len(waiting_extensions([unit(WUXING)], [])) == 1
    assert {problem.code for problem in check_problems(at=SOON + 2 * DAY)} == set()
    assert list(verify_problems()) == []


def test_a_request_ends_with_its_clock_and_nobody_is_told():
    matter = in_hand()
    ask(matter)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=SOON + DAY), text="已办好。")
    assert [each.state for each in handle(matter).extensions] == [LAPSED]
    assert "extension.lapsed" not in {event.verb for event in timeline_of(*matter.key)}


def test_what_was_asked_refused_and_granted_holds_every_promise():
    matter = in_hand()
    for decide in (ops.refuse_extension, ops.grant_extension):
        ask(matter)
        with desk(ZHILI):
            decide(matter.key, step=leading(ZHILI, at=SOON), text="看过了")
    ask(matter, amount=1)
    assert list(check_problems(at=now())) == []


def test_a_correction_to_another_rule_begins_no_new_cap():
    before = Extension("8 working days", "COMPLEX", GRANTED, MORNING, 1, SOON)
    assert left_of("10 days", [before]) == Limit.parse("2 days")
    assert left_of("5 days", [before]) is None


def test_a_house_that_lives_by_the_first_book_gets_the_second_once_and_its_own_is_left_alone():
    """The first default book knew no extensions; who has published another book keeps it."""
    with entering("admin"):
        RuleBook.objects.filter(version__gt=1).delete()
        LimitRule.objects.filter(book__version=1).update(extension="", approver="")
        assert ops.publish_default_book(by=SYSTEM, at=SOON) == 2
        assert ops.publish_default_book(by=SYSTEM, at=SOON) == 2
        assert LimitRule.objects.filter(book__version=2).exclude(extension="").count() == 7
        LimitRule.objects.filter(book__version=2).update(extension="")
        assert ops.publish_default_book(by=SYSTEM, at=SOON) == 2
