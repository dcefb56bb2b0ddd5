"""The demo's neighbour: one matter that 嘉兴 handed over and one that we handed over to it, so that both are seen."""

from datetime import datetime
from uuid import UUID

from heyi.adapters.city.mapping import Offered, message_of
from heyi.adapters.city.stub import DIVISION, SAMPLE, document_of
from heyi.adapters.partner.stub.book import Book
from heyi.console.demo_matters import Absent, Cast
from heyi.dispatch.operations import Errand, Step, sign, transfer
from heyi.intake.access import PartnerFact
from heyi.intake.rules import body_hash, read_report
from heyi.journeys.arriving import take_offer
from heyi.journeys.receive import receive
from heyi.journeys.understanding import NOTHING_SAID
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_tracked
from heyi.matters.operations import MatterNotFound
from heyi.matters.transfers import CITY, Receiver

SOURCE, KEY = "import:demo", "hand-over-to-jiaxing"
_DEPOSIT = {
    "text": "我住织里，今年在嘉兴市秀洲区王江泾镇租过半年房子，和房东为押金起了纠纷："
    "他说墙弄脏了，3000 元不退，我们吵了几次。"
    "房子在嘉兴，我不知道该找谁，请帮我协调。",
    "title": "和嘉兴王江泾的房东为押金起纠纷",
    "channel": "web",
    "region": "330502100",
    "place": "嘉兴市秀洲区王江泾镇",
    "reporter": {"name": "织里居民 于先生", "phone": "13900000177"},
}
_TOLD = "反映人今年在秀洲区王江泾镇租房半年，退租后房东以墙面弄脏为由不退押金 3000 元，双方几次争吵。"
_ASKED = "房屋和房东都在贵市，请组织调解，并答复结果。"


def load_demo_city(city: PartnerFact, book: Book, at: datetime) -> None:
    """Both matters, once: whoever has them already keeps them as people have made them since."""
    if not book.sent:
        _hand_in(city, book, at)
    _hand_over(city, at)


def _hand_in(city: PartnerFact, book: Book, at: datetime) -> None:
    """What 嘉兴 hands over, written down in its book as it would be by its own hand."""
    document = document_of(SAMPLE, at)
    offered = message_of(document, at=at, regions=(), sender=DIVISION)
    assert isinstance(offered, Offered)  # noqa: S101 - our own words
    with entering("receive", source=city.source):
        answer = take_offer(
            offered.report,
            offered.offer,
            source=city.source,
            partner=city.name,
            confirmed=NOTHING_SAID,
            at=at,
        )
    number = str(document["transfer"])
    book.note_sending(number, document, at=at.astimezone(CHINA).isoformat(timespec="seconds"))
    book.note_answer(number, 201, "", answer.receipt)


def _hand_over(city: PartnerFact, at: datetime) -> None:
    """What 织里 hands over; the stub takes it by itself as soon as it hears of it."""
    report = read_report(_DEPOSIT, at=at, regions=(str(_DEPOSIT["region"]),))
    by_key = body_hash({"key": KEY})
    with entering("receive", source=SOURCE):
        told = receive(report, source=SOURCE, key=KEY, body_hash=by_key, at=at)
    matter = None if told.repeated else find_tracked(str(told.receipt["tracking_code"]))
    if matter is not None:
        _offer(matter, city, at)


def _offer(matter: tuple[str, UUID], city: PartnerFact, at: datetime) -> None:
    try:
        hand = Cast(at).hand("zhili.clerk")
        with entering("desk", units=hand.units):
            errand = Errand(Receiver(city.id, CITY, city.name, city.city), "PLACE_ELSEWHERE", _TOLD, _ASKED)
            sign(matter, step=Step(by=hand, at=at))
            transfer(matter, step=Step(by=hand, at=at), errand=errand)
    except (Absent, NotAllowed, MatterNotFound):
        return  # an administrator has changed people or rules: it stays where it stands, as in the demo's scripts
