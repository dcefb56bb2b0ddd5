"""The delivery ledger at the desk: each sees that of the matters within reach, in words, at a fixed price."""

from uuid import UUID, uuid4

import pytest
from django.db import connection

from heyi.intake.codes import PartnerKind
from heyi.journal.access import deliveries, deliveries_of, delivery_counts, timeline_of
from heyi.journal.operations import NewDelivery, queue_deliveries
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    Received,
    desk,
    received,
    unit,
)
from tests.factories.partners import Signing, signing

pytestmark = pytest.mark.django_db
LEDGER = "/desk/deliveries/"


@pytest.fixture
def police(db: None) -> Signing:
    return signing(PartnerKind.POLICE110, callback="http://127.0.0.1:9/heyi")


def queued(
    matter: Received, partner: Signing, *, seq: int = 3, what: str = "task.signed", state: str = ""
) -> UUID:
    """A delivery of the matter, given up where asked."""
    destination = f"police110:{partner.id}"
    with entering("worker"):
        queue_deliveries(
            [NewDelivery(matter.county, matter.id, seq, destination, what, "{}", in_order=True)], at=MORNING
        )
        row = next(row for row in deliveries_of(matter.county, matter.id) if row.seq == seq)
        if state == "GAVE_UP":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE journal_delivery SET gave_up_at = %s, last_error = %s, attempts = 1 WHERE id = %s",
                    [MORNING, "对方答复 422：没有这个编号", row.id],
                )
    return row.id


def test_one_row_and_three_cost_the_same(sign_in: SignIn, police: Signing) -> None:
    clerk = sign_in("zhili.clerk")
    queued(received(), police)
    one = questions(clerk, LEDGER)
    queued(received("另一起纠纷。"), police)
    queued(received("第三起纠纷。"), police)
    assert questions(clerk, LEDGER) == one
    assert one <= 10


def test_a_matters_page_costs_the_same_for_one_delivery_and_three(sign_in: SignIn, police: Signing) -> None:
    clerk, matter = sign_in("zhili.clerk"), received()
    queued(matter, police)
    page = f"/desk/matters/{matter.number}/"
    one = questions(clerk, page)
    queued(matter, police, seq=4)
    queued(matter, police, seq=5)
    assert questions(clerk, page) == one


@pytest.mark.parametrize(
    ("person", "sees"),
    [("zhili.clerk", True), ("wuxing.dispatcher", True), ("city.leader", True), ("balidian.clerk", False)],
)
def test_each_sees_that_of_their_own_matters(
    sign_in: SignIn, police: Signing, person: str, *, sees: bool
) -> None:
    matter = received()
    queued(matter, police)
    page = sign_in(person).get(LEDGER).content.decode()
    assert (matter.number in page) is sees
    assert (police.name in page) is sees


def test_the_wall_itself_shows_no_strangers_delivery(police: Signing) -> None:
    matter = received()
    given_up = queued(matter, police, state="GAVE_UP")
    for code, count in ((ZHILI, 1), (WUXING, 1), (BALIDIAN, 0)):
        with desk(code):
            assert len(deliveries(limit=1000).rows) == count
            assert sum(row.number for row in delivery_counts(since=MORNING)) == count
    with desk(BALIDIAN), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_delivery SET attempts = 9 WHERE id = %s", [given_up])
        assert cursor.rowcount == 0


def test_a_denied_unit_sees_no_delivery_of_what_is_about_it(sign_in: SignIn, police: Signing) -> None:
    matter = received("织里派出所民警处理我们的纠纷时态度恶劣，收了对方的钱，我要投诉织里派出所。")
    queued(matter, police)
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT basis FROM matters_reach WHERE matter_id = %s AND unit_id = %s",
            [matter.id, unit(ZHILI_POLICE)],
        )
        assert cursor.fetchall() == [("DENIED",)]
    assert matter.number not in sign_in("zhili.police").get(LEDGER).content.decode()


def test_words_and_no_codes(sign_in: SignIn, police: Signing) -> None:
    matter = received()
    queued(matter, police, state="GAVE_UP")
    queued(matter, police, seq=4, what="task.answered")
    page = sign_in("zhili.clerk").get(LEDGER).content.decode()
    for words in ("已停止重试", "签收", "答复", "没有这个编号", "等前一条送达后再送", police.name):
        assert words in page
    for code in ("task.signed", "police110:" + str(police.id) + "<"):
        assert code not in page


@pytest.mark.parametrize("query", ["?state=GAVE_UP", "?to=police110:{id}", "?state=NONSENSE&to=x&before=y"])
def test_filters_narrow_and_nonsense_narrows_nothing(sign_in: SignIn, police: Signing, query: str) -> None:
    given_up, waiting = received(), received("另一起纠纷。")
    queued(given_up, police, state="GAVE_UP")
    queued(waiting, police)
    page = sign_in("zhili.clerk").get(LEDGER + query.format(id=police.id)).content.decode()
    assert given_up.number in page
    assert (waiting.number in page) is ("GAVE_UP" not in query)


def test_tried_again_from_the_matters_page(sign_in: SignIn, police: Signing) -> None:
    matter = received()
    given_up = queued(matter, police, state="GAVE_UP")
    clerk = sign_in("zhili.clerk")
    assert "重新发送" in clerk.get(f"/desk/matters/{matter.number}/").content.decode()
    answer = clerk.post(f"/desk/matters/{matter.number}/deliveries/{given_up}/retry", follow=True)
    assert "已排队重新发送" in answer.content.decode()
    again = clerk.post(f"/desk/matters/{matter.number}/deliveries/{given_up}/retry", follow=True)
    assert "只有已停止重试的送达才能重新发送" in again.content.decode()
    with desk(ZHILI):
        assert deliveries_of(*matter.key)[0].state == "WAITING"


def test_let_be_only_with_a_reason_that_stays_with_the_matter(sign_in: SignIn, police: Signing) -> None:
    matter = received()
    given_up = queued(matter, police, state="GAVE_UP")
    clerk, address = sign_in("zhili.clerk"), f"/desk/matters/{matter.number}/deliveries/{given_up}/dismiss"
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, {"text": ""}).status_code == 422
    page = clerk.post(address, {"text": "已电话告知值班员"}, follow=True).content.decode()
    assert "<strong>不再送达</strong>" in page
    assert "已电话告知值班员" in page
    with desk(ZHILI):
        assert deliveries_of(*matter.key)[0].state == "DISMISSED"
        assert timeline_of(*matter.key)[-1].verb == "delivery.dismissed"


def test_all_of_a_partner_after_a_look_at_them(sign_in: SignIn, police: Signing) -> None:
    mine, foreign = received(), received(region="330502101")
    queued(mine, police, state="GAVE_UP")
    queued(foreign, police, state="GAVE_UP")
    clerk, to = sign_in("zhili.clerk"), f"police110:{police.id}"
    shown = clerk.get(f"{LEDGER}all?to={to}").content.decode()
    assert (mine.number in shown, foreign.number in shown) == (True, False)
    assert "已排队重新发送 1 条" in clerk.post(f"{LEDGER}all", {"to": to}, follow=True).content.decode()
    with entering("worker"):
        assert [deliveries_of(*matter.key)[0].state for matter in (mine, foreign)] == ["WAITING", "GAVE_UP"]


@pytest.mark.parametrize("verb", ["retry", "dismiss"])
def test_a_stranger_finds_nothing_there(sign_in: SignIn, police: Signing, verb: str) -> None:
    matter = received()
    given_up = queued(matter, police, state="GAVE_UP")
    address = f"/desk/matters/{matter.number}/deliveries/{{}}/{verb}"
    assert sign_in("balidian.clerk").post(address.format(given_up), {"text": "x"}).status_code == 404
    answer = sign_in("zhili.clerk").post(address.format(uuid4()), {"text": "x"}, follow=True)
    assert answer.status_code in (200, 404)
    with desk(ZHILI):
        assert deliveries_of(*matter.key)[0].state == "GAVE_UP"


@pytest.mark.parametrize("person", ["admin.system", "admin.security"])
def test_administrators_have_none(sign_in: SignIn, person: str) -> None:
    assert sign_in(person).get(LEDGER).status_code == 403


def test_the_auditor_keeps_the_whole_ledger(sign_in: SignIn, police: Signing) -> None:
    queued(received(), police)
    assert police.name in sign_in("admin.audit").get(LEDGER).content.decode()
