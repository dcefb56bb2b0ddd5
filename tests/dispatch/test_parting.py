"""分项: a part is a matter of its own, opened with its head's step, decided on by the head's lead."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import parts_of, tasks_view
from heyi.dispatch.operations import Right
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, counts, entering, matter_view, public_status, work_list
from heyi.matters.codes import REASONS_FOR
from heyi.matters.operations import MatterNotFound
from heyi.matters.parts import MOST_PARTS
from heyi.matters.queries import subjects_of
from heyi.matters.transfers import Receiver
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    reporters_step,
    step,
    unit,
)
from tests.factories.parts import splits

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
LATER = MORNING + timedelta(hours=3)
SITE = "工地拖欠工资，食堂也没有证。"
NANXUN = "330503-CENTRE"


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def links(matter):
    with entering("worker"):
        return parts_of(*matter.key)


def whole():
    assert list(verify_problems()) == []
    behind = {"notice.missing", "consumer.lags"}
    assert [each for each in check_problems(at=MORNING) if each.code not in behind] == []


def about_the_police():
    """A head that turned out to be about the town's police."""
    head = received(SITE)
    with desk(WUXING):
        right = Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(head.key, step=step(WUXING), right=right, text="反映派出所")
    return head


def answered(part, *, by=BALIDIAN):
    with desk(by):
        ops.sign(part.key, step=step(by))
        return ops.answer(part.key, step=step(by), text="工资已补发。")


def basis(key, code):
    with desk(code):
        return matter_view(*key, units=[unit(code)]).basis


def _events(matter):
    with entering("worker"):
        return timeline_of(*matter.key)


def test_the_part_has_its_own_number_clocks_and_reach_and_nothing_of_the_reporter():
    head = received(SITE, reporter={"name": "王小明", "phone": "13800001234"})
    part = splits(head, to=BALIDIAN)
    with desk(BALIDIAN):
        view = matter_view(*part.key, units=[unit(BALIDIAN)])
        (task,) = tasks_view(*part.key, units=frozenset([unit(BALIDIAN)]))
        assert refusal(ops.contact, part.key, step=step(BALIDIAN), text="打过电话") == "step_not_open"
        ops.sign(part.key, step=step(BALIDIAN))
        assert refusal(ops.contact, part.key, step=step(BALIDIAN), text="打过电话") == "reporter_of_head"
        with pytest.raises(MatterNotFound):
            matter_view(*head.key, units=[unit(BALIDIAN)])
    assert (view.number, view.parties, view.tracking_code, view.narrative) == (
        part.number,
        (),
        "",
        "工地欠一名工人两个月工资。",
    )
    assert {clock.name for clock in task.clocks} == {"SIGN", "HANDLE"}
    assert basis(part.key, ZHILI) == "HEAD"
    assert basis(part.key, WUXING) == "SUPERIOR"
    whole()


def test_the_rule_book_names_the_unit_where_the_hand_does_not():
    head = received(SITE)
    part = splits(head, region_code="330503002")
    with entering("worker"):
        (task,) = tasks_view(*part.key, units=frozenset())
    assert part.key[0] == "330503"
    assert task.route.rule not in ("", "split")
    assert task.route.runner_up
    whole()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"title": " "}, "part_unclear"),
        ({"text": ""}, "part_unclear"),
        ({"kind": "NO.SUCH"}, "part_unclear"),
        ({"region_code": "999999"}, "region_unknown"),
        ({"to": ZHILI_POLICE}, "unit_is_subject"),
    ],
)
def test_what_cannot_be_a_part(given, code):
    head = about_the_police()
    assert refusal(splits, head, **given) == code
    assert links(head) == ()


def test_whom_the_head_is_about_the_part_is_about():
    head = about_the_police()
    part = splits(head, to=BALIDIAN)
    with entering("worker"):
        assert unit(ZHILI_POLICE) in subjects_of(*part.key)
    with desk(CITY):
        assert (
            refusal(ops.correct, part.key, step=step(CITY), right=Right(subjects=()), text="不是")
            == "lifted_with_head"
        )
    whole()


def test_one_layer_and_an_end():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    assert refusal(splits, part, by=BALIDIAN) == "is_part"
    for _each in range(MOST_PARTS - 1):
        splits(head, to=BALIDIAN)
    assert refusal(splits, head, to=BALIDIAN) == "parts_full"


def test_who_does_not_lead_splits_nothing_and_decides_nothing():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    answered(part)
    with pytest.raises(MatterNotFound):
        splits(head, by=BALIDIAN)
    for verb in ("accept_part", "return_part", "end_part"):
        given = {} if verb == "accept_part" else {"text": "x"}
        for code in (BALIDIAN, WUXING):
            with desk(code):
                assert refusal(getattr(ops, verb), part.key, step=step(code), **given) == "not_yours"
        with desk(ZHILI):
            assert refusal(getattr(ops, verb), head.key, step=step(ZHILI), **given) in (
                "not_yours",
                "step_not_open",
            )
    superior = splits(head, by=WUXING, to=NANXUN)
    assert basis(superior.key, ZHILI) == "HEAD"


def test_a_part_stays_in_the_house_and_a_transferred_matter_is_not_split():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    errand = ops.Errand(Receiver(8, "HOTLINE12345", "12345 热线"), "OTHER_DUTY", "情况", "请办")
    with desk(BALIDIAN):
        assert refusal(ops.transfer, part.key, step=step(BALIDIAN), errand=errand) == "part_stays"
    errand = ops.Errand(errand.to, REASONS_FOR["HOTLINE12345"][0], "情况", "请办")
    with desk(ZHILI):
        ops.transfer(head.key, step=step(ZHILI), errand=errand)
    assert refusal(splits, head) == "transfer_open"


def test_nobody_closes_over_an_open_part_without_a_reason_that_is_kept():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    with desk(ZHILI):
        ops.sign(head.key, step=step(ZHILI))
        ops.answer(head.key, step=step(ZHILI), text="先答复工资的事。")
        assert refusal(ops.close, head.key, step=step(ZHILI)) == "part_open"
        assert refusal(ops.close, head.key, step=step(ZHILI), over_assists="x") == "part_open"
    with entering("tracking", matter=head.id):
        assert refusal(ops.accept, head.key, step=reporters_step()) == "part_open"
    with desk(ZHILI):
        held = ops.close(head.key, step=step(ZHILI), over_parts="食堂的事另行处理")
        notes = [note.text for note in matter_view(*head.key, units=[unit(ZHILI)]).notes]
    assert held.state == "CLOSED"
    assert "食堂的事另行处理" in notes
    assert links(head)[0].state == "TO_SIGN"
    assert part.number in str([e.facts for e in _events(head)][-1]["parts"])
    whole()


def test_an_alarm_of_a_part_keeps_the_head_from_being_withdrawn_and_the_part_from_ending():
    head = received(SITE)
    part = splits(head, to=BALIDIAN, text="织里镇吴兴大道有人拿着刀要砍人，快来救命！")
    assert links(head)[0].has_alarm
    with desk(ZHILI):
        assert refusal(ops.end_part, part.key, step=step(ZHILI), text="不需要") == "alarm_open"
    with entering("tracking", matter=head.id):
        assert refusal(ops.withdraw, head.key, step=reporters_step()) == "alarm_live"
    with desk(ZHILI_POLICE):
        ops.sign(part.key, step=step(ZHILI_POLICE))
        ops.finish(part.key, step=step(ZHILI_POLICE), text="已处置")
    assert not links(head)[0].has_alarm
    with desk(ZHILI):
        assert ops.end_part(part.key, step=step(ZHILI), text="不需要").closing == "NOT_NEEDED"
    whole()


def test_the_link_is_seen_by_the_head_s_code_and_not_by_whom_the_part_is_about():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    with entering("tracking", matter=head.id):
        assert [each.number for each in parts_of(*head.key)] == [part.number]
        assert public_status(*head.key).has_parts
        with pytest.raises(Exception, match="does not exist"):
            public_status(*part.key)
    with desk(ZHILI):
        ops.ask_assist(head.key, step=step(ZHILI), to_unit=unit(ZHILI_POLICE), text="请核实")
    with desk(ZHILI_POLICE):
        assert [(each.number, each.is_seen) for each in parts_of(*head.key)] == [(part.number, False)]
    with desk(CITY):
        right = Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(part.key, step=step(CITY), right=right, text="反映派出所")
    with desk(ZHILI_POLICE):
        assert parts_of(*head.key) == ()
    whole()


def test_a_part_counts_once_in_the_unit_that_has_it():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    for code, numbers in ((ZHILI, [head.number]), (BALIDIAN, [part.number])):
        with desk(code):
            assert [row.number for row in work_list(unit(code), wanted=WorkFilter()).rows] == numbers
            assert counts(unit(code), at=MORNING).to_do == len(numbers)


def test_a_part_is_objected_to_and_referred_as_any_matter():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    with desk(BALIDIAN):
        ops.make_objection(
            part.key, step=step(BALIDIAN), ground="OTHER_REGION", text="不在我镇", to_unit=unit(NANXUN)
        )
    with desk(WUXING):
        assert (
            refusal(ops.refer, part.key, step=step(WUXING), to_unit=unit(NANXUN), text="转办")
            == "objection_open"
        )
    with desk(BALIDIAN):
        ops.drop_objection(part.key, step=step(BALIDIAN))
    with desk(WUXING):
        ops.refer(part.key, step=step(WUXING), to_unit=unit(NANXUN), text="转办")
    assert links(head)[0].lead_unit_id == unit(NANXUN)
    whole()
