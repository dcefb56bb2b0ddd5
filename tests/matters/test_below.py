"""How units below stand: sums that agree with the lists, for who is above alone, without what one is denied."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.matters.access import IN_LINE, OF_UNIT, answered_below, entering, late_below, loads_below
from heyi.orgs.access import directory
from tests.factories.matters import BALIDIAN, CITY, MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
LATER = MORNING + timedelta(days=3)
NOTHING = ({}, 0, 0, 0)


def load(code: str, bases: tuple[str, ...] = IN_LINE, at=LATER) -> tuple[dict, int, int, int]:
    found = loads_below([unit(code)], bases, at=at)[unit(code)]
    return dict(found.states), found.urgent, found.late, found.today


def test_each_matter_of_a_line_counts_once_however_far_below_it_lies() -> None:
    matter = received()
    received("邻居夜里唱歌，我们两家起了纠纷。", region="330502101")
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    with desk(CITY):
        for code in (CITY, WUXING):
            assert load(code) == ({"IN_HAND": 1, "TO_SIGN": 1}, 0, 2, 0)
        assert load(ZHILI) == ({"IN_HAND": 1}, 0, 1, 0)
        assert load(ZHILI, OF_UNIT) == ({"IN_HAND": 1}, 0, 1, 0)
        assert load(WUXING, OF_UNIT) == NOTHING
        assert late_below([unit(ZHILI), unit(BALIDIAN), unit(WUXING)], at=LATER) == {
            unit(ZHILI): 1,
            unit(BALIDIAN): 1,
        }


def test_what_is_due_by_tonight_is_told_apart_from_what_is_late() -> None:
    received()  # to be signed within a day
    with desk(WUXING):
        assert load(ZHILI, at=MORNING) == ({"TO_SIGN": 1}, 0, 0, 0)
        assert load(ZHILI, at=MORNING + timedelta(days=1, hours=-1)) == ({"TO_SIGN": 1}, 0, 0, 1)


@pytest.mark.parametrize("code", [BALIDIAN, ZHILI])
def test_nobody_is_told_how_units_beside_or_above_stand(code: str) -> None:
    received()
    others = {ZHILI, WUXING, CITY} - {code}
    with desk(code):
        assert {load(other) == NOTHING for other in others} == {True}
        assert late_below([unit(other) for other in others], at=LATER) == {}
        assert answered_below({unit(other): (unit(other),) for other in others}, at=LATER) == {}


def test_without_the_desks_scope_nothing_is_counted() -> None:
    received()
    for entrance in ("admin", "tracking", "receive"):
        with entering(entrance):
            assert load(ZHILI) == NOTHING


def test_what_was_answered_counts_in_its_week_and_month_with_the_median_of_days() -> None:
    for days in (2, 4):
        begun = LATER - timedelta(days=days)
        matter = received(f"邻居第 {days} 次晾衣滴水，我们两家起了纠纷。", at=begun)
        with desk(ZHILI):
            ops.sign(matter.key, step=step(ZHILI, at=begun))
            ops.answer(matter.key, step=step(ZHILI, at=begun + timedelta(days=1)), text="已约定。")
    with desk(WUXING):
        lines = {unit(WUXING): directory().line(unit(WUXING)), unit(ZHILI): (unit(ZHILI),)}
        found = answered_below(lines, at=LATER)
        assert {found[each].in_week for each in lines} == {2}
        assert found[unit(ZHILI)].median == pytest.approx(1.0)
        assert answered_below(lines, at=LATER + timedelta(days=10))[unit(ZHILI)].in_week == 0
        assert answered_below(lines, at=LATER + timedelta(days=40)) == {}
