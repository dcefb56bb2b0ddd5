"""退单异议 and 争议裁定: in time, once for each unit, answerable meanwhile, decided by others, final after a ruling."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import facts_besides, tasks_view, waiting_objections
from heyi.dispatch.rules.objecting import Objection, objection_from, stored
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.sweeping import sweep
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA, now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, matter_view, public_status
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    desk,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

SOON = MORNING + timedelta(hours=2)
COMMITTEE, DEQING, LABOUR, JUSTICE = (
    "330500-COMMITTEE",
    "330521-CENTRE",
    "330502-HUMAN_RESOURCES",
    "330502100-JUSTICE",
)
BASIS = {"ground": "NOT_COMPETENT", "text": "三定方案第二条：此项职责由区人社局承担。"}


def by_another(code, *, person, **more):
    """A step of this person of the unit."""
    made = step(code, **more)
    return replace(made, by=replace(made.by, actor=replace(made.by.actor, id=person)))


def objected(matter, by=ZHILI, at=SOON, to=LABOUR, **change):
    with desk(by):
        given = {**BASIS, "to_unit": unit(to) if to else None, **change}
        return ops.make_objection(matter.key, step=step(by, at=at), **given)


def decide(do, matter, by=WUXING, at=SOON, *, person=None, **given):
    """By a person of that unit who has done nothing else, unless told who."""
    with desk(by):
        return do(
            matter.key,
            step=by_another(by, person=person or 100 + unit(by), at=at),
            **{"text": "理由如下。", **given},
        )


def refused(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def lead_of(matter, by):
    with desk(by):
        return tasks_view(*matter.key, units=frozenset({unit(by)}))[0]


def test_the_unit_stays_answerable_and_no_clock_stands_still():
    matter = received()
    before = lead_of(matter, ZHILI)
    held = objected(matter)
    after = lead_of(matter, ZHILI)
    assert (held.state, held.lead_unit_id, after.state) == ("TO_SIGN", unit(ZHILI), "TO_SIGN")
    assert [(c.name, c.state, c.due_at) for c in after.clocks] == [
        (c.name, c.state, c.due_at) for c in before.clocks
    ]
    with desk(ZHILI):
        assert ops.sign(matter.key, step=step(ZHILI, at=SOON)).state == "IN_HAND"  # to sign is not to consent
    assert lead_of(matter, ZHILI).objection.is_open


def test_who_sent_it_agrees_and_the_reporter_s_clock_runs_on():
    matter = received()
    due = next(c.due_at for c in lead_of(matter, ZHILI).clocks if c.name == "HANDLE")
    objected(matter)
    held = decide(ops.agree_objection, matter, to_unit=unit(LABOUR))
    task = lead_of(matter, LABOUR)
    assert (held.state, held.lead_unit_id, task.unit_id) == ("TO_SIGN", unit(LABOUR), unit(LABOUR))
    assert next(c.due_at for c in task.clocks if c.name == "HANDLE") == due
    with entering("tracking", matter=matter.id):
        status = public_status(*matter.key)
    assert status.unit == "湖州市吴兴区人力资源和社会保障局"
    assert "退单" in str(status.sentence.why)


def test_a_refusal_goes_up_and_a_ruling_is_final():
    matter = received()
    objected(matter)
    decide(ops.refuse_objection, matter)
    with desk(CITY):
        (waiting,) = waiting_objections([unit(CITY)])
        assert (waiting.number, waiting.objection.is_disputed) == (matter.number, True)
    assert refused(decide, ops.rule_kept, matter, by=WUXING) == "not_yours"
    decide(ops.rule_kept, matter, by=CITY)
    task = lead_of(matter, ZHILI)
    assert (task.unit_id, task.objection.state) == (unit(ZHILI), "KEPT")
    assert refused(objected, matter) == "ruled_before"


def test_a_ruling_may_give_it_to_another_who_cannot_object():
    matter = received()
    objected(matter)
    decide(ops.refuse_objection, matter)
    decide(ops.rule_moved, matter, by=CITY, to_unit=unit(LABOUR))
    assert lead_of(matter, LABOUR).unit_id == unit(LABOUR)
    assert refused(objected, matter, by=LABOUR, to=None) == "ruled_before"


def test_the_second_unit_that_objects_goes_to_the_common_superior_at_once():
    """One bounce only (信访工作条例 §24): the county's centre stands above both."""
    matter = received()
    objected(matter)
    decide(ops.agree_objection, matter, to_unit=unit(LABOUR))
    objected(matter, by=LABOUR, to=ZHILI)
    objection = lead_of(matter, LABOUR).objection
    assert (objection.state, objection.decider) == ("DISPUTED", unit(WUXING))
    assert refused(decide, ops.agree_objection, matter, to_unit=unit(ZHILI)) == "goes_to_ruling"
    decide(ops.rule_moved, matter, to_unit=unit(ZHILI))
    assert lead_of(matter, ZHILI).state == "TO_SIGN"
    assert refused(objected, matter) == "ruled_before"


def test_who_referred_it_decides_though_it_stands_not_above():
    """A town's centre referred it to the town's justice office, of the same rank or not: it is the sender."""
    matter = received()
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(JUSTICE), text="属于司法所职责。")
    objected(matter, by=JUSTICE, to=ZHILI)
    assert lead_of(matter, JUSTICE).objection.decider == unit(ZHILI)
    decide(ops.refuse_objection, matter, by=ZHILI)
    assert lead_of(matter, JUSTICE).objection.decider == unit(WUXING)


def test_without_a_common_superior_a_joint_meeting_decides_and_says_who_came():
    matter = received()
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(LABOUR), text="属于人社职责。")
    with desk(COMMITTEE):
        ops.refer(matter.key, step=step(COMMITTEE), to_unit=unit(CITY), text="由市中心牵头。")
    objected(matter, by=CITY, to=None)
    decide(ops.refuse_objection, matter, by=COMMITTEE)
    assert lead_of(matter, CITY).objection.is_joint
    assert refused(decide, ops.rule_kept, matter, by=COMMITTEE, person=8) == "meeting_needed"
    decide(ops.rule_kept, matter, by=COMMITTEE, person=8, present="市委政法委、市中心、市司法局")
    with desk(CITY):
        notes = matter_view(*matter.key, units=[unit(CITY)]).notes
    assert any("市司法局" in note.text for note in notes)


@pytest.mark.parametrize(
    ("given", "channel", "at", "expected"),
    [
        ("five working days, the last minute", "web", datetime(2026, 12, 1, 17, 0, tzinfo=CHINA), None),
        (
            "a minute after the office closed",
            "web",
            datetime(2026, 12, 1, 17, 31, tzinfo=CHINA),
            "objection_late",
        ),
        (
            "a hotline's order: one working day",
            "hotline_12345",
            datetime(2026, 11, 25, 17, 0, tzinfo=CHINA),
            None,
        ),
        (
            "a hotline's order, the day after",
            "hotline_12345",
            datetime(2026, 11, 26, 9, 0, tzinfo=CHINA),
            "objection_late",
        ),
    ],
)
def test_in_time_from_dispatch(given, channel, at, expected):
    """Dispatched on Tuesday 2026-11-24 at 9:00."""
    matter = received(channel=channel)
    if expected:
        assert refused(objected, matter, at=at) == expected
    else:
        assert lead_of(matter, ZHILI).objection is None
        objected(matter, at=at)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"ground": "LAZY"}, "ground_needed"),
        ({"text": "  "}, "text_needed"),
        ({"to": ZHILI}, "same_unit"),
    ],
)
def test_what_is_asked_of_an_objection(change, expected):
    assert refused(objected, received(), **change) == expected


def test_one_objection_for_each_unit_even_after_it_was_withdrawn():
    matter = received()
    objected(matter)
    with desk(ZHILI):
        ops.drop_objection(matter.key, step=step(ZHILI, at=SOON))
    assert refused(objected, matter) == "objected_before"
    assert refused(decide, ops.agree_objection, matter, to_unit=unit(LABOUR)) == "not_yours"


def test_nobody_decides_on_an_own_objection_or_on_what_one_refused():
    matter = received()
    objected(matter)
    assert refused(decide, ops.agree_objection, matter, person=1, to_unit=unit(LABOUR)) == "own_request"
    decide(ops.refuse_objection, matter)
    assert refused(decide, ops.rule_kept, matter, by=CITY, person=100 + unit(WUXING)) == "own_request"


@pytest.mark.parametrize("verb", ["answer", "hold", "refer"])
def test_while_it_is_open_the_matter_is_not_answered_held_or_given_on(verb):
    matter = received()
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    objected(matter)
    given = {
        "answer": {"text": "办好了。"},
        "hold": {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定。"},
        "refer": {"to_unit": unit(BALIDIAN), "text": "转。"},
    }[verb]
    with desk(ZHILI):
        assert refused(getattr(ops, verb), matter.key, step=step(ZHILI, at=SOON), **given) == "objection_open"


def test_it_lapses_when_the_reporter_withdraws():
    matter = received()
    objected(matter)
    with entering("tracking", matter=matter.id):
        assert facts_besides(*matter.key)["objects"]
        ops.withdraw(matter.key, step=reporters_step(at=SOON))
        assert not facts_besides(*matter.key)["objects"]
    assert lead_of(matter, ZHILI).objection.state == "LAPSED"


def test_a_sender_that_lost_sight_of_it_decides_nothing():
    """The county referred a town's matter to another county's town: the county sees it no more, the city decides."""
    matter = received()
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(DEQING), text="属德清县管辖。")
    objected(matter, by=DEQING, to=ZHILI)
    assert lead_of(matter, DEQING).objection.decider == unit(CITY)
    assert list(check_problems(at=now())) == []


def test_it_does_not_go_round_by_a_referral_in_between():
    """A objects, B agrees and gets it, B refers it back to A: A has objected already."""
    matter = received()
    objected(matter)
    decide(ops.agree_objection, matter, to_unit=unit(BALIDIAN))
    with desk(BALIDIAN):
        ops.refer(matter.key, step=step(BALIDIAN, at=SOON), to_unit=unit(ZHILI), text="退回。")
    assert refused(objected, matter) == "objected_before"


def test_what_is_not_decided_in_time_goes_up_and_up_and_is_never_lost():
    matter = received()
    objected(matter)
    deciders = [lead_of(matter, ZHILI).objection.decider]
    for days in (10, 20, 30, 40):
        sweep(now=lambda days=days: SOON + timedelta(days=days))
        deciders.append(lead_of(matter, ZHILI).objection.decider)
    assert deciders == [unit(WUXING), unit(CITY), unit(COMMITTEE), unit(COMMITTEE), unit(COMMITTEE)]
    assert lead_of(matter, ZHILI).objection.is_disputed
    assert list(verify_problems()) == []


def test_who_became_whom_it_is_about_decides_no_more():
    """§30: the sender is named as the one complained about; the next superior has it, with as much time."""
    matter = received()
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(LABOUR), text="属于人社职责。")
    objected(matter, by=LABOUR, to=None)
    assert lead_of(matter, LABOUR).objection.decider == unit(ZHILI)
    with desk(WUXING):
        right = ops.Right(subjects=[unit(ZHILI)])
        ops.correct(matter.key, step=step(WUXING, at=SOON), right=right, text="反映的正是镇里。")
    assert lead_of(matter, LABOUR).objection.decider == unit(WUXING)
    with entering("worker"):
        last = timeline_of(*matter.key)[-1]
    assert (last.verb, last.facts["decider"]) == ("objection.raised", unit(WUXING)), (
        "who decides now hears of it"
    )
    assert list(check_problems(at=now())) == []


def test_it_is_read_back_as_it_was_written():
    written = Objection("OTHER_REGION", None, "ASKED", SOON, 1, 5, SOON + timedelta(days=2), is_joint=True)
    assert objection_from(stored(written)) == written
    assert objection_from(None) is None


def test_everything_verifies_and_checks_after_it():
    matter = received()
    objected(matter)
    decide(ops.refuse_objection, matter)
    decide(ops.rule_moved, matter, by=CITY, to_unit=unit(LABOUR))
    assert list(verify_problems()) == []
    assert list(check_problems(at=now())) == []
