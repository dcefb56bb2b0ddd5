"""Head and parts hear of each other by the journal: once, and whatever came between."""

from datetime import timedelta

import pytest
from django.db import connection

from heyi.accounts.operations import load_demo_people
from heyi.dispatch import operations as ops
from heyi.dispatch.access import parts_of
from heyi.dispatch.operations import Right
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, matter_view
from heyi.matters.operations import MatterNotFound
from heyi.matters.queries import subjects_of
from tests.factories.matters import (
    BALIDIAN,
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

pytestmark = pytest.mark.usefixtures("own_database")
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


def verbs(key):
    with entering("worker"):
        return [event.verb for event in timeline_of(*key)]


def came(matter):
    with entering("worker"):
        return [event.facts["came"] for event in timeline_of(*matter.key) if event.verb == "part.moved"]


def reacted(at=LATER):
    return react(now=lambda: at)


def whole():
    assert list(verify_problems()) == []
    behind = {"notice.missing", "consumer.lags"}
    assert [each for each in check_problems(at=MORNING) if each.code not in behind] == []


def answered(part, *, by=BALIDIAN):
    with desk(by):
        ops.sign(part.key, step=step(by))
        return ops.answer(part.key, step=step(by), text="工资已补发。")


def basis(key, code):
    with desk(code):
        return matter_view(*key, units=[unit(code)]).basis


def test_a_part_is_signed_answered_told_returned_once_accepted_and_closed():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    assert verbs(head.key)[-1] == "matter.split"
    assert verbs(part.key) == ["matter.received", "task.given"]
    answered(part)
    whole()
    reacted()
    with desk(ZHILI):
        ops.return_part(part.key, step=step(ZHILI), text="请附工资表")
    with desk(BALIDIAN):
        ops.answer(part.key, step=step(BALIDIAN), text="附上工资表。")
    with desk(ZHILI):
        assert refusal(ops.return_part, part.key, step=step(ZHILI), text="再退") == "returned_before"
        held = ops.accept_part(part.key, step=step(ZHILI, at=LATER))
    assert (held.state, held.closing) == ("CLOSED", "BY_HEAD")
    reacted()
    assert came(head) == ["ANSWERED", "RETURNED", "ANSWERED", "ACCEPTED"]
    assert [(link.state, link.closing) for link in links(head)] == [("CLOSED", "BY_HEAD")]
    reacted()
    assert len(came(head)) == 4
    whole()


def test_a_part_over_which_its_head_was_closed_goes_on_and_hears_of_it():
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    with desk(ZHILI):
        ops.sign(head.key, step=step(ZHILI))
        ops.answer(head.key, step=step(ZHILI), text="先答复工资的事。")
        ops.close(head.key, step=step(ZHILI), over_parts="另行处理")
    reacted()
    assert verbs(part.key)[-2:] == ["part.followed", "part.left_open"]
    assert links(head)[0].head_is_closed
    answered(part)
    reacted()
    with entering("tracking", matter=head.id):
        ops.contest(head.key, step=reporters_step(at=LATER), text="食堂还在")
    reacted()
    assert not links(head)[0].head_is_closed
    whole()


def test_a_withdrawal_ends_the_parts():
    head = received(SITE)
    part, done = splits(head, to=BALIDIAN), splits(head, to=BALIDIAN)
    answered(done)
    with desk(ZHILI):
        ops.accept_part(done.key, step=step(ZHILI))
    with desk(BALIDIAN):
        ops.sign(part.key, step=step(BALIDIAN))
        ops.hold(part.key, step=step(BALIDIAN), reason="WAITS_FOR_EXPERT", text="等鉴定")
        ops.resume(part.key, step=step(BALIDIAN))
        ops.ask_assist(part.key, step=step(BALIDIAN), to_unit=unit(ZHILI_POLICE), text="请核实")
    with entering("tracking", matter=head.id):
        ops.withdraw(head.key, step=reporters_step())
    reacted()
    assert {link.number: link.closing for link in links(head)} == {
        part.number: "NOT_NEEDED",
        done.number: "BY_HEAD",
    }
    whole()


def test_the_parts_follow_when_another_unit_leads_the_head():
    head = received(SITE)
    part = splits(head, to=NANXUN)
    with desk(WUXING):
        ops.refer(head.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="由八里店办")
    reacted()
    assert links(head)[0].head_unit_id == unit(BALIDIAN)
    assert basis(part.key, BALIDIAN) == "HEAD"
    with pytest.raises(MatterNotFound):
        basis(part.key, ZHILI)
    answered(part, by=NANXUN)
    with desk(BALIDIAN):
        ops.accept_part(part.key, step=step(BALIDIAN))
    whole()


def test_a_correction_of_the_head_reaches_its_parts_and_a_lifting_too():
    head = received(SITE)
    part = splits(head, to=NANXUN)
    with desk(NANXUN):
        ops.ask_assist(part.key, step=step(NANXUN), to_unit=unit(ZHILI_POLICE), text="请核实")
    with desk(WUXING):
        refused = refusal(
            ops.correct, head.key, step=step(WUXING), right=Right(subjects=[unit(NANXUN)]), text="反映南浔"
        )
        assert refused == "subject_has_part"
        right = Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(head.key, step=step(WUXING), right=right, text="反映派出所")
    reacted()
    with pytest.raises(MatterNotFound):
        basis(part.key, ZHILI_POLICE)
    whole()
    with desk(WUXING):
        ops.correct(head.key, step=step(WUXING), right=Right(subjects=()), text="看错了")
    reacted()
    with entering("worker"):
        assert subjects_of(*part.key) == frozenset()
    whole()


def test_who_waits_for_it_is_told():
    with entering("admin"):
        load_demo_people(MORNING)
    head = received(SITE)
    part = splits(head, to=BALIDIAN)
    answered(part)
    reacted()
    with connection.cursor() as cursor, entering("worker"):
        cursor.execute("SELECT kind, count(*) FROM notices_notice GROUP BY 1")
        kinds = dict(cursor.fetchall())
    assert kinds.get("PART_MOVED")
