"""Who handles: suggested with reasons, refused where nobody is there, claimed by one alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from heyi.accounts.codes import PRESENT, Presence
from heyi.accounts.operations import add_shift, plan_turn, record_leave, set_post
from heyi.dispatch import operations as ops
from heyi.dispatch.access import foreseen, handlers_for, pool, tasks_view
from heyi.dispatch.codes import PickReason, Shortfall
from heyi.dispatch.operations import Overtaken
from heyi.dispatch.rules.handlers import BARS, Candidate, Handed, shared_out, suggested
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import briefs, entering, matter_view
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    hand,
    received,
    step,
    unit,
)
from tests.factories.people import appoint, appointed, standing_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

TODAY = MORNING.date()
DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"
ON, OFF = Presence.ON_DUTY, Presence.OFF_DUTY

candidates = st.lists(
    st.builds(
        Candidate,
        person_id=st.integers(1, 99),
        name=st.sampled_from("甲乙丙丁"),
        presence=st.sampled_from(Presence),
        skills=st.frozensets(st.sampled_from(["LABOUR", "NEIGHBOUR"])),
        load=st.integers(0, 5),
        capacity=st.integers(1, 5),
        knows_it=st.booleans(),
        is_contested=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda each: each.person_id,
)


@given(candidates, st.sampled_from(["LABOUR", "NEIGHBOUR", "TAX", ""]), st.randoms())
def test_everybody_stands_in_the_suggestion_once_whatever_the_order(found, field, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    picks = suggested(found, field=field)
    assert picks == suggested(shuffled, field=field)
    assert sorted(pick.candidate.person_id for pick in picks) == sorted(each.person_id for each in found)


@given(candidates, st.sampled_from(["LABOUR", "TAX"]))
def test_who_is_not_there_is_barred_with_its_reason_and_never_before_who_is(found, field):
    picks = suggested(found, field=field)
    for pick in picks:
        assert pick.is_barred == (pick.candidate.presence not in PRESENT)
        assert pick.is_barred == bool(BARS & set(pick.shortfalls))
        assert not (pick.is_barred and pick.reasons)
        assert (Shortfall.FULL in pick.shortfalls) == (pick.candidate.load >= pick.candidate.capacity)
    barred = [pick.is_barred for pick in picks]
    assert barred == sorted(barred)


def names(*found, field="LABOUR"):
    return [pick.candidate.name for pick in suggested(found, field=field)]


def test_skill_goes_before_load_room_before_skill_and_being_there_before_all():
    there = Candidate(1, "在", ON, load=4, capacity=9)
    skilled = Candidate(2, "懂", ON, frozenset({"LABOUR"}), load=5, capacity=9)
    full = Candidate(3, "满", ON, frozenset({"LABOUR"}), load=9, capacity=9)
    away = Candidate(4, "外", OFF, frozenset({"LABOUR"}), load=0, capacity=9)
    assert names(away, full, there, skilled) == ["懂", "在", "满", "外"]
    assert names(away, full, there, skilled, field="TAX") == ["在", "懂", "满", "外"]  # nobody knows of taxes


def test_the_reasons_are_codes():
    first, second = suggested(
        [
            Candidate(1, "懂", ON, frozenset({"LABOUR"}), load=1, capacity=2, knows_it=True),
            Candidate(2, "满", Presence.NO_ROTA, load=2, capacity=2, is_contested=True),
        ],
        field="LABOUR",
    )
    assert first.reasons == (
        PickReason.ON_DUTY,
        PickReason.KNOWS_IT,
        PickReason.HAS_SKILL,
        PickReason.HAS_ROOM,
        PickReason.LEAST_LOAD,
    )
    assert (first.shortfalls, second.reasons) == ((), ())
    assert second.shortfalls == (Shortfall.NO_SKILL, Shortfall.FULL, Shortfall.CONTESTED)
    assert not second.is_barred  # told, and left to a person


def refused(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def rota_of_zhili(*turns, at=MORNING):
    """Zhili keeps a rota: an early shift, with these people on it today."""
    leader = standing_of(appointed(ZHILI, "周敏", role="LEADER"))
    with entering("admin", units=[unit(ZHILI)]):
        shift = add_shift(
            unit(ZHILI),
            name="早班",
            begins=480,
            ends=960,
            days=range(7),
            by=leader,
            at=at - timedelta(days=1),
        )
        for person in turns:
            plan_turn(shift, on=TODAY, person_id=person[0], by=leader, at=at)
    return leader


def assigned(matter, person, by=ZHILI, **more):
    with desk(by):
        return ops.assign(matter.key, step=step(by, **more), handler=person)


def test_without_a_rota_everybody_of_the_unit_may_be_given_a_matter():
    matter, zhang = received(), appointed(ZHILI)
    assigned(matter, zhang)
    with desk(ZHILI):
        assert tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))[0].handler_id == zhang[0]
    assert list(verify_problems()) == []
    assert list(check_problems(at=MORNING)) == []


def test_nobody_is_given_a_matter_who_is_off_duty_away_or_of_another_unit():
    matter, zhang, li = received(), appointed(ZHILI, "张红"), appointed(ZHILI, "李明")
    rota_of_zhili(li)
    assert refused(assigned, matter, zhang) == "off_duty"
    assert (
        refused(assigned, matter, li, at=MORNING.replace(hour=16)) == "off_duty"
    )  # at 16:00 the shift is over
    assigned(matter, li, at=MORNING.replace(hour=15, minute=59))
    with entering("admin"):
        away = {"starts_at": MORNING, "ends_at": MORNING + timedelta(hours=1), "at": MORNING}
        record_leave(li[0], by=standing_of(li), **away)
    assert refused(assigned, matter, li) == "on_leave"
    assert refused(assigned, matter, appointed(WUXING, "王芳")) == "inactive"
    assert refused(assigned, matter, (987654, "没有的人")) == "inactive"
    assert refused(assigned, matter, None) == "handler_needed"


def test_who_also_works_in_the_unit_complained_about_is_given_nothing_of_it():
    """信访工作条例 §30: shown as barred, refused by the operation, foreseen for many."""
    matter = received()
    both, zhang = appointed(ZHILI, "李明"), appointed(ZHILI, "张红")
    appoint(both[0], BALIDIAN)
    with desk(WUXING):
        right = ops.Right(subjects=[unit(BALIDIAN)])
        ops.correct(matter.key, step=step(WUXING), right=right, text="反映的是八里店镇。")
    assert refused(assigned, matter, both) == "recused"
    assert refused(claimed, matter, both) == "recused"
    with desk(ZHILI):
        picks = handlers_for(unit(ZHILI), denied={unit(BALIDIAN)}, at=MORNING)
        told = foreseen(
            "assign",
            briefs([matter.number]),
            units=frozenset({unit(ZHILI)}),
            given={"handler": both},
            at=MORNING,
        )
    assert {pick.candidate.name: pick.is_barred for pick in picks} == {"李明": True, "张红": False}
    assert told[0].code == "recused"
    assigned(matter, zhang)


def test_a_gap_bars_all_but_who_does_not_take_turns():
    matter, zhang = received(), appointed(ZHILI, "张红")
    leader = rota_of_zhili()
    assert refused(assigned, matter, zhang) == "off_duty"
    with entering("admin"):
        set_post(unit(ZHILI), zhang[0], skills=(), capacity=None, by_rota=False, by=leader, at=MORNING)
    assigned(matter, zhang)


def claimed(matter, person, by=ZHILI, **more):
    with desk(by):
        mine = replace(step(by, **more), by=hand(by, person=person[0], name=person[1]))
        return ops.claim(matter.key, step=mine)


def test_what_nobody_has_is_claimed_and_the_second_is_told_who_has_it():
    matter, zhang, li = received(), appointed(ZHILI, "张红"), appointed(ZHILI, "李明")
    with desk(ZHILI):
        seen = matter_view(*matter.key, units=[unit(ZHILI)]).seq
    claimed(matter, zhang, seen=seen)
    with pytest.raises(Overtaken) as told:
        claimed(matter, li, seen=seen)
    assert (told.value.actor, told.value.verb) == ("张红", "task.claimed")
    with pytest.raises(NotAllowed) as error:
        claimed(matter, li)
    assert (error.value.refusal.code, error.value.refusal.params) == ("taken", {"who": "张红"})
    assert list(verify_problems()) == []
    assert list(check_problems(at=MORNING)) == []


def test_only_who_is_there_claims_and_only_in_the_own_unit():
    matter, zhang = received(), appointed(ZHILI, "张红")
    rota_of_zhili()
    assert refused(claimed, matter, zhang) == "off_duty"
    assert refused(claimed, matter, appointed(WUXING, "王芳"), by=WUXING) == "not_yours"


def test_an_alarm_is_claimed_by_the_police_and_leaves_the_lead_s_task_alone():
    matter, officer = received(DANGER), appointed(ZHILI_POLICE, "民警")
    claimed(matter, officer, by=ZHILI_POLICE)
    with desk(ZHILI):
        lead = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))[0]
    assert (lead.role, lead.handler_id) == ("LEAD", None)


def test_the_pool_holds_what_nobody_has_the_longest_waiting_first(django_assert_num_queries):
    zhang = appointed(ZHILI)
    matters = [
        received(f"第{n}次晾衣滴水，邻居起了纠纷。", at=MORNING + timedelta(hours=n)) for n in range(3)
    ]
    zhili = unit(ZHILI)
    with desk(ZHILI), django_assert_num_queries(1):
        found = pool(zhili)
    assert [row.number for row in found.rows] == [matter.number for matter in matters]
    assert found.after == ""
    claimed(matters[0], zhang)
    with desk(ZHILI):
        ops.sign(matters[1].key, step=step(ZHILI))
        ops.answer(matters[1].key, step=step(ZHILI), text="已答复")
        assert [row.number for row in pool(unit(ZHILI)).rows] == [matters[2].number]
    with desk(BALIDIAN):
        assert pool(unit(ZHILI)).rows == ()  # another unit's is not seen
        assert pool(unit(BALIDIAN)).rows == ()


def test_the_pool_turns_its_pages(monkeypatch):
    from heyi.dispatch.access import handlers

    monkeypatch.setattr(handlers, "PAGE", 2)
    numbers = [received(f"第{n}次晾衣滴水，邻居起了纠纷。").number for n in range(5)]
    told, after = [], ""
    with desk(ZHILI):
        for _page in range(3):
            found = pool(unit(ZHILI), after=after)
            told, after = told + [row.number for row in found.rows], found.after
        assert pool(unit(ZHILI), after="no key").rows[0].number == told[0]
        assert pool(unit(ZHILI), after="2026-01-01T00:00:00~x").rows[0].number == told[0]
    assert sorted(told) == sorted(numbers)
    assert after == ""


def test_an_alarm_in_the_pool_tells_no_title():
    matter = received(DANGER, title="持刀伤人")
    with desk(ZHILI_POLICE):
        (row,) = pool(unit(ZHILI_POLICE)).rows
    assert (row.number, row.title, row.role) == (matter.number, "", "ALARM")


def test_loads_are_live_tasks_of_the_unit_and_seen_in_its_scope_alone(django_assert_num_queries):
    zhang = appointed(ZHILI)
    appoint(zhang[0], WUXING)
    for number in range(3):
        claimed(received(f"第{number}次晾衣滴水，邻居起了纠纷。"), zhang)
    closed, zhili = received("第九次晾衣滴水，邻居起了纠纷。"), unit(ZHILI)
    claimed(closed, zhang)
    with desk(ZHILI):
        ops.sign(closed.key, step=step(ZHILI))
        ops.answer(closed.key, step=step(ZHILI), text="已解决")
        ops.close(closed.key, step=step(ZHILI))
        with django_assert_num_queries(2):
            (pick,) = handlers_for(zhili, at=MORNING)
    assert pick.candidate.load == 3
    with desk(WUXING):
        assert [pick.candidate.load for pick in handlers_for(unit(WUXING), at=MORNING)] == [0]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM heyi_loads(%s)", [unit(ZHILI)])
            assert cursor.fetchone()[0] == 0


def test_many_at_once_are_foreseen_as_the_operation_decides():
    zhang, li = appointed(ZHILI, "张红"), appointed(ZHILI, "李明")
    rota_of_zhili(li)
    matters = [received(f"第{n}次晾衣滴水，邻居起了纠纷。") for n in range(2)]
    with desk(ZHILI):
        found = briefs([matter.number for matter in matters])
        asked = {"units": frozenset({unit(ZHILI)}), "at": MORNING}
        told = foreseen("assign", found, given={"handler": zhang}, **asked)
        assert [refusal.code for refusal in told] == ["off_duty", "off_duty"]
        assert foreseen("assign", found, given={"handler": li}, **asked) == (None, None)
        assert foreseen("sign", found, given={}, **asked) == (None, None)


def test_matters_are_shared_out_by_what_each_was_given_just_before() -> None:
    busy, free = (
        Candidate(n, name, Presence.ON_DUTY, load=load, capacity=9)
        for n, name, load in ((1, "甲", 2), (2, "乙", 0))
    )
    matters = [Handed(str(number)) for number in range(4)]
    got = [pick.candidate.name for _matter, pick in shared_out(matters, [busy, free]) if pick]
    assert sorted(got) == ["乙", "乙", "乙", "甲"] or sorted(got) == ["乙", "乙", "甲", "甲"]
    assert got[0] == "乙"


def test_nobody_is_given_what_shuts_them_out_and_who_is_away_is_given_nothing() -> None:
    away = Candidate(1, "甲", Presence.ON_LEAVE)
    there = Candidate(2, "乙", Presence.ON_DUTY)
    ((_matter, pick),) = shared_out([Handed("1", recused=frozenset({2}))], [away, there])
    assert pick is None
