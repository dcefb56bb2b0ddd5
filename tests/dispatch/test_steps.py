"""The verbs of a task over the real table: every arrow, every refusal."""

from datetime import timedelta

import pytest

from heyi.deadlines.explain import sentence
from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Overtaken
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, entering, find_matter, matter_view, public_status, work_list
from heyi.matters.codes import Zone
from heyi.matters.guards import CONTEST_DAYS
from heyi.matters.operations import MatterNotFound
from heyi.matters.states import TASK
from tests.factories.matters import (
    BALIDIAN,
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
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db(databases=["default"])

LATER = MORNING + timedelta(hours=2)
FORMS = {
    "sign": {},
    "contact": {"text": "已电话联系"},
    "note": {"text": "记一笔", "zone": Zone.WORKING},
    "assign": {"handler": (7, "张红")},
    "hold": {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定"},
    "resume": {},
    "answer": {"text": "已协调解决"},
    "close": {},
}
WAY_TO = {
    "TO_SIGN": (),
    "IN_HAND": ("sign",),
    "ON_HOLD": ("sign", "hold"),
    "ANSWERED": ("sign", "answer"),
    "CLOSED": ("sign", "answer", "close"),
}


def walked(*verbs, **given):
    """A matter of Zhili on which these steps were taken."""
    matter = received(**given)
    with desk(ZHILI):
        for verb in verbs:
            getattr(ops, verb)(matter.key, step=step(ZHILI), **FORMS[verb])
    return matter


def refused(verb, matter, *, by=ZHILI, **form):
    with desk(by), pytest.raises(NotAllowed) as error:
        getattr(ops, verb)(matter.key, step=step(by, at=LATER), **{**FORMS.get(verb, {}), **form})
    return error.value.refusal.code


@pytest.fixture(autouse=True)
def zhang_hong(db):
    """Who is assigned in FORMS is of the unit."""
    appointed(ZHILI, "张红", number=7)


@pytest.mark.parametrize("state", WAY_TO)
@pytest.mark.parametrize("verb", FORMS)
def test_every_verb_in_every_state_does_as_the_table_says(verb, state):
    matter = walked(*WAY_TO[state])
    arrow = TASK.step(verb, state)
    if arrow is None:
        assert refused(verb, matter) == "step_not_open"
        return
    with desk(ZHILI):
        held = getattr(ops, verb)(matter.key, step=step(ZHILI, at=LATER), **FORMS[verb])
    assert held.state == TASK.arrive(arrow, state)


@pytest.mark.parametrize(
    ("verb", "state", "form", "code"),
    [
        ("hold", "IN_HAND", {"reason": "BECAUSE"}, "reason_needed"),
        ("hold", "IN_HAND", {"text": " "}, "text_needed"),
        ("contact", "IN_HAND", {"text": ""}, "text_needed"),
        ("answer", "IN_HAND", {"text": "\n"}, "text_needed"),
        ("assign", "IN_HAND", {"handler": None}, "handler_needed"),
    ],
)
def test_guards_say_what_is_missing(verb, state, form, code):
    assert refused(verb, walked(*WAY_TO[state]), **form) == code


def test_a_superior_sees_and_notes_and_does_not_sign():
    matter = received()
    assert refused("sign", matter, by=WUXING) == "not_yours"
    with desk(WUXING):
        ops.note(matter.key, step=step(WUXING), zone=Zone.WORKING, text="请抓紧")


def test_what_was_said_in_mediation_stays_with_who_mediates():
    matter = walked("sign")
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI), zone=Zone.CONFIDENTIAL, text="底线是五千元")
        assert [n.zone for n in matter_view(*matter.key, units=[unit(ZHILI)]).notes] == ["CONFIDENTIAL"]
    with desk(WUXING):
        assert matter_view(*matter.key, units=[unit(WUXING)]).notes == ()
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).notes == ()


def test_the_sentence_says_why_at_first_and_after_a_referral():
    matter = walked("sign")
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).sentence.why == "矛盾纠纷由事发地镇街社会治理中心先行调处"
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI, at=LATER), to_unit=unit(BALIDIAN), text="事发地在八里店")
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).sentence.why == "经社会治理中心或上级单位转办"


def test_a_peer_finds_no_matter():
    matter = received()
    with desk(BALIDIAN), pytest.raises(MatterNotFound):
        ops.sign(matter.key, step=step(BALIDIAN))


def test_hold_stops_time_and_resume_gives_it_back():
    matter = walked("sign", "contact")
    with desk(ZHILI):
        held = ops.hold(matter.key, step=step(ZHILI), reason="WAITS_FOR_COURT", text="等判决")
        before = held.answer_due_at
        assert held.next_due_at is None
        resumed = ops.resume(matter.key, step=step(ZHILI, at=MORNING + timedelta(days=4)))
    assert resumed.next_due_at == before + timedelta(days=4)


def test_referral_moves_lead_and_reach_and_keeps_the_reporters_clock():
    matter = walked("sign")
    with desk(ZHILI):
        before = matter_view(*matter.key, units=[unit(ZHILI)]).sentence.answer_due_at
        ops.refer(matter.key, step=step(ZHILI, at=LATER), to_unit=unit(BALIDIAN), text="事发地在八里店")
    with desk(BALIDIAN):
        view = matter_view(*matter.key, units=[unit(BALIDIAN)])
        assert (view.basis, view.state, view.sentence.answer_due_at) == ("LEAD", "TO_SIGN", before)
        assert [row.number for row in work_list(unit(BALIDIAN), wanted=WorkFilter()).rows] == [matter.number]
    with desk(ZHILI):
        assert matter_view(*matter.key, units=[unit(ZHILI)]).basis == "FORMER"
        assert work_list(unit(ZHILI), wanted=WorkFilter()).rows == ()


def test_a_superior_may_refer_out_of_its_own_line_and_then_sees_it_no_more():
    matter = walked("sign")
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING, at=LATER), to_unit=unit("330503-CENTRE"), text="事发地在南浔")
    with desk(WUXING):
        assert find_matter(matter.number) is None
    with desk("330503-CENTRE"):
        assert find_matter(matter.number) == matter.key


def test_referral_needs_another_unit_that_is_not_complained_about():
    matter = walked("sign")
    assert refused("refer", matter, to_unit=None, text="转") == "unit_needed"
    assert refused("refer", matter, to_unit=unit(ZHILI), text="转") == "same_unit"
    about = received("我要投诉织里派出所民警不作为，推诿不管。")
    with desk(WUXING):
        lead = matter_view(*about.key, units=[unit(WUXING)]).lead_unit_id
    assert lead != unit(ZHILI_POLICE)
    assert refused("refer", about, by=WUXING, to_unit=unit(ZHILI_POLICE), text="转") == "unit_is_subject"


def test_the_reporter_contests_once_and_the_handler_has_it_again():
    matter = walked("sign", "answer", "close")
    with entering("tracking", matter=matter.id):
        held = ops.contest(matter.key, step=reporters_step(at=LATER), text="没有解决")
        assert (held.state, held.next_due_at is not None) == ("IN_HAND", True)
        assert [note.what for note in public_status(*matter.key).notes] == ["answer", "contest"]
    with desk(ZHILI):
        assert [row.state for row in work_list(unit(ZHILI), wanted=WorkFilter()).rows] == ["IN_HAND"]
        ops.answer(matter.key, step=step(ZHILI, at=LATER), text="再次答复")
    with entering("tracking", matter=matter.id), pytest.raises(NotAllowed) as error:
        ops.contest(matter.key, step=reporters_step(at=LATER), text="还是没有")
    assert error.value.refusal.code == "contested_before"


def test_contest_has_its_limit_and_a_petition_its_own_way():
    matter = walked("sign", "answer")
    late = MORNING + timedelta(days=CONTEST_DAYS, seconds=1)
    with entering("tracking", matter=matter.id), pytest.raises(NotAllowed) as error:
        ops.contest(matter.key, step=reporters_step(at=late), text="太晚")
    assert error.value.refusal.code == "contest_late"
    petition = walked("sign", "answer", channel="petition")
    with entering("tracking", matter=petition.id), pytest.raises(NotAllowed) as error:
        ops.contest(petition.key, step=reporters_step(), text="不服")
    assert error.value.refusal.code == "other_way"


def test_who_acts_on_an_old_page_is_told_who_was_faster():
    matter = walked("sign")
    with desk(ZHILI):
        seen = matter_view(*matter.key, units=[unit(ZHILI)]).seq
        ops.answer(matter.key, step=step(ZHILI), text="已解决")
        with pytest.raises(Overtaken) as error:
            ops.hold(matter.key, step=step(ZHILI, seen=seen), reason="WAITS_FOR_COURT", text="等")
    assert (error.value.actor, error.value.verb) == ("李明", "task.answered")


def test_a_note_in_between_overtakes_nobody():
    matter = walked("sign")
    with desk(ZHILI):
        seen = matter_view(*matter.key, units=[unit(ZHILI)]).seq
        ops.note(matter.key, step=step(ZHILI), zone=Zone.WORKING, text="记一笔")
        assert ops.answer(matter.key, step=step(ZHILI, seen=seen), text="已解决").state == "ANSWERED"


DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"


def test_the_alarm_is_the_polices_own_task_and_the_lead_takes_it_back():
    matter = received(DANGER)
    with desk(ZHILI_POLICE):
        tasks = tasks_view(*matter.key, units=frozenset({unit(ZHILI_POLICE)}))
        alarm = next(task for task in tasks if task.role == "ALARM")
        assert [s.verb for s in alarm.steps] == ["sign", "note", "assign", "claim", "put_back"]
        ops.sign(matter.key, step=step(ZHILI_POLICE, task_id=alarm.id))
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="人已救下")
        with pytest.raises(NotAllowed) as error:
            ops.close(matter.key, step=step(ZHILI))
        assert error.value.refusal.code == "alarm_open"
        ops.take_back(matter.key, step=step(ZHILI))
        ops.close(matter.key, step=step(ZHILI))
    for code in (ZHILI_POLICE, WUXING_POLICE):
        with desk(code):
            assert find_matter(matter.number) is None


def test_the_police_report_back_and_keep_sight_of_the_alarm():
    matter = received(DANGER)
    with desk(ZHILI_POLICE):
        ops.sign(matter.key, step=step(ZHILI_POLICE))
        ops.finish(matter.key, step=step(ZHILI_POLICE), text="已到场，人员平安")
        assert matter_view(*matter.key, units=[unit(ZHILI_POLICE)]).basis == "ALARM"
    with desk(ZHILI):
        assert refused("take_back", matter) in {"no_task", "step_not_open"}


def test_a_clock_keeps_the_hours_it_started_with_and_says_so():
    """Zhili's centre closes at 17:30; the county's, to which the matter goes, never does."""
    matter = walked()
    with desk(ZHILI):
        (task,) = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))
        handle = next(clock for clock in task.clocks if clock.name == "HANDLE")
        assert (handle.due_at.astimezone(CHINA).hour, handle.due_at.minute) == (17, 30)
        assert any("停止业务活动" in sentence(line) for line in handle.lines)
        ops.refer(matter.key, step=step(ZHILI, at=LATER), to_unit=unit(WUXING), text="跨镇街，请区里统筹")
    with desk(WUXING):
        lead = tasks_view(*matter.key, units=frozenset({unit(WUXING)}))[0]
        clocks = {clock.name: clock for clock in lead.clocks}
        assert clocks["HANDLE"].due_at == handle.due_at
        assert clocks["CONTACT"].due_at.astimezone(CHINA).hour == 0  # its own, which ends at 24:00


@pytest.mark.parametrize("verb", ["note", "contact"])
def test_what_was_sent_twice_is_said_once(verb):
    matter = walked("sign")
    with desk(ZHILI):
        for at in (MORNING, MORNING + timedelta(seconds=90)):
            getattr(ops, verb)(matter.key, step=step(ZHILI, at=at), **FORMS[verb])
        assert len(matter_view(*matter.key, units=(unit(ZHILI),)).notes) == 1
        getattr(ops, verb)(matter.key, step=step(ZHILI, at=LATER), **FORMS[verb])
        getattr(ops, verb)(matter.key, step=step(ZHILI, at=LATER), **{**FORMS[verb], "text": "又记一笔"})
        assert len(matter_view(*matter.key, units=(unit(ZHILI),)).notes) == 3
