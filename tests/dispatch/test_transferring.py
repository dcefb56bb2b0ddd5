"""A matter given to 110 or 12345: who may, who has it, what the clocks do, and how it comes back."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Errand, Hand, Step
from heyi.journal.access import deliveries_of, timeline_of
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.checking import check_problems
from heyi.journeys.transferring import queue_transfers
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_matter_of_transfer, matter_view, public_status, transfers_of
from heyi.matters.operations import MatterNotFound
from heyi.matters.transfers import Receiver
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    ZHILI_POLICE,
    desk,
    hand,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
LATER = MORNING + timedelta(hours=1)
POLICE = Receiver(7, "POLICE110", "110 指挥中心")
HOTLINE = Receiver(8, "HOTLINE12345", "12345 热线")
TO_110 = Errand(POLICE, "EMERGENCY", "两人持械对峙", "请立即出警")
TO_12345 = Errand(HOTLINE, "SERVICE_REQUEST", "路灯不亮", "请派单修理")


def signed(text="邻居把衣服晾在楼道里，我们两家起了纠纷。", **given):
    matter = received(text, **given)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.contact(matter.key, step=step(ZHILI), text="已电话联系")
    return matter


def offered(errand=TO_110, *, by=ZHILI, matter=None):
    """A matter in hand that was offered, and the transfer's number."""
    matter = matter or signed()
    with desk(by):
        ops.transfer(matter.key, step=step(by, at=LATER), errand=errand)
        return matter, next(each.id for each in transfers_of(*matter.key) if each.is_open)


def answer(verb, matter, transfer_id, *, at=LATER, **given):
    actor = Actor(ActorKind.PARTNER, 7, "110 指挥中心")
    with entering("tracking", matter=matter.id):
        return getattr(ops, verb)(
            matter.key, step=Step(by=Hand(actor, frozenset()), at=at), transfer_id=transfer_id, **given
        )


def view(matter, by=ZHILI):
    with desk(by):
        return matter_view(*matter.key, units=[unit(by)])


def refusal(work):
    with pytest.raises(NotAllowed) as refused:
        work()
    return refused.value.refusal.code


def told(matter):
    with entering("tracking", matter=matter.id):
        return public_status(*matter.key)


def is_whole():
    assert [p for p in check_problems("default", at=now()) if p.code != "consumer.lags"] == []
    assert list(verify_problems("default")) == []


def test_until_the_partner_has_answered_the_unit_is_answerable_and_its_clocks_run():
    before = view(signed())
    matter, transfer_id = offered()
    after = view(matter)
    assert (after.state, after.lead_unit, after.partner) == ("IN_HAND", before.lead_unit, "110 指挥中心")
    assert after.sentence.due_at is not None
    assert (after.sentence.is_offered, told(matter).sentence.is_offered) == (True, True)
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
        event = timeline_of(*matter.key)[-1]
    assert (transfer.state, transfer.told, transfer.asked, transfer.is_open) == (
        "OFFERED", "两人持械对峙", "请立即出警", True,
    )  # fmt: skip
    assert event.verb == "transfer.offered"
    assert event.facts["transfer"] == str(transfer_id)
    assert "两人持械" not in str(event.facts)
    is_whole()


def test_with_its_number_the_partner_has_it_and_the_units_clocks_stand_still():
    matter, transfer_id = offered()
    held = answer("take_over", matter, transfer_id, ref="J330500001")
    assert (held.state, held.next_due_at) == ("WITH_PARTNER", None)
    status = told(matter)
    assert (status.partner, status.partner_ref) == ("110 指挥中心", "J330500001")
    with desk(ZHILI):
        clocks = tasks_view(*matter.key, units=frozenset({unit(ZHILI)}))[0].clocks
    assert {clock.name: clock.state for clock in clocks}["HANDLE"] == "PAUSED"
    is_whole()


def test_a_matter_not_signed_for_can_be_handed_on_at_once():
    matter = received()
    offered(matter=matter)
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
    assert view(matter).state == "TO_SIGN"
    answer("take_over", matter, transfer.id, ref="J1")
    answer("give_back", matter, transfer.id, text="不属警情")
    assert view(matter).state == "IN_HAND"
    is_whole()


def test_the_partner_answers_and_closes_and_the_reporter_reads_it():
    matter, transfer_id = offered()
    answer("take_over", matter, transfer_id, ref="J1")
    answer("reply", matter, transfer_id, text="民警已到场")
    held = answer("conclude", matter, transfer_id, text="双方已分开", at=LATER + timedelta(hours=1))
    assert (held.state, held.closing) == ("CLOSED", "BY_PARTNER")
    status = told(matter)
    assert [(note.what, note.text) for note in status.notes] == [
        ("reply", "民警已到场"),
        ("reply", "双方已分开"),
    ]
    assert status.sentence.partner_ref == "J1"
    is_whole()


def test_nothing_is_closed_before_the_reporter_was_told_a_result():
    matter, transfer_id = offered()
    answer("take_over", matter, transfer_id, ref="J1")
    assert refusal(lambda: answer("conclude", matter, transfer_id)) == "result_needed"
    answer("reply", matter, transfer_id, text="已处置")
    assert answer("conclude", matter, transfer_id).state == "CLOSED"
    is_whole()


def test_a_contest_brings_it_back_to_the_unit_that_can_give_it_again():
    matter, transfer_id = offered()
    answer("take_over", matter, transfer_id, ref="J1")
    answer("conclude", matter, transfer_id, text="已处置")
    with entering("tracking", matter=matter.id):
        ops.contest(matter.key, step=reporters_step(at=LATER), text="没有解决")
    assert (view(matter).state, view(matter).partner) == ("IN_HAND", "")
    offered(TO_12345, matter=matter)
    is_whole()


def test_what_is_refused_is_the_units_as_before_and_no_clock_has_stood_still():
    matter = signed()
    due = view(matter).sentence.answer_due_at
    offered(matter=matter)
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
    answer("turn_down", matter, transfer.id, text="不属警情，请转属地", at=LATER + timedelta(hours=3))
    after = view(matter)
    assert (after.state, after.partner, after.sentence.answer_due_at) == ("IN_HAND", "", due)
    assert "没有停过" in after.sentence.why
    assert [note.what for note in after.notes][-1] == "turn_down"
    assert told(matter).notes == ()
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=LATER), text="已调解")
    is_whole()


def test_what_comes_back_goes_on_where_the_clock_stood():
    matter = signed()
    due = view(matter).sentence.answer_due_at
    _matter, transfer_id = offered(matter=matter)
    answer("take_over", matter, transfer_id, ref="J1")
    answer("reply", matter, transfer_id, text="去看过了")
    answer("give_back", matter, transfer_id, text="属民事纠纷", at=LATER + timedelta(days=2))
    after = view(matter)
    assert (after.state, after.partner) == ("IN_HAND", "")
    assert after.sentence.answer_due_at == due + timedelta(days=1)  # the one whole day that it was away
    assert told(matter).answered_at is None
    assert "接着走" in after.sentence.why
    is_whole()


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("by", [ZHILI, CITY])
def test_the_unit_takes_it_back_before_and_after_the_acknowledgement(taken, by):
    matter, transfer_id = offered()
    if taken:
        answer("take_over", matter, transfer_id, ref="J1")
    with desk(by):
        held = ops.recall(matter.key, step=step(by, at=LATER), text="对方电话说明不属其职责")
    assert (held.state, held.partner, held.partner_ref) == ("IN_HAND", "", "")
    late = {"ref": "J2"} if not taken else {"text": "已处置"}
    verb = "reply" if taken else "take_over"
    assert refusal(lambda: answer(verb, matter, transfer_id, **late)) in {"transfer_over", "step_not_open"}
    is_whole()


def test_an_answer_to_an_older_transfer_is_none_to_the_open_one():
    matter, first = offered()
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=LATER), text="写错了")
    _matter, second = offered(matter=matter)
    assert refusal(lambda: answer("take_over", matter, first, ref="J1")) == "transfer_over"
    assert answer("take_over", matter, second, ref="J1").state == "WITH_PARTNER"


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("answer", {"text": "已解决"}),
        ("hold", {"reason": "WAITS_FOR_COURT", "text": "等判决"}),
        ("refer", {"to_unit": "330502101-CENTRE", "text": "转"}),
        ("transfer", {"errand": TO_12345}),
    ],
)
def test_while_it_is_offered_nobody_makes_a_second_owner(verb, given):
    matter, _transfer = offered()
    if "to_unit" in given:
        given = {**given, "to_unit": unit(given["to_unit"])}
    with desk(ZHILI):
        assert (
            refusal(lambda: getattr(ops, verb)(matter.key, step=step(ZHILI, at=LATER), **given))
            == "transfer_open"
        )


@pytest.mark.parametrize("taken", [False, True])
def test_a_link_does_not_take_back_what_was_given_to_a_partner(taken):
    matter, transfer_id = offered()
    if taken:
        answer("take_over", matter, transfer_id, ref="J1")
    with entering("tracking", matter=matter.id):
        code = refusal(lambda: ops.withdraw(matter.key, step=reporters_step(at=LATER)))
        assert code == ("step_not_open" if taken else "transfer_open")
        ops.supplement(matter.key, step=reporters_step(at=LATER), text="他又来了")


@pytest.mark.parametrize(
    ("errand", "code"),
    [
        (Errand(None, "EMERGENCY", "事", "请办"), "receiver_needed"),
        (Errand(POLICE, "SERVICE_REQUEST", "事", "请办"), "reason_unfit"),
        (Errand(POLICE, "EMERGENCY", "事", " "), "text_needed"),
    ],
)
def test_what_an_errand_misses_is_said_and_nothing_is_written(errand, code):
    matter = signed()
    seq = view(matter).seq
    with desk(ZHILI):
        assert refusal(lambda: ops.transfer(matter.key, step=step(ZHILI, at=LATER), errand=errand)) == code
    assert view(matter).seq == seq


@pytest.mark.parametrize("by", [BALIDIAN, ZHILI_POLICE])
def test_who_does_not_reach_it_gives_it_to_nobody(by):
    matter = signed()
    with pytest.raises(MatterNotFound):
        offered(by=by, matter=matter)


def test_the_alarmed_police_gives_it_to_nobody_and_sees_no_transfer():
    matter = received("织里镇吴兴大道，两户邻居起纠纷，对方正拿着刀要砍人，快来救命！")
    with desk(ZHILI_POLICE):
        code = refusal(lambda: ops.transfer(matter.key, step=step(ZHILI_POLICE, at=LATER), errand=TO_110))
    assert code == "no_task"


def test_a_superior_gives_it_on_without_the_reporters_contact():
    matter = signed(reporter={"name": "张三", "phone": "13800000000"})
    with desk(WUXING):
        code = refusal(
            lambda: ops.transfer(
                matter.key,
                step=step(WUXING, at=LATER),
                errand=Errand(POLICE, "EMERGENCY", "事", "请办", with_contact=True),
            )
        )
    assert code == "contact_by_unit"


def test_giving_the_contact_is_an_opening_that_the_reporter_sees():
    matter = signed(reporter={"name": "张三", "phone": "13800000000"})
    offered(Errand(POLICE, "EMERGENCY", "事", "请办", with_contact=True), matter=matter)
    with desk(ZHILI):
        opened = [event for event in timeline_of(*matter.key) if event.verb == "identity.opened"]
    assert [event.facts["purpose"] for event in opened] == ["TRANSFER"]


@pytest.mark.parametrize(
    ("subject", "errand"), [(WUXING_POLICE, TO_110), (WUXING_POLICE, TO_12345), (BALIDIAN, TO_12345)]
)
def test_whom_a_matter_is_about_does_not_learn_of_it_by_a_detour(subject, errand):
    matter = signed()
    with desk(CITY):
        ops.correct(
            matter.key, step=step(CITY, at=LATER), right=ops.Right(subjects=[unit(subject)]), text="来电说明"
        )
    with desk(ZHILI):
        code = refusal(lambda: ops.transfer(matter.key, step=step(ZHILI, at=LATER), errand=errand))
    assert code == "receiver_is_kin"
    with desk(subject), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_transfer")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("taken", [False, True])
def test_who_has_it_outside_cannot_become_whom_it_is_about(taken):
    matter, transfer_id = offered()
    if taken:
        answer("take_over", matter, transfer_id, ref="J1")
    right = ops.Right(subjects=[unit(WUXING_POLICE)])

    def correct(by=CITY):
        with desk(by):
            return ops.correct(matter.key, step=step(by, at=LATER), right=right, text="来电说明")

    assert refusal(correct) == "partner_is_kin"
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=LATER), text="须回避")
    correct()
    with desk(WUXING_POLICE), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_transfer")
        assert cursor.fetchone() == (0,)
    is_whole()


def test_a_subject_that_is_no_kin_of_110_is_shut_out_of_the_transfer_and_its_delivery_too():
    matter, _transfer = offered()
    with entering("worker"):
        assert queue_transfers(timeline_of(*matter.key), at=LATER) == 1
    with desk(CITY):
        ops.correct(
            matter.key, step=step(CITY, at=LATER), right=ops.Right(subjects=[unit(BALIDIAN)]), text="说明"
        )
    for sees, by in ((True, ZHILI), (False, BALIDIAN)):
        with desk(by):
            assert bool(transfers_of(*matter.key)) is bool(deliveries_of(*matter.key)) is sees


def test_a_transfer_leads_its_own_partner_to_the_matter_and_nobody_else():
    matter, transfer_id = offered()
    for source, found in (("partner:7", matter.key), ("partner:8", None), ("import:web", None)):
        with entering("receive", source=source):
            assert find_matter_of_transfer(transfer_id) == found
            assert find_matter_of_transfer(UUID(int=5)) is None
            assert transfers_of(*matter.key) == ()
    with entering("desk", units=[unit(BALIDIAN)]):
        assert find_matter_of_transfer(transfer_id) is None


def test_a_unit_cannot_answer_in_a_partners_place():
    matter, transfer_id = offered()
    with desk(ZHILI):
        code = refusal(
            lambda: ops.take_over(
                matter.key, step=Step(by=hand(ZHILI), at=LATER), transfer_id=transfer_id, ref="J1"
            )
        )
    assert code == "not_yours"
