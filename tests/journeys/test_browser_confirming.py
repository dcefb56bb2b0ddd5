"""司法确认 in browsers: the desk asks, two telephones join, the desk applies, and the court's answer reaches both."""

import pytest

from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm, Sign
from tests.factories.matters import ZHILI, Received, desk
from tests.factories.mediations import REFRAINS, agreement, as_party, mediator, opened, party
from tests.factories.parties import address_of
from tests.journeys import scenes
from tests.journeys.scenes import Worker, link_to, texts_to
from tests.journeys.seats import Seat, Seats

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]
COURT, RULING = "湖州市吴兴区人民法院", "（2026）浙0502民特12号"
PHONES = {"A": "13900000001", "B": "13900000002"}


def agreed() -> Received:
    """An agreement that binds since just now."""
    matter, _id = opened(at=now(), address="https://heyi.example/m/")
    with as_party(matter):
        for side in PHONES:
            ops.consent(matter.key, taking=party(side, at=now()), device=f"phone-{side}")
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator(at=now()))
        ops.begin(matter.key, taking=mediator(at=now()))
        said = {"form": AgreementForm.WRITTEN, "facts": "双方住同一单元。", "terms": (REFRAINS,)}
        ops.draft(matter.key, taking=mediator(at=now()), **said)
        ops.fix(matter.key, taking=mediator(at=now()))
    told = agreement(matter).content_hash
    with as_party(matter):
        for side in PHONES:
            hand = {"how": Sign.DRAWN, "stroke": "M1 1L20 20", "device": f"phone-{side}"}
            ops.sign(matter.key, taking=party(side, at=now()), seen_hash=told, **hand)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator(at=now()))
    return matter  # type: ignore[return-value]


def at_desk(seat: Seat, matter: Received) -> str:
    """The mediation's page, which must be whole."""
    seat.go(f"/desk/matters/{matter.number}/mediation/")
    assert seat.flaws() == []
    return seat.words()


def at_party(seat: Seat, matter: Received, side: str) -> str:
    seat.go(address_of(matter, side))
    assert seat.flaws() == []
    return seat.words()


def press(seat: Seat, words: str) -> None:
    """What is called exactly so, and the next page, which must be whole."""
    main = seat.page.locator("main")
    named = main.get_by_role("link", name=words, exact=True)
    with seat.page.expect_navigation():
        named.or_(main.get_by_role("button", name=words, exact=True)).first.click()
    assert seat.flaws() == []


def test_two_telephones_join_and_the_court_answers(seats: Seats, worker: Worker) -> None:
    matter, sink = agreed(), worker.sink
    clerk, wang, li = seats("zhili.clerk"), seats(phone=True), seats(phone=True, language="en", theme="dark")
    at_desk(clerk, matter)
    scenes.opened(clerk, "提出司法确认")
    clerk.page.fill("#id_court", COURT)
    scenes.sent(clerk)
    assert "还没有答复" in at_desk(clerk, matter)
    assert clerk.page.get_by_role("button", name="向法院申请").count() == 0
    worker.carries()
    assert all("请法院确认调解协议" in texts_to(sink, phone)[0] for phone in PHONES.values())
    wang.go(link_to(sink, PHONES["A"]))
    assert COURT in wang.words()
    _joins(wang)
    _declines_and_joins(clerk, li, matter)
    _applied_and_answered(clerk, wang, li, matter)


def _joins(wang: Seat) -> None:
    press(wang, "同意一起申请")
    assert "不用再起诉" in wang.words()
    press(wang, "是的，我同意一起申请")
    assert "您同意一起请法院确认" in wang.words()


def _declines_and_joins(clerk: Seat, li: Seat, matter: Received) -> None:
    """Who declines is read at the desk, and may change its mind."""
    at_party(li, matter, "B")
    press(li, "Do not join")
    press(li, "Yes, I do not join")
    told = at_desk(clerk, matter)
    assert "不参加" in told
    assert "已同意" in told
    press(li, "Join after all")
    press(li, "Yes, I join")


def _applied_and_answered(clerk: Seat, wang: Seat, li: Seat, matter: Received) -> None:
    assert "各方都同意了共同申请司法确认" in at_desk(clerk, matter)
    scenes.pressed(clerk, "向法院申请", ".headed")
    assert "等法院答复" in at_party(wang, matter, "A")
    at_desk(clerk, matter)
    scenes.opened(clerk, "登记法院答复")
    clerk.page.check("#act [name=confirmed][value='1']")
    clerk.page.fill("#id_number", RULING)
    scenes.sent(clerk)
    assert "法院已确认" in at_desk(clerk, matter)
    assert RULING in at_party(wang, matter, "A")
    assert "Confirmed by the court" in at_party(li, matter, "B")
