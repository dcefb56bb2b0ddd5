"""Joint work: who helps has a task, clocks and an outcome of its own; the lead answers for the whole."""

from datetime import datetime, timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.dispatch.codes import AssistOutcome
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, entering, matter_view, work_list
from heyi.matters.assists import MOST_ASSISTS
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
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

LATER = MORNING + timedelta(hours=2)
DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"


def asked(*units, verbs=("sign",), **given):
    """A matter of Zhili whose lead has asked these units to help."""
    matter = received(**given)
    with desk(ZHILI):
        for verb in verbs:
            getattr(ops, verb)(matter.key, step=step(ZHILI))
        for code in units:
            ops.ask_assist(matter.key, step=step(ZHILI), to_unit=unit(code), text="请到现场核查消防通道")
    return matter


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def task_of(matter, code):
    with entering("worker"):
        found = tasks_view(*matter.key, units=frozenset())
    return [task for task in found if task.unit_id == unit(code)][-1]


def helped(matter, code, *verbs, outcome="DONE", at=MORNING):
    with desk(code):
        for verb in verbs:
            form = {"text": "已核查", "outcome": outcome} if verb == "finish" else {}
            getattr(ops, verb)(matter.key, step=step(code, at=at), **form)


def row_in(code, matter):
    with desk(code):
        found = [
            row for row in work_list(unit(code), wanted=WorkFilter()).rows if row.number == matter.number
        ]
    return found[0] if found else None


def whole():
    assert list(verify_problems()) == []
    assert [problem for problem in check_problems(at=MORNING) if problem.code != "notice.missing"] == []


def test_who_helps_has_a_task_of_its_own_with_its_own_clocks():
    matter = asked(BALIDIAN, WUXING_POLICE)
    lead, first, second = (task_of(matter, code) for code in (ZHILI, BALIDIAN, WUXING_POLICE))
    assert [task.role for task in (lead, first, second)] == ["LEAD", "ASSIST", "ASSIST"]
    assert {clock.name: clock.limit for clock in first.clocks} == {
        "SIGN": "24 hours",
        "HANDLE": "5 working days",
    }
    assert first.clocks[0].due_at != lead.clocks[0].due_at
    assert first.route.by == "李明"
    whole()


def test_each_list_shows_its_own_state_and_due_time():
    matter = asked(BALIDIAN)
    before = row_in(ZHILI, matter)
    assert (row_in(BALIDIAN, matter).state, before.state) == ("TO_SIGN", "IN_HAND")
    helped(matter, BALIDIAN, "sign")
    assert (row_in(BALIDIAN, matter).state, row_in(ZHILI, matter)) == ("IN_HAND", before)
    with desk(ZHILI):
        ops.contact(matter.key, step=step(ZHILI, at=LATER), text="已联系")
        ops.answer(matter.key, step=step(ZHILI, at=LATER), text="先行答复")
    assert (row_in(BALIDIAN, matter).state, row_in(ZHILI, matter).state) == ("IN_HAND", "ANSWERED")
    helped(matter, BALIDIAN, "finish", at=LATER)
    assert row_in(BALIDIAN, matter) is None, "what is done is not among what is live"
    whole()


@pytest.mark.parametrize("outcome", ["DONE", "PARTLY", "NOT_POSSIBLE", "NOT_OURS"])
def test_an_assist_ends_with_an_outcome_and_then_the_lead_closes(outcome):
    matter = asked(BALIDIAN)
    helped(matter, BALIDIAN, "sign", "finish", outcome=outcome)
    task = task_of(matter, BALIDIAN)
    assert (task.state, task.outcome, task.ended_at) == ("CLOSED", outcome, MORNING)
    assert {clock.state for clock in task.clocks} == {"STOPPED"}
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已办理")
        assert ops.close(matter.key, step=step(ZHILI)).state == "CLOSED"
    whole()


@pytest.mark.parametrize("outcome", ["", "TAKEN_BACK", "LEADS_NOW", "EXCELLENT"])
def test_only_what_the_unit_may_say_is_an_outcome(outcome):
    matter = asked(BALIDIAN)
    helped(matter, BALIDIAN, "sign")
    with desk(BALIDIAN):
        assert refusal(ops.finish, matter.key, step=step(BALIDIAN), text="已核查", outcome=outcome) == (
            "outcome_needed"
        )


def test_the_lead_closes_over_an_open_assist_only_with_a_reason_that_is_kept():
    matter = asked(BALIDIAN)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已办理")
        assert refusal(ops.close, matter.key, step=step(ZHILI)) == "assist_open"
        assert refusal(ops.close, matter.key, step=step(ZHILI), over_assists=" ") == "assist_open"
        ops.close(matter.key, step=step(ZHILI), over_assists="当事人已搬走，无需再核查")
        notes = {note.what: note.text for note in matter_view(*matter.key, units=[unit(ZHILI)]).notes}
    assert notes["close"] == "当事人已搬走，无需再核查"
    assert (task_of(matter, BALIDIAN).state, task_of(matter, BALIDIAN).outcome) == ("WITHDRAWN", "LEFT_OPEN")
    whole()


def test_no_reason_closes_over_the_police():
    matter = asked(BALIDIAN, text=DANGER)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已办理")
        assert refusal(ops.close, matter.key, step=step(ZHILI), over_assists="不等了") == "alarm_open"


def test_the_reporter_does_not_close_over_an_assist_but_may_withdraw():
    matter = asked(BALIDIAN)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI), text="已办理")
    with entering("tracking", matter=matter.id):
        assert refusal(ops.accept, matter.key, step=reporters_step()) == "assist_open"
        ops.withdraw(matter.key, step=reporters_step())
    assert task_of(matter, BALIDIAN).outcome == AssistOutcome.WITHDRAWN
    assert row_in(BALIDIAN, matter) is None
    whole()


def test_what_is_taken_back_is_seen_no_more_and_may_be_asked_again():
    matter = asked(BALIDIAN)
    with desk(ZHILI):
        ops.end_assist(matter.key, step=step(ZHILI, task_id=task_of(matter, BALIDIAN).id), text="已另行解决")
    with desk(BALIDIAN), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(BALIDIAN)])
    whole()
    with desk(ZHILI):
        ops.ask_assist(matter.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="又需要了")
    assert row_in(BALIDIAN, matter).state == "TO_SIGN"
    whole()


def test_who_finished_may_be_asked_once_more_and_shows_the_new_task():
    matter = asked(BALIDIAN)
    helped(matter, BALIDIAN, "sign", "finish")
    with desk(ZHILI):
        ops.ask_assist(matter.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="再核查一次")
    assert row_in(BALIDIAN, matter).state == "TO_SIGN"
    helped(matter, BALIDIAN, "sign", "finish", outcome="PARTLY")
    whole()


@pytest.mark.parametrize(
    ("code", "asks"), [(ZHILI, ""), (WUXING, ""), (CITY, ""), (BALIDIAN, "not_yours"), (ZHILI_POLICE, "gone")]
)
def test_the_lead_asks_or_who_is_above_it(code, asks):
    matter = asked(BALIDIAN)
    with desk(code):
        if asks == "gone":
            with pytest.raises(MatterNotFound):
                ops.ask_assist(matter.key, step=step(code), to_unit=unit(WUXING_POLICE), text="请协助")
        elif asks:
            named = step(code, task_id=task_of(matter, ZHILI).id)
            assert refusal(ops.ask_assist, matter.key, step=named, to_unit=unit(CITY), text="请协助") == asks
        else:
            ops.ask_assist(matter.key, step=step(code), to_unit=unit(WUXING_POLICE), text="请协助")


@pytest.mark.parametrize(
    ("code", "ends"), [(ZHILI, True), (WUXING, True), (BALIDIAN, False), (WUXING_POLICE, False)]
)
def test_the_lead_takes_back_or_who_is_above_it_and_nobody_else(code, ends):
    matter = asked(BALIDIAN, WUXING_POLICE)
    named = step(code, task_id=task_of(matter, BALIDIAN).id)
    with desk(code):
        if ends:
            ops.end_assist(matter.key, step=named, text="不需要了")
        else:
            assert refusal(ops.end_assist, matter.key, step=named, text="不需要了") == "not_yours"


def test_whom_it_is_about_and_who_has_a_task_are_not_asked():
    matter = asked(BALIDIAN)
    with desk(WUXING):
        right = ops.Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(matter.key, step=step(WUXING), right=right, text="来电人说的是派出所")
    with desk(WUXING):
        mine = {"matter": matter.key, "step": step(WUXING), "text": "请协助"}
        assert refusal(ops.ask_assist, to_unit=unit(ZHILI_POLICE), **mine) == "unit_is_subject"
        assert refusal(ops.ask_assist, to_unit=unit(BALIDIAN), **mine) == "has_task_already"
        assert refusal(ops.ask_assist, to_unit=None, **mine) == "unit_needed"
        assert refusal(ops.ask_assist, **{**mine, "text": " "}, to_unit=unit(CITY)) == "text_needed"


def test_an_alarm_is_no_assist_and_an_assist_no_alarm():
    matter = asked(BALIDIAN, text=DANGER)
    police, helper = task_of(matter, ZHILI_POLICE), task_of(matter, BALIDIAN)
    with desk(ZHILI):
        ended = step(ZHILI, task_id=police.id)
        assert refusal(ops.end_assist, matter.key, step=ended, text="不需要了") == "no_task"
        assert refusal(ops.take_back, matter.key, step=step(ZHILI, task_id=helper.id)) == "no_task"


def test_a_helper_that_is_given_the_matter_leads_and_helps_no_more():
    matter = received()
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.ask_assist(matter.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="请协助")
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="主要在八里店")
    with entering("worker"):
        tasks = [
            each for each in tasks_view(*matter.key, units=frozenset()) if each.unit_id == unit(BALIDIAN)
        ]
    assert {(task.role, task.state, task.outcome) for task in tasks} == {
        ("LEAD", "TO_SIGN", ""),
        ("ASSIST", "WITHDRAWN", "LEADS_NOW"),
    }
    assert row_in(ZHILI, matter) is None
    whole()


def test_a_referral_leaves_the_helpers_and_tells_who_had_it_nothing_new():
    matter = asked(BALIDIAN)
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(WUXING_POLICE), text="涉嫌违法")
    with desk(WUXING_POLICE):
        ops.sign(matter.key, step=step(WUXING_POLICE))
    assert row_in(BALIDIAN, matter).state == "TO_SIGN"
    whole()


def test_not_without_end(monkeypatch):
    monkeypatch.setattr("heyi.matters.assists.MOST_ASSISTS", 1)
    matter = asked(BALIDIAN)
    assert MOST_ASSISTS == 20
    with desk(ZHILI):
        assert refusal(ops.ask_assist, matter.key, step=step(ZHILI), to_unit=unit(CITY), text="请协助") == (
            "assists_full"
        )


def test_a_superior_that_has_helped_sees_it_below_again():
    matter = asked(WUXING)
    assert row_in(WUXING, matter).state == "TO_SIGN"
    helped(matter, WUXING, "sign", "finish")
    with desk(WUXING):
        below = work_list(unit(WUXING), wanted=WorkFilter(below=True)).rows
        assert matter_view(*matter.key, units=[unit(WUXING)]).basis == "SUPERIOR"
    assert [(row.number, row.state) for row in below] == [(matter.number, "IN_HAND")]
    whole()


def test_who_is_asked_hears_its_own_due_time_and_not_the_matter_s():
    matter = asked(BALIDIAN)
    with entering("worker"):
        (event,) = [each for each in timeline_of(*matter.key) if each.verb == "assist.asked"]
    due = min(clock.due_at for clock in task_of(matter, BALIDIAN).clocks)
    assert datetime.fromisoformat(event.facts["due"]) == due
