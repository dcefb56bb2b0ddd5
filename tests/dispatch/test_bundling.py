"""并案: one cause, many callers; each keeps its own, the head shows all, one layer and one head."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import bundle_of
from heyi.journeys.checking import check_problems
from heyi.journeys.together import do_each
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, matter_view
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    WUXING,
    ZHILI,
    desk,
    hand,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ANSWER = "物业已恢复运行，双方说定每月检修。"
LATER = MORNING + timedelta(hours=3)


def owner(n, **given):
    return received(f"织里镇吴越花园物业停了电梯，第{n}户业主和物业起了纠纷。", **given)


def joined(matter, head, *, by=ZHILI, at=MORNING):
    with desk(by):
        return ops.bundle(matter.key, step=step(by, at=at), head=head.number)


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def whole():
    assert list(verify_problems()) == []
    assert [each for each in check_problems(at=MORNING) if each.code != "notice.missing"] == []


@pytest.fixture
def three():
    """A head and two that joined it."""
    head, *others = (owner(n) for n in range(3))
    for matter in others:
        joined(matter, head)
    return head, *others


def test_the_head_lists_who_joined_and_each_keeps_its_own(three):
    head, first, second = three
    with desk(ZHILI):
        assert [each.number for each in bundle_of(*head.key).members] == [first.number, second.number]
        assert bundle_of(*first.key).head_number == head.number
        assert matter_view(*first.key, units=[unit(ZHILI)]).state == "TO_SIGN"
    whole()


def test_one_answer_is_sent_to_each_by_a_step_of_its_own(three):
    head, first, second = three
    with desk(ZHILI):
        for matter in three:
            ops.sign(matter.key, step=step(ZHILI))
        ops.answer(head.key, step=step(ZHILI), text=ANSWER)
        ahead = [(each.number, each.seq) for each in bundle_of(*head.key).members]
    done = do_each("answer", ahead, by=hand(ZHILI), given={"text": ANSWER}, now=lambda: LATER)
    assert [outcome.is_done for outcome in done] == [True, True]
    for matter in (first, second):
        with desk(ZHILI):
            assert matter_view(*matter.key, units=[unit(ZHILI)]).state == "ANSWERED"
    with entering("tracking", matter=first.id):
        ops.contest(first.key, step=reporters_step(at=LATER), text="我这一单元还停着")
    with desk(ZHILI):
        assert matter_view(*second.key, units=[unit(ZHILI)]).state == "ANSWERED", "each for itself"
    again = do_each("answer", ahead, by=hand(ZHILI), given={"text": ANSWER}, now=lambda: LATER)
    assert [outcome.went for outcome in again] == ["ALREADY", "ALREADY"]
    whole()


def test_one_layer_and_one_head(three):
    head, first, _second = three
    other = owner(9)
    assert refusal(joined, first, other) == "bundled_already"
    assert refusal(joined, head, other) == "heads_others"
    assert refusal(joined, other, first) == "head_is_member"
    assert refusal(joined, other, other) == "head_is_self"
    whole()


def test_who_left_may_join_another(three):
    head, first, second = three
    other = owner(9)
    with desk(ZHILI):
        ops.unbundle(first.key, step=step(ZHILI), text="是噪声的事，不是电梯")
        assert refusal(ops.unbundle, first.key, step=step(ZHILI), text="再退") == "not_bundled"
    joined(first, other)
    with desk(ZHILI):
        assert [each.number for each in bundle_of(*head.key).members] == [second.number]
    whole()


@pytest.mark.parametrize("head", ["", "33050220260101000001", "' OR 1=1", "x" * 40])
def test_a_head_that_is_not_there(head):
    matter = owner(1)
    with desk(ZHILI):
        assert refusal(ops.bundle, matter.key, step=step(ZHILI), head=head) == "head_unknown"


def test_what_another_unit_leads_or_is_closed_is_no_head():
    matter, theirs, closed = owner(1), received("八里店镇邻居纠纷。", region="330502101"), owner(2)
    assert refusal(joined, matter, theirs) == "head_unknown"
    with desk(WUXING):
        named = {"step": step(WUXING), "head": theirs.number}
        assert refusal(ops.bundle, matter.key, **named) == "head_unknown"
    with entering("tracking", matter=closed.id):
        ops.withdraw(closed.key, step=reporters_step())
    assert refusal(joined, matter, closed) == "head_unknown"
    with desk(BALIDIAN):
        assert bundle_of(*matter.key).members == ()
