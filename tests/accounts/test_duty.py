"""A unit's rota, swaps, leave and hand-over book, over real tables."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from heyi.accounts.access import duty_persons, on_duty_now
from heyi.accounts.codes import Presence
from heyi.accounts.models import Appointment, Person, Swap, Turn
from heyi.accounts.operations import (
    CannotPlan,
    CannotSwap,
    CannotTakeLeave,
    accept_swap,
    add_shift,
    ask_swap,
    close_shift,
    copy_week,
    decline_swap,
    drop_turn,
    plan_turn,
    record_leave,
    set_capacity,
    set_post,
    set_turn,
    withdraw_leave,
    withdraw_swap,
)
from heyi.accounts.rules.duty import Span, on_duty, week_of
from heyi.journeys.checking import check_problems
from tests.factories.centre import AT, DAY, HOUR, TODAY, refused
from tests.factories.matters import CITY, ZHILI, unit
from tests.factories.people import appoint, appointed, standing_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def owner_of(turn):
    return Turn.objects.values_list("person_id", flat=True).get(pk=turn)


def test_a_planned_turn_makes_its_person_on_duty_and_the_others_off(centre, last_verb):
    assert duty_persons(centre.unit, AT).presence(centre.li.person_id) is Presence.OFF_DUTY
    centre.turn(centre.early, TODAY, centre.li)
    assert last_verb() == "turn.planned"
    roster = duty_persons(centre.unit, AT)
    assert roster.presence(centre.li.person_id) is Presence.ON_DUTY
    assert roster.presence(centre.wang.person_id) is Presence.OFF_DUTY
    assert roster.presence(987654) is Presence.INACTIVE
    assert on_duty_now([centre.unit, unit(CITY)], AT) == {centre.unit: ("李明",)}
    assert on_duty_now([centre.unit], AT + 11 * HOUR) == {}  # 20:00


def test_a_unit_without_shifts_keeps_no_rota_and_nobody_is_off_duty(centre):
    person = appointed(ZHILI, "张红")
    assert duty_persons(unit(ZHILI), AT).presence(person[0]) is Presence.NO_ROTA
    assert not duty_persons(unit(ZHILI), AT).keeps_rota


def test_who_is_not_in_turns_is_never_off_duty(centre):
    post = {"skills": ["LABOUR"], "capacity": 7, "by_rota": False}
    set_post(centre.unit, centre.wang.person_id, **post, by=centre.leader, at=AT)
    wang = next(p for p in duty_persons(centre.unit, AT).people if p.name == "王芳")
    assert (wang.presence, wang.skills, wang.capacity) == (Presence.NO_ROTA, {"LABOUR"}, 7)


def test_the_capacity_is_one_s_own_then_the_unit_s_then_the_house_s(centre):
    assert {person.capacity for person in duty_persons(centre.unit, AT).people} == {20}
    set_capacity(centre.unit, capacity=9, by=centre.leader, at=AT)
    set_post(centre.unit, centre.li.person_id, skills=(), capacity=3, by_rota=True, by=centre.leader, at=AT)
    assert {p.name: p.capacity for p in duty_persons(centre.unit, AT).people} == {
        "周敏": 9,
        "李明": 3,
        "王芳": 9,
    }


def test_the_statement_says_what_the_rule_says(centre):
    """Who has a turn, in SQL and by the pure rule, over a week hour by hour."""
    for number, day in enumerate(week_of(TODAY)[1:]):
        centre.turn(centre.early, day, (centre.li, centre.wang)[number % 2], at=AT)
        centre.turn(centre.night, day, (centre.wang, centre.li)[number % 2], at=AT)
    begin = AT + 2 * DAY + 3 * HOUR
    record_leave(centre.li.person_id, starts_at=begin, ends_at=begin + 9 * HOUR, by=centre.li, at=AT)
    from heyi.accounts.queries.duty import fact_of_leave, fact_of_turn, leaves_of, turns_between

    week = Span(AT - 2 * DAY, AT + 9 * DAY)
    turns = [fact_of_turn(turn) for turn in turns_between(centre.unit, week)]
    leaves = [fact_of_leave(leave) for leave in leaves_of([centre.li.person_id, centre.wang.person_id], week)]
    for hour in range(0, 150, 5):
        at = AT + hour * HOUR
        there = {p.person_id for p in duty_persons(centre.unit, at).people if p.presence is Presence.ON_DUTY}
        assert there == on_duty(turns, leaves, at)


def test_only_a_leader_of_the_unit_or_above_plans(centre):
    given = {"on": TODAY, "person_id": centre.li.person_id, "at": AT}
    assert refused(CannotPlan, plan_turn, centre.early, by=centre.li, **given) == "not_leader"
    stranger = standing_of(appointed(ZHILI, "赵刚", role="LEADER"))
    assert refused(CannotPlan, plan_turn, centre.early, by=stranger, **given) == "not_leader"
    above = standing_of(appointed(CITY, "钱江", role="LEADER"))
    plan_turn(centre.early, by=above, **given)


@pytest.mark.parametrize("at", [AT, AT + 11 * HOUR - timedelta(seconds=1)])
def test_a_turn_may_be_planned_until_it_is_over(centre, at):
    centre.turn(centre.early, TODAY, centre.li, at=at)


def test_what_cannot_be_planned_says_why(centre):
    turn = centre.turn
    assert refused(CannotPlan, turn, centre.early, TODAY, centre.li, at=AT + 11 * HOUR) == "turn_over"
    outsider = standing_of(appointed(ZHILI, "孙立"))
    assert refused(CannotPlan, turn, centre.early, TODAY, outsider) == "not_appointed"
    turn(centre.early, TODAY, centre.li)
    assert refused(CannotPlan, turn, centre.early, TODAY, centre.li) == "turns_overlap"
    turn(centre.night, TODAY, centre.li)  # right after the other: no instant is shared
    centre.shift("中班", 12, 22)
    middle = centre.rota().shifts[1].id
    assert refused(CannotPlan, turn, middle, TODAY, centre.li) == "turns_overlap"
    assert refused(CannotPlan, turn, 0, TODAY, centre.li) == "unknown_shift"


def test_turns_of_one_person_in_two_units_do_not_overlap_either(centre):
    appoint(centre.li.person_id, CITY)
    city = standing_of(appointed(CITY, "钱江", role="LEADER"))
    shift = add_shift(unit(CITY), name="白班", begins=600, ends=900, days=range(7), by=city, at=AT - DAY)
    centre.turn(centre.early, TODAY, centre.li)
    given = {"on": TODAY, "person_id": centre.li.person_id, "by": city, "at": AT}
    assert refused(CannotPlan, plan_turn, shift, **given) == "turns_overlap"


def test_gaps_of_a_centre_that_never_closes_are_shown_until_they_are_filled(centre):
    assert centre.rota().gaps  # nothing is planned
    for day in (week_of(TODAY)[0] - DAY, *week_of(TODAY)):
        for shift, person in ((centre.early, centre.li), (centre.night, centre.wang)):
            if day >= TODAY:
                centre.turn(shift, day, person)
    assert centre.rota().gaps == ()  # what is over is told no more
    drop_turn(next(t.id for t in centre.rota().at(centre.early, TODAY + 3 * DAY)), by=centre.leader, at=AT)
    (gap,) = centre.rota().gaps
    assert gap == Span(AT + 3 * DAY - HOUR, AT + 3 * DAY + 11 * HOUR)


def test_a_turn_that_has_begun_ends_now_and_one_that_is_over_stays(centre, last_verb):
    begun = centre.turn(centre.early, TODAY, centre.li)
    drop_turn(begun, by=centre.leader, at=AT + HOUR)
    assert last_verb() == "turn.ended"
    assert Turn.objects.get(pk=begun).ends_at == AT + HOUR
    assert refused(CannotPlan, drop_turn, begun, by=centre.leader, at=AT + 2 * HOUR) == "turn_over"
    coming = centre.turn(centre.night, TODAY, centre.li)
    drop_turn(coming, by=centre.leader, at=AT)
    assert not Turn.objects.filter(pk=coming).exists()
    assert refused(CannotPlan, drop_turn, coming, by=centre.leader, at=AT) == "unknown_turn"


def test_a_week_is_copied_and_what_cannot_be_is_counted(centre):
    for day in range(3):
        centre.turn(centre.early, TODAY + day * DAY, centre.li)
        centre.turn(centre.night, TODAY + day * DAY, centre.wang)
    begin = AT + 7 * DAY - 9 * HOUR
    record_leave(centre.li.person_id, starts_at=begin, ends_at=begin + DAY, by=centre.leader, at=AT)
    monday = week_of(TODAY)[0] + 7 * DAY
    assert copy_week(centre.unit, monday=monday, by=centre.leader, at=AT) == (5, 1)
    assert copy_week(centre.unit, monday=monday, by=centre.leader, at=AT) == (0, 1)  # what stands stays
    assert not [p for p in check_problems(at=AT) if p.code.startswith("turn.")]


def test_a_shift_that_is_closed_takes_its_coming_turns_along(centre):
    now, coming = (
        centre.turn(centre.early, TODAY, centre.li),
        centre.turn(centre.early, TODAY + DAY, centre.li),
    )
    close_shift(centre.early, by=centre.leader, at=AT)
    assert set(Turn.objects.values_list("pk", flat=True)) & {now, coming} == {now}
    assert refused(CannotPlan, close_shift, centre.early, by=centre.leader, at=AT) == "unknown_shift"


def test_a_swap_is_asked_by_one_and_accepted_by_the_other(centre, last_verb):
    own, back = (
        centre.turn(centre.night, TODAY, centre.li),
        centre.turn(centre.night, TODAY + DAY, centre.wang),
    )
    swap = ask_swap(own, to=centre.wang.person_id, in_return=back, by=centre.li, at=AT)
    assert [one.id for one in centre.rota().swaps] == [swap]
    assert owner_of(own) == centre.li.person_id  # nothing moves before it is accepted
    assert refused(CannotSwap, accept_swap, swap, by=centre.leader, at=AT) == "not_asked_of_you"
    accept_swap(swap, by=centre.wang, at=AT)
    assert last_verb() == "swap.accepted"
    assert (owner_of(own), owner_of(back)) == (centre.wang.person_id, centre.li.person_id)
    assert centre.rota().swaps == ()
    assert refused(CannotSwap, accept_swap, swap, by=centre.wang, at=AT) == "swap_over"
    assert not [p for p in check_problems(at=AT) if p.code.startswith(("turn.", "swap."))]


def test_a_swap_is_declined_or_withdrawn_and_the_turn_stays(centre):
    own = centre.turn(centre.night, TODAY, centre.li)
    first = ask_swap(own, to=centre.wang.person_id, by=centre.li, at=AT)
    assert (
        refused(CannotSwap, ask_swap, own, to=centre.wang.person_id, by=centre.li, at=AT) == "asked_already"
    )
    assert refused(CannotSwap, withdraw_swap, first, by=centre.wang, at=AT) == "not_your_swap"
    decline_swap(first, by=centre.wang, at=AT)
    second = ask_swap(own, to=centre.wang.person_id, by=centre.li, at=AT)
    withdraw_swap(second, by=centre.li, at=AT)
    assert owner_of(own) == centre.li.person_id
    assert list(Swap.objects.order_by("pk").values_list("state", flat=True)) == ["DECLINED", "WITHDRAWN"]


def test_what_cannot_be_swapped_says_why(centre):
    own, theirs = centre.turn(centre.night, TODAY, centre.li), centre.turn(centre.early, TODAY, centre.wang)
    to_wang = {"to": centre.wang.person_id, "by": centre.li, "at": AT}
    assert refused(CannotSwap, ask_swap, theirs, **to_wang) == "not_own_turn"
    assert refused(CannotSwap, ask_swap, own, in_return=theirs, **to_wang) == "not_their_turn"  # it has begun
    outsider = appointed(ZHILI, "孙立")
    assert refused(CannotSwap, ask_swap, own, to=outsider[0], by=centre.li, at=AT) == "not_appointed"
    assert refused(CannotSwap, ask_swap, own, **{**to_wang, "at": AT + 11 * HOUR}) == "turn_begun"
    assert refused(CannotSwap, ask_swap, 0, **to_wang) == "unknown_turn"


def test_what_changed_since_it_was_asked_is_asked_again(centre):
    own = centre.turn(centre.night, TODAY, centre.li)
    swap = ask_swap(own, to=centre.wang.person_id, by=centre.li, at=AT)
    begin = AT + 11 * HOUR
    record_leave(centre.wang.person_id, starts_at=begin, ends_at=begin + HOUR, by=centre.wang, at=AT)
    assert refused(CannotSwap, accept_swap, swap, by=centre.wang, at=AT) == "on_leave"
    assert refused(CannotSwap, accept_swap, swap, by=centre.wang, at=AT + 11 * HOUR) == "turn_begun"


def test_a_leader_sets_who_takes_a_turn_and_a_request_for_it_is_over(centre, last_verb):
    own = centre.turn(centre.night, TODAY, centre.li)
    ask_swap(own, to=centre.leader.person_id, by=centre.li, at=AT)
    assert refused(CannotSwap, set_turn, own, to=centre.wang.person_id, by=centre.li, at=AT) == "not_leader"
    set_turn(own, to=centre.wang.person_id, by=centre.leader, at=AT)
    assert (last_verb(), owner_of(own)) == ("swap.set", centre.wang.person_id)
    assert centre.rota().swaps == ()
    assert not [p for p in check_problems(at=AT) if p.code.startswith(("turn.", "swap."))]


def test_leave_makes_a_gap_and_ends_when_one_is_back(centre):
    centre.turn(centre.early, TODAY, centre.li)
    leave = record_leave(centre.li.person_id, starts_at=AT, ends_at=AT + 2 * DAY, by=centre.li, at=AT)
    assert duty_persons(centre.unit, AT).presence(centre.li.person_id) is Presence.ON_LEAVE
    assert on_duty_now([centre.unit], AT) == {}
    assert any(gap.holds(AT) for gap in centre.rota().gaps)
    over = {"starts_at": AT + DAY, "ends_at": AT + 3 * DAY, "at": AT}
    assert (
        refused(CannotTakeLeave, record_leave, centre.li.person_id, by=centre.li, **over) == "leave_overlaps"
    )
    withdraw_leave(leave, by=centre.li, at=AT + HOUR)
    assert duty_persons(centre.unit, AT + HOUR).presence(centre.li.person_id) is Presence.ON_DUTY
    assert refused(CannotTakeLeave, withdraw_leave, leave, by=centre.li, at=AT + 2 * HOUR) == "leave_over"


def test_leave_is_told_by_oneself_or_one_s_leader_and_by_nobody_else(centre):
    given = {"starts_at": AT + DAY, "ends_at": AT + 2 * DAY, "at": AT}
    assert (
        refused(CannotTakeLeave, record_leave, centre.li.person_id, by=centre.wang, **given) == "not_leader"
    )
    record_leave(centre.li.person_id, by=centre.leader, **given)


def test_who_lost_the_appointment_or_is_shut_out_is_not_on_duty(centre):
    centre.turn(centre.early, TODAY, centre.li)
    centre.turn(centre.early, TODAY, centre.wang)
    Appointment.objects.filter(person_id=centre.li.person_id).update(revoked_at=AT)
    Person.objects.filter(pk=centre.wang.person_id).update(is_active=False)
    roster = duty_persons(centre.unit, AT)
    assert roster.presence(centre.li.person_id) is roster.presence(centre.wang.person_id) is Presence.INACTIVE
    rota = centre.rota()
    assert [turn.is_gone for turn in rota.turns] == [True, True]
    assert rota.on_duty(AT) == ()
    assert any(gap.holds(AT) for gap in rota.gaps)  # a turn of somebody who is gone covers nothing
    assert on_duty_now([centre.unit], AT) == {}


def test_the_rota_is_shown_to_its_people_and_those_above_alone(centre):
    centre.rota(by=centre.li)
    centre.rota(by=standing_of(appointed(CITY, "钱江", role="LEADER")))
    for stranger in (appointed(ZHILI, "孙立", role="LEADER"), appointed(CITY, "周海", role="CLERK")):
        with pytest.raises(PermissionDenied):
            centre.rota(by=standing_of(stranger))


def test_the_rota_asks_as_much_for_many_turns_as_for_one(centre, django_assert_num_queries):
    centre.turn(centre.early, TODAY, centre.li)
    centre.rota()
    with django_assert_num_queries(8) as first:
        centre.rota()
    for day in range(1, 4):
        centre.turn(centre.early, TODAY + day * DAY, centre.li)
        centre.turn(centre.night, TODAY + day * DAY, centre.wang)
    with django_assert_num_queries(len(first)):
        centre.rota()
    with django_assert_num_queries(1):
        duty_persons(centre.unit, AT)


def test_the_present_shift_may_have_begun_yesterday(centre):
    small_hours = AT - 6 * HOUR  # 3:00
    ((shift, day),) = centre.rota(at=small_hours).shifts_at(small_hours)
    assert (shift.id, day) == (centre.night, TODAY - DAY)
    ((shift, day),) = centre.rota().shifts_at(AT)
    assert (shift.id, day) == (centre.early, TODAY)
