"""A partner is done while an alarm of ours is open: its answer is taken, and the unit finishes the matter."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.journal.access import timeline_of
from heyi.matters.access import transfers_of
from tests.dispatch.test_transferring import LATER, answer, is_whole, offered, refusal, signed, told
from tests.factories.matters import ZHILI, ZHILI_POLICE, desk, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
DANGER = "织里镇吴兴大道，两户邻居起纠纷，对方正拿着刀要砍人，快来救命！"


def test_a_partner_does_not_close_over_a_live_alarm_of_ours():
    matter, transfer_id = offered(matter=signed(DANGER))
    answer("take_over", matter, transfer_id, ref="J1")
    held = answer("conclude", matter, transfer_id, text="双方已分开", at=LATER + timedelta(days=1))
    assert (held.state, held.partner, held.closing) == ("IN_HAND", "", "")
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
        last = timeline_of(*matter.key)[-1]
        clocks = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))[0].clocks
    assert (transfer.state, transfer.ref, last.verb) == ("CONCLUDED", "J1", "transfer.fulfilled")
    assert {clock.name: clock.state for clock in clocks}["HANDLE"] == "RUNNING"
    status = told(matter)
    assert [(note.what, note.text) for note in status.notes] == [("reply", "双方已分开")]
    assert "由本单位收尾" in status.sentence.why
    assert status.sentence.due_at is not None
    assert status.closed_at is None
    is_whole()


def test_what_came_back_unfinished_is_closed_by_the_unit_once_the_alarm_is_over():
    matter, transfer_id = offered(matter=signed(DANGER))
    answer("take_over", matter, transfer_id, ref="J1")
    answer("conclude", matter, transfer_id, text="双方已分开")
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=LATER), text="110 已处置，双方已分开")
        assert refusal(lambda: ops.close(matter.key, step=step(ZHILI, at=LATER))) == "alarm_open"
    with desk(ZHILI_POLICE):
        ops.sign(matter.key, step=step(ZHILI_POLICE, at=LATER))
        ops.finish(matter.key, step=step(ZHILI_POLICE, at=LATER), text="已处置")
    with desk(ZHILI):
        assert ops.close(matter.key, step=step(ZHILI, at=LATER)).state == "CLOSED"
    is_whole()


def test_a_partner_closes_once_the_alarm_is_over():
    matter, transfer_id = offered(matter=signed(DANGER))
    answer("take_over", matter, transfer_id, ref="J1")
    with desk(ZHILI_POLICE):
        ops.sign(matter.key, step=step(ZHILI_POLICE, at=LATER))
        ops.finish(matter.key, step=step(ZHILI_POLICE, at=LATER), text="已处置")
    assert answer("conclude", matter, transfer_id, text="双方已分开").state == "CLOSED"
    is_whole()


def test_without_a_result_nothing_comes_back_either():
    matter, transfer_id = offered(matter=signed(DANGER))
    answer("take_over", matter, transfer_id, ref="J1")
    assert refusal(lambda: answer("conclude", matter, transfer_id)) == "result_needed"
