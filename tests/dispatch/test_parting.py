"""分项: a part is a matter of its own, opened with its head's step; head and part hear of each other."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import parts_of, tasks_view
from heyi.dispatch.operations import NewPart
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.reactions import react
from heyi.journeys.splitting import split
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

pytestmark = pytest.mark.usefixtures("own_database")
LATER = MORNING + timedelta(hours=3)
WAGES = NewPart("DISPUTE.LABOUR", "拖欠工资", "工地欠一名工人两个月工资。", to_unit=None)


def splits(head, *, by=ZHILI, at=MORNING, **given):
    named = {"kind": "DISPUTE.LABOUR", "title": "拖欠工资", "text": "工地欠一名工人两个月工资。", **given}
    if "to" in named:
        named["to_unit"] = unit(named.pop("to"))
    with desk(by):
        return split(head.key, step=step(by, at=at), part=NewPart(**named))


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def links(matter):
    with entering("worker"):
        return parts_of(*matter.key)


def events(key):
    with entering("worker"):
        return [event.verb for event in timeline_of(*key)]


def reacted(at=LATER):
    return react(now=lambda: at)


def whole():
    assert list(verify_problems()) == []
    behind = {"notice.missing", "consumer.lags"}
    assert [each for each in check_problems(at=MORNING) if each.code not in behind] == []


def test_a_part_is_signed_answered_told_and_closed():
    head = received("工地拖欠工资，脚手架也要倒了。")
    part = splits(head, to=BALIDIAN)
    assert events(head.key)[-1] == "matter.split"
    assert events(part.key) == ["matter.received", "task.given"]
    with desk(BALIDIAN):
        view = matter_view(*part.key, units=[unit(BALIDIAN)])
        assert (view.basis, view.parties, view.tracking_code, view.source_ref) == ("LEAD", (), "", head.number)
        (task,) = tasks_view(*part.key, units=frozenset([unit(BALIDIAN)]))
        assert {clock.name for clock in task.clocks} == {"SIGN", "HANDLE"}
        ops.sign(part.key, step=step(BALIDIAN))
        ops.answer(part.key, step=step(BALIDIAN), text="工资已补发。")
    whole()
    reacted()
    assert events(head.key)[-1] == "part.moved"
    with desk(ZHILI):
        assert matter_view(*part.key, units=[unit(ZHILI)]).basis == "HEAD"
        held = ops.accept_part(part.key, step=step(ZHILI, at=LATER))
    assert (held.state, held.closing) == ("CLOSED", "BY_HEAD")
    reacted()
    assert [(link.state, link.closing) for link in links(head)] == [("CLOSED", "BY_HEAD")]
    whole()
