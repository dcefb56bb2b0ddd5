"""A matter given to 110 or 12345 and back, over real sockets both ways: our deliveries, the stub, its answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from django.db import connection

from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.partner.stub.book import Offer
from heyi.adapters.partner.stub.server import MOODS
from heyi.adapters.police110.stub import TRADE as POLICE
from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.journal.access import timeline_of
from heyi.journal.codes import DeliveryState
from heyi.journeys.checking import check_problems
from heyi.journeys.redelivering import let_be, retry
from heyi.journeys.transferring import receivers
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering, public_status
from tests.factories.erasing import erase_reporter
from tests.factories.matters import ZHILI, Received, desk, hand, received, step
from tests.factories.partners import Stub, running, signing
from tests.factories.telling import carry, ledger, read_journal
from tests.factories.transfers import all_transfers, given, given_to, standing


@pytest.fixture(params=[POLICE, HOTLINE], ids=["110", "12345"])
def stub(request: pytest.FixtureRequest, served: str, django_db_blocker: Any) -> Iterator[Stub]:
    with django_db_blocker.unblock(), running(request.param, served) as found:
        yield found


@pytest.fixture
def police(served: str, django_db_blocker: Any) -> Iterator[Stub]:
    with django_db_blocker.unblock(), running(POLICE, served) as found:
        yield found


def press(stub: Stub, path: str, **form: str) -> None:
    """A button of the stub's page."""
    answer = httpx.post(stub.server.address + path, data=form, trust_env=False, timeout=20)
    assert answer.status_code == 303


def says(stub: Stub, number: UUID, verb: str, text: str = "") -> int:
    """The stub answers by a button; what we answered to that."""
    press(stub, "/answer", number=str(number), verb=verb, text=text)
    return offer(stub, number).said[-1].status


def offer(stub: Stub, number: UUID) -> Offer:
    return stub.book.offers[str(number)]


def sent(at: datetime | None = None) -> None:
    """The worker reads the journal and carries what is due."""
    at = at or now()
    read_journal(at)
    carry(at)


def of(matter: Received) -> list[Any]:
    return [row for row in ledger() if row.matter_id == matter.id]


def is_whole() -> None:
    read_journal(now())
    assert [p for p in check_problems(at=now()) if not p.code.startswith("delivery.")] == []
    assert list(verify_problems()) == []


def test_by_buttons_from_the_offer_to_the_end(stub: Stub) -> None:
    matter, number = given_to(stub, at=now())
    sent()
    assert standing(matter) == ("IN_HAND", "")
    assert offer(stub, number).document[stub.server.hand.trade.inbox.story] == "两人持械对峙"
    assert says(stub, number, "take_over") == 201
    assert standing(matter) == ("WITH_PARTNER", offer(stub, number).ref)
    assert says(stub, number, "reply", "正在处置。") == 201
    assert says(stub, number, "conclude", "已处置完毕。") == 201
    assert standing(matter)[0] == "CLOSED"
    with entering("tracking", matter=matter.id):
        assert [note.text for note in public_status(*matter.key).notes] == ["正在处置。", "已处置完毕。"]
    assert stub.book.faults == []
    is_whole()


@pytest.mark.parametrize(
    ("habit", "expected"), [("ACCEPTS", ("WITH_PARTNER", "ACCEPTED")), ("REFUSES", ("IN_HAND", "REFUSED"))]
)
def test_by_the_switch_it_answers_by_itself(stub: Stub, habit: str, expected: tuple[str, str]) -> None:
    press(stub, "/habit", habit=habit)
    matter, _number = given_to(stub, at=now())
    sent()
    assert (standing(matter)[0], all_transfers(matter)[0].state) == expected
    is_whole()


def test_what_comes_back_is_the_units_and_can_be_given_again(stub: Stub) -> None:
    matter, number = given_to(stub, at=now())
    sent()
    says(stub, number, "take_over")
    assert says(stub, number, "give_back", "属民事纠纷。") == 201
    assert standing(matter) == ("IN_HAND", "")
    _matter, again = given_to(stub, matter=matter, at=now())
    sent()
    assert says(stub, again, "take_over") == 201
    assert says(stub, number, "reply", "迟到的答复") == 409  # the first is over
    assert standing(matter)[0] == "WITH_PARTNER"
    is_whole()


def test_down_and_back_the_matter_is_ours_until_it_is_acknowledged(police: Stub) -> None:
    at = now()
    police.book.switch("DOWN")
    matter, number = given_to(police, at=at)
    sent(at)
    assert standing(matter) == ("IN_HAND", "")
    assert [row.state for row in of(matter)] == [DeliveryState.WAITING]
    assert police.book.offers == {}
    police.book.switch("WELL")
    for minute in range(1, 90):
        carry(at + timedelta(minutes=minute))
    assert [row.state for row in of(matter)] == [DeliveryState.DELIVERED]
    assert says(police, number, "take_over") == 201
    is_whole()


def test_a_lost_answer_gives_it_once(police: Stub) -> None:
    at = now()
    police.book.switch("LOST")
    press(police, "/habit", habit="ACCEPTS")
    matter, number = given_to(police, at=at)
    sent(at)
    assert (
        standing(matter)[0] == "WITH_PARTNER"
    )  # acknowledged, though our delivery does not know that it arrived
    police.book.switch("WELL")
    for minute in range(1, 90):
        carry(at + timedelta(minutes=minute))
    assert (offer(police, number).doubled, len(offer(police, number).said)) == (1, 1)
    assert [row.state for row in of(matter)] == [DeliveryState.DELIVERED]


def test_an_offer_and_its_recall_arrive_in_order(police: Stub) -> None:
    at = now()
    matter, number = given_to(police, at=at)
    sent(at)
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=at), text="对方停机，改派属地")
    sent(at)
    assert [row.what for row in of(matter)] == ["transfer.offer", "transfer.recall"]
    assert {row.state for row in of(matter)} == {DeliveryState.DELIVERED}
    assert offer(police, number).state == "RECALLED"
    assert standing(matter) == ("IN_HAND", "")


def test_what_was_recalled_before_it_left_never_leaves(police: Stub) -> None:
    """While it waits it may turn out that the matter is about the police: neither story nor contact reaches them."""
    at = now()
    police.book.switch("DOWN")
    reporter = {"name": "张三", "phone": "13800000007"}
    matter, _number = given_to(police, at=at, contact=True, reporter=reporter)
    sent(at)
    with desk(ZHILI):
        ops.recall(matter.key, step=step(ZHILI, at=at), text="反映的就是派出所")
    sent(at)
    police.book.switch("WELL")
    for minute in range(1, 90):
        carry(at + timedelta(minutes=minute))
    assert police.book.offers == {}
    assert [row.state for row in of(matter)] == [DeliveryState.DISMISSED, DeliveryState.DELIVERED]
    assert standing(matter) == ("IN_HAND", "")
    is_whole()


def test_a_partner_that_repeats_the_contact_in_its_refusal_is_not_quoted(police: Stub, monkeypatch) -> None:
    monkeypatch.setitem(MOODS, "REFUSING", (422, "lxdh 13800000006 不是报警人"))
    police.book.switch("REFUSING")
    reporter = {"name": "张三", "phone": "13800000006"}
    matter, _number = given_to(police, at=now(), contact=True, reporter=reporter)
    plain, _other = given_to(police, at=now())
    sent()
    assert [row.last_error for row in of(matter)] == ["对方答复 422"]
    assert "不是报警人" in of(plain)[0].last_error


def test_a_given_up_offer_is_sent_again_or_let_be_by_who_leads(police: Stub) -> None:
    police.book.switch("REFUSING")
    matters = [given_to(police, at=now()) for _each in range(2)]
    sent()
    police.book.switch("WELL")
    (first, number), (second, _number) = matters
    with desk(ZHILI):
        retry(first.key, of(first)[0].id, by=hand(ZHILI), at=now())
        let_be(second.key, of(second)[0].id, text="已电话说明", by=hand(ZHILI), at=now())
        ops.recall(second.key, step=step(ZHILI, at=now()), text="不再转交")
    sent()
    assert offer(police, number).state == "WAITING"
    assert [row.state for row in of(second)] == [
        DeliveryState.DISMISSED,
        DeliveryState.DELIVERED,
    ]  # it knew nothing, and takes note
    is_whole()


def test_the_contact_leaves_with_the_matter_and_stands_in_no_ledger(police: Stub) -> None:
    matter, number = given_to(
        police, at=now(), contact=True, reporter={"name": "张三", "phone": "13800000009"}
    )
    sent()
    document = offer(police, number).document
    assert (document["lxr"], document["lxdh"]) == ("张三", "13800000009")
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(body, '') FROM journal_delivery WHERE matter_id = %s", [matter.id])
        (bodies,) = cursor.fetchone()
        assert "13800000009" not in bodies
    with desk(ZHILI):
        verbs = [event.verb for event in timeline_of(*matter.key)]
    assert verbs.count("identity.opened") == 1


def test_without_leave_or_after_erasing_no_contact_leaves(police: Stub) -> None:
    reporter = {"name": "张三", "phone": "13800000008"}
    _kept, plain = given_to(police, at=now(), reporter=reporter)
    erased, number = given_to(police, at=now(), contact=True, reporter=reporter)
    erase_reporter(erased, at=now())
    sent()
    for each in (plain, number):
        assert (offer(police, each).document["lxr"], offer(police, each).document["lxdh"]) == ("", "")


def test_who_handed_it_in_is_told_who_has_it_and_how_it_ended(served: str, django_db_blocker: Any) -> None:
    """110 hands over what becomes a matter for 12345."""
    with django_db_blocker.unblock(), running(POLICE, served) as source, running(HOTLINE, served) as hotline:
        press(source, "/handover", fjqlb="03", gsqr="1", xzqh="330502100", bjnr="楼道灯不亮，两家为此争吵。")
        (ref, handed) = next(iter(source.book.sent.items()))
        matter = of_receipt(handed.receipt)
        with desk(ZHILI):
            ops.sign(matter.key, step=step(ZHILI, at=now()))
        _matter, number = given(hotline.partner, "HOTLINE12345", matter=matter, at=now())
        sent()
        says(hotline, number, "take_over")
        says(hotline, number, "conclude", "已派单修好。")
        sent()
        history = source.book.sent[ref].history
    assert [heard.state for heard in history] == ["办理中", "已转交其他部门办理", "已办结"]
    assert [heard.unit for heard in history][1:] == [hotline.partner.name, "吴兴区织里镇社会治理中心"]
    assert history[-1].text == "已派单修好。"
    assert source.book.faults == []


def test_given_back_to_110_it_is_not_told_what_it_does_itself(police: Stub) -> None:
    press(police, "/handover", fjqlb="03", gsqr="1", xzqh="330502100", bjnr="两家吵了起来。")
    handed = next(iter(police.book.sent.values()))
    matter = of_receipt(handed.receipt)
    _matter, number = given(police.partner, matter=matter, at=now())
    sent()
    says(police, number, "take_over")
    says(police, number, "conclude", "已处置。")
    sent()
    assert standing(matter)[0] == "CLOSED"
    assert police.book.sent[handed.ref].history == []


def of_receipt(receipt: dict[str, Any]) -> Received:
    from heyi.matters.access import find_tracked

    found = find_tracked(receipt["tracking_code"])
    assert found is not None
    return Received(receipt, *found)


@pytest.mark.django_db
def test_who_may_be_given_a_matter_has_a_kind_an_address_and_is_active() -> None:
    callback = "http://127.0.0.1:9/heyi"
    good = signing(PartnerKind.HOTLINE12345, callback=callback)
    signing(PartnerKind.POLICE110)
    signing(PartnerKind.PLAIN, callback=callback)
    found = receivers()
    assert (good.id, "HOTLINE12345") in [(each.id, each.kind) for each in found]
    assert {each.kind for each in found} <= {"POLICE110", "HOTLINE12345"}
    assert received().number
