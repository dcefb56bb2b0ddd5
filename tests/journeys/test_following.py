"""What follows when the tree or the calendar changes."""

from dataclasses import replace

import pytest
from django.db import connection, connections

from heyi.dispatch import operations as ops
from heyi.dispatch.access import find_group
from heyi.dispatch.codes import GroupPart
from heyi.dispatch.operations import Called, Right, Step
from heyi.journeys import reactions
from heyi.journeys.checking import check_problems
from heyi.journeys.organising import close_unit
from heyi.journeys.verifying import verify_problems
from heyi.journeys.waking import MEND_REACH
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_matter
from heyi.orgs.operations import CannotChangeUnit, move_unit
from tests.factories.matters import MORNING, WUXING, ZHILI, desk, hand, received, unit
from tests.factories.reacting import reacted

NANXUN = "330503-CENTRE"
pytestmark = pytest.mark.usefixtures("own_database")


class Keeper:
    """The system administrator at work."""

    person_id, name = 1, "系统管理员"

    def holds(self, role):
        return role == "SYSTEM_ADMINISTRATOR"


def problems():
    return [problem.code for problem in (*check_problems(at=now()), *verify_problems())]


def test_moving_a_unit_takes_its_matters_from_the_old_superior_to_the_new():
    matter = received()
    with entering("admin"):
        move_unit(unit(ZHILI), under=unit(NANXUN), by=Keeper(), at=now())
    assert "reach.incomplete" in problems()
    reacted()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (args->>'unit_id')::bigint FROM procrastinate_jobs WHERE task_name = %s", [MEND_REACH]
        )
        assert cursor.fetchall() == [(unit(ZHILI),)]
    assert reactions.mend_reach_of_line(unit(ZHILI), now=now) == 1
    reacted()
    assert problems() == []
    for code, sees in ((NANXUN, True), (WUXING, False)):
        with desk(code):
            assert (find_matter(matter.number) is not None) == sees


def test_a_unit_that_comes_under_whom_the_matter_is_about_leaves_the_command_group():
    matter = received()
    labour, market = unit("330502-HUMAN_RESOURCES"), unit("330502-MARKET")
    chief = replace(hand(WUXING, person=7), leads=frozenset({unit(WUXING)}))
    step = Step(by=chief, at=now())
    lead = Called(unit(WUXING), GroupPart.LEAD, (7, "陈刚"))
    with desk(WUXING):
        ops.correct(matter.key, step=step, right=Right(subjects=[market]), text="反映的是市场监管局。")
        others = [Called(labour, GroupPart.SUPPORT)]
        ops.convene(matter.key, step=step, lead=lead, others=others, text="到现场。")
    with entering("admin"):
        move_unit(labour, under=market, by=Keeper(), at=now())
    assert "group.member_denied" not in problems()  # its reach is as it was until it is mended
    reacted()
    assert reactions.mend_reach_of_line(labour, now=now) == 1
    reacted()
    assert problems() == []
    with desk("330502-HUMAN_RESOURCES"):
        assert find_matter(matter.number) is None
    with desk(WUXING):
        group = find_group(*matter.key)
        assert group is not None
        assert [member.unit_id for member in group.present] == [unit(WUXING)]


def test_a_unit_that_answers_for_something_is_not_closed():
    received("织里镇吴兴大道，对方正拿着刀要砍人，快来救命！")
    with entering("admin"), pytest.raises(CannotChangeUnit):
        close_unit(unit("330502100-POLICE"), by=Keeper(), at=now())
    with entering("admin"):
        close_unit(unit("330502101-POLICE"), by=Keeper(), at=now())


def test_clocks_over_a_provisional_year_are_reckoned_again_when_it_is_published():
    matter = received(channel="petition", at=MORNING)  # sixty days from November run into 2027
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE dispatch_clock SET calendar_version = 'of last year', due_at = due_at - interval '1 day'"
            " WHERE matter_id = %s AND provisional",
            [matter.id],
        )
        assert cursor.rowcount == 1
    reacted()
    assert "row.changed" in problems()
    assert reactions.reckon_outdated_clocks(now=now) == 1
    reacted()
    assert problems() == []
