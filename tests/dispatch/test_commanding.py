"""指挥组: convened under the one door, seen by those called in, never by whom the matter is about, and stood down."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connections

from heyi.dispatch.access import find_group
from heyi.dispatch.codes import GroupPart
from heyi.dispatch.operations import (
    Called,
    Hand,
    Right,
    accept,
    answer,
    convene,
    correct,
    enlist,
    log,
    order,
    release,
    report_order,
    sign,
    stand_down,
)
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, matter_view
from heyi.matters.access.scope import MatterNotFound
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    Received,
    desk,
    hand,
    received,
    reporters_step,
    step,
    unit,
)
from tests.factories.people import appoint, appointed

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

LABOUR = "330502-HUMAN_RESOURCES"
MARKET = "330502-MARKET"
JUSTICE = "330502100-JUSTICE"
SOON = MORNING + timedelta(hours=2)


def leading(code: str, person: int) -> Hand:
    """A leader of the unit."""
    return replace(hand(code, person=person, name="陈刚"), leads=frozenset({unit(code)}))


def by(code: str, person: int):
    return replace(step(code), by=leading(code, person))


@pytest.fixture
def chief() -> int:
    """The county's leader on duty."""
    return appointed(WUXING, "陈刚", role="LEADER")[0]


def convened(chief: int, *others: str, matter: Received | None = None) -> Received:
    """A group of the county's leader with these units."""
    matter = matter or received()
    lead = Called(unit(WUXING), GroupPart.LEAD, (chief, "陈刚"))
    called = [Called(unit(code), GroupPart.SCENE) for code in others]
    with desk(WUXING):
        convene(matter.key, step=by(WUXING, chief), lead=lead, others=called, text="一小时内到现场。")
    return matter


def group_of(matter: Received, *codes: str):
    with desk(*(codes or (WUXING,))):
        found = find_group(*matter.key)
    assert found is not None
    return found


def refused(attempt) -> str:
    with pytest.raises(NotAllowed) as caught:
        attempt()
    return caught.value.refusal.code


def problems() -> set[str]:
    return {problem.code for problem in check_problems("default", at=MORNING)}


def test_who_is_called_in_sees_the_matter_and_others_do_not(chief: int) -> None:
    matter = convened(chief, LABOUR, BALIDIAN)
    for code in (LABOUR, BALIDIAN):
        with desk(code):
            view = matter_view(*matter.key, units=[unit(code)])
            assert (view.basis, view.is_in_the_room) == ("GROUP", False)
    for code in (MARKET, "330502-POLICE"):
        with desk(code), pytest.raises(MatterNotFound):
            matter_view(*matter.key, units=[unit(code)])


def test_a_group_is_convened_by_a_leader_of_the_unit_or_of_one_above_it_and_once(chief: int) -> None:
    matter = received()
    lead = Called(unit(WUXING), GroupPart.LEAD, (chief, "陈刚"))
    given = {"lead": lead, "others": [], "text": "到现场。"}
    with desk(WUXING):
        assert refused(lambda: convene(matter.key, step=step(WUXING), **given)) == "leader_convenes"
        assert (
            refused(lambda: convene(matter.key, step=by(WUXING, chief), **{**given, "lead": None}))
            == "member_needed"
        )
        assert (
            refused(lambda: convene(matter.key, step=by(WUXING, chief), **{**given, "text": " "}))
            == "text_needed"
        )
        convene(matter.key, step=by(WUXING, chief), **given)
        assert refused(lambda: convene(matter.key, step=by(WUXING, chief), **given)) == "commanded_already"
    with desk(LABOUR), pytest.raises(MatterNotFound):
        convene(matter.key, step=by(LABOUR, 9), **given)


def test_whom_the_matter_is_about_is_not_called_in_nor_who_also_works_there(chief: int) -> None:
    matter = received()
    double = appointed(MARKET, "双岗")
    appoint(double[0], LABOUR)
    lead = Called(unit(WUXING), GroupPart.LEAD, (chief, "陈刚"))
    with desk(WUXING):
        right = Right(subjects=[unit(LABOUR)])
        correct(matter.key, step=by(WUXING, chief), right=right, text="反映的是人社局。")
        for named in (Called(unit(LABOUR), GroupPart.SCENE), Called(unit(MARKET), GroupPart.LEGAL, double)):
            given = {"lead": lead, "others": [named], "text": "查。"}
            assert refused(lambda: convene(matter.key, step=by(WUXING, chief), **given)) == "member_denied"  # noqa: B023
        convene(matter.key, step=by(WUXING, chief), lead=lead, others=[], text="查。")
        for named in (Called(unit(LABOUR), GroupPart.SCENE), Called(unit(MARKET), GroupPart.LEGAL, double)):
            code = refused(lambda: enlist(matter.key, step=by(WUXING, chief), called=named))  # noqa: B023
            assert code == "member_denied"
    assert problems() == set()


def test_a_unit_that_turns_out_to_be_the_subject_leaves_at_once(chief: int) -> None:
    matter = convened(chief, LABOUR, MARKET)
    with desk(WUXING):
        correct(
            matter.key, step=by(WUXING, chief), right=Right(subjects=[unit(LABOUR)]), text="反映的是人社局。"
        )
    with desk(LABOUR), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(LABOUR)])
    assert {m.unit_id for m in group_of(matter).present} == {unit(WUXING), unit(MARKET)}
    assert problems() == set()
    assert list(verify_problems("default")) == []


def test_orders_are_given_reported_and_the_rest_is_dropped(chief: int) -> None:
    matter = convened(chief, LABOUR, MARKET)
    labour, market = (
        next(m for m in group_of(matter).present if m.unit_id == unit(code)) for code in (LABOUR, MARKET)
    )
    with desk(WUXING):
        for member, text in ((labour, "联系劳动者代表。"), (market, "核对登记。")):
            order(matter.key, step=by(WUXING, chief), member_id=member.id, text=text, due_at=SOON)
    first, second = sorted(group_of(matter).open_orders, key=lambda each: each.member_id != labour.id)
    with desk(MARKET):
        given = {"order_id": first.id, "is_done": True, "text": "已联系。"}
        assert refused(lambda: report_order(matter.key, step=step(MARKET), **given)) == "order_over"
    with desk(LABOUR):
        report_order(matter.key, step=step(LABOUR), **given)
        assert refused(lambda: report_order(matter.key, step=step(LABOUR), **given)) == "order_over"
        log(matter.key, step=step(LABOUR), text="代表已到现场。")
        assert (
            refused(lambda: order(matter.key, step=step(LABOUR), member_id=market.id, text="x", due_at=SOON))
            == "not_yours"
        )
    with desk(WUXING):
        assert (
            refused(lambda: release(matter.key, step=by(WUXING, chief), member_id=market.id)) == "order_open"
        )
        stand_down(matter.key, step=by(WUXING, chief), text="已平息。")
    found = group_of(matter)
    came_to = {each.id: (each.state, bool(each.result)) for each in found.orders}
    assert came_to == {first.id: ("DONE", True), second.id: ("DROPPED", False)}
    assert (found.present, found.outcome) == ((), "已平息。")


def test_an_alarmed_unit_that_is_called_in_sees_the_matter_and_reports(chief: int) -> None:
    matter = received("救命！我老公拿着菜刀在客厅砸东西，说要砍死我，正在踹门，快来人！我们在织里镇。")
    with desk(ZHILI_POLICE):
        assert matter_view(*matter.key, units=[unit(ZHILI_POLICE)]).basis == "ALARM"
    convened(chief, ZHILI_POLICE, matter=matter)
    police = group_of(matter).present[1]
    with desk(WUXING):
        order(matter.key, step=by(WUXING, chief), member_id=police.id, text="控制持刀人。", due_at=SOON)
    with desk(ZHILI_POLICE):
        assert matter_view(*matter.key, units=[unit(ZHILI_POLICE)]).basis == "GROUP"
        (first,) = group_of(matter, ZHILI_POLICE).orders
        report_order(matter.key, step=step(ZHILI_POLICE), order_id=first.id, is_done=True, text="已控制。")
    with desk(WUXING):
        stand_down(matter.key, step=by(WUXING, chief), text="已平息。")
    with desk(ZHILI_POLICE):
        assert matter_view(*matter.key, units=[unit(ZHILI_POLICE)]).basis == "ALARM"
    assert problems() == set()


def test_who_stands_down_ends_the_reach_of_those_who_were_called_in(chief: int) -> None:
    matter = convened(chief, LABOUR)
    with desk(LABOUR):
        assert refused(lambda: stand_down(matter.key, step=step(LABOUR), text="完了。")) == "not_yours"
    with desk(WUXING):
        stand_down(matter.key, step=by(WUXING, chief), text="完了。")
        assert refused(lambda: log(matter.key, step=by(WUXING, chief), text="再记。")) == "no_group"
    with desk(LABOUR), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(LABOUR)])
    assert problems() == set()
    assert list(verify_problems("default")) == []
    convened(chief, LABOUR, matter=matter)  # another may follow


def test_members_join_and_leave_and_nobody_joins_twice(chief: int) -> None:
    matter = convened(chief, LABOUR)
    justice = Called(unit(JUSTICE), GroupPart.LEGAL)
    with desk(WUXING):
        enlist(matter.key, step=by(WUXING, chief), called=justice)
        assert refused(lambda: enlist(matter.key, step=by(WUXING, chief), called=justice)) == "joined_already"
        assert refused(lambda: enlist(matter.key, step=by(WUXING, chief), called=None)) == "member_needed"
        lead, labour, _justice = group_of(matter).present
        assert refused(lambda: release(matter.key, step=by(WUXING, chief), member_id=lead.id)) == "lead_stays"
        release(matter.key, step=by(WUXING, chief), member_id=labour.id)
    with desk(LABOUR), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(LABOUR)])
    with desk(JUSTICE):
        assert matter_view(*matter.key, units=[unit(JUSTICE)]).basis == "GROUP"


def test_a_group_does_not_outlive_its_matter(chief: int) -> None:
    matter = convened(chief, LABOUR)
    with desk(ZHILI):
        sign(matter.key, step=step(ZHILI))
        answer(matter.key, step=step(ZHILI), text="已调解。")
    with entering("tracking", matter=matter.id):
        accept(matter.key, step=reporters_step())
    found = group_of(matter)
    assert (found.ended_at, found.present) == (MORNING, ())
    assert problems() == set()
    assert list(verify_problems("default")) == []


def spoilt(matter: Received, statement: str) -> set[str]:
    """What `heyi check` finds once the owner has written behind everybody's back."""
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, {"id": matter.id})
    return problems()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE matters_matter SET is_commanded = false WHERE id = %(id)s", "group.outlives_matter"),
        ("UPDATE dispatch_groupmember SET left_at = joined_at WHERE part = 'LEAD'", "group.no_lead"),
        (
            "DELETE FROM matters_reach WHERE matter_id = %(id)s AND basis = 'GROUP'",
            "group.member_sees_nothing",
        ),
        (
            "UPDATE matters_reach SET basis = 'DENIED' WHERE matter_id = %(id)s AND basis = 'GROUP'",
            "group.member_denied",
        ),
        ("UPDATE dispatch_commandgroup SET ended_at = convened_at", "group.left_open"),
    ],
)
def test_check_finds_what_is_wrong_with_a_group(chief: int, statement: str, code: str) -> None:
    matter = convened(chief, LABOUR)
    with entering("worker"):
        assert code in spoilt(matter, statement)
