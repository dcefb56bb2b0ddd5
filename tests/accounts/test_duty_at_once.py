"""Two hands at one rota at the same moment, over real connections: nobody gets two turns, a swap is decided once."""

from datetime import datetime, timedelta

import pytest

from heyi.accounts.models import Turn
from heyi.accounts.operations import accept_swap, add_shift, ask_swap, plan_turn, set_turn, withdraw_swap
from heyi.journeys.checking import check_problems
from heyi.kernel.clock import CHINA
from heyi.matters.access import entering
from tests.accounts.test_at_once import at_once as run_at_once
from tests.factories.matters import WUXING, unit
from tests.factories.people import appointed, standing_of

pytestmark = pytest.mark.usefixtures("own_database")
AT = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)
TOMORROW = AT.date() + timedelta(days=1)


def at_once(*acts):
    return run_at_once(*acts, units=[unit(WUXING)])


@pytest.fixture
def people():
    with entering("admin", units=[unit(WUXING)]):
        leader = standing_of(appointed(WUXING, "周敏", role="LEADER"))
        li, wang = standing_of(appointed(WUXING, "李明")), standing_of(appointed(WUXING, "王芳"))
        shifts = [
            add_shift(unit(WUXING), name=name, begins=begins, ends=ends, days=range(7), by=leader, at=AT)
            for name, begins, ends in (("早班", 480, 960), ("长班", 600, 1200))
        ]
    return leader, li, wang, shifts


def nothing_is_wrong():
    assert [p for p in check_problems(at=AT) if p.code.startswith(("turn.", "swap."))] == []


def test_two_plans_at_once_give_nobody_two_turns(people):
    leader, li, _wang, shifts = people
    given = {"on": TOMORROW, "person_id": li.person_id, "by": leader, "at": AT}
    assert at_once(*(lambda shift=shift: plan_turn(shift, **given) for shift in shifts)) == [
        "done",
        "turns_overlap",
    ]
    nothing_is_wrong()


def test_a_swap_is_accepted_or_withdrawn_and_a_turn_set_never_both(people):
    leader, li, wang, shifts = people
    with entering("admin", units=[unit(WUXING)]):
        turn = plan_turn(shifts[0], on=TOMORROW, person_id=li.person_id, by=leader, at=AT)
        swap = ask_swap(turn, to=wang.person_id, by=li, at=AT)
    outcomes = at_once(
        lambda: accept_swap(swap, by=wang, at=AT),
        lambda: withdraw_swap(swap, by=li, at=AT),
        lambda: set_turn(turn, to=leader.person_id, by=leader, at=AT),
    )
    assert "done" in outcomes
    assert outcomes.count("swap_over") >= 1
    with entering("admin"):
        assert Turn.objects.get(pk=turn).person_id in {leader.person_id, wang.person_id}
    nothing_is_wrong()
