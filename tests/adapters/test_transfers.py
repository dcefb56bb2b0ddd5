"""A matter that is given, in 110's and in 12345's words: these fields and no others; and how their answers are read."""

from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from heyi.adapters.city import mapping as city
from heyi.adapters.city.stub import TRADE as CITY
from heyi.adapters.hotline12345 import transferring as hotline
from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.police110 import transferring as police
from heyi.adapters.police110.stub import TRADE as POLICE
from heyi.intake.rules import InvalidReport, Reporter
from heyi.matters.codes import REASONS_FOR
from heyi.matters.transfers import SAID, TransferAnswer, leaving

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
NUMBER = UUID(int=5)


def news(reason: str, **more: Any) -> dict[str, Any]:
    sent = leaving(
        number="N1",
        unit="织里镇社会治理中心",
        region_code="330502100",
        region="吴兴区织里镇",
        place="童装城 3 号楼",
        occurred_at=NOON,
        urgency="URGENT",
    )
    told = {"reason": reason, "told": "两人持械对峙", "asked": "请立即出警", "with_contact": False}
    return {
        "transfer": str(NUMBER),
        "matter": ["330502", str(UUID(int=6))],
        "number": "N1",
        "at": "2031-03-05T12:05:00+08:00",
        "sent": sent,
        **told,
        **more,
    }


def test_110_is_given_these_fields_and_no_others() -> None:
    assert police.offer_of(news("EMERGENCY")) == {
        "zjbh": str(NUMBER),
        "sjbh": "N1",
        "zjsj": "2031-03-05T12:05:00+08:00",
        "zjdw": "织里镇社会治理中心",
        "zjyy": "1",
        "zjyysm": "正在发生的危险或紧急求助",
        "bjnr": "两人持械对峙",
        "clyq": "请立即出警",
        "xzqh": "330502100",
        "sfdz": "吴兴区织里镇 童装城 3 号楼",
        "fssj": "2031-03-05T12:00:00+08:00",
        "jjcd": "1",
        "lxr": "",
        "lxdh": "",
    }


def test_12345_is_given_these_fields_and_no_others() -> None:
    contacts = [{"name": "张三", "phone": "13800000000"}]
    assert hotline.offer_of(news("SERVICE_REQUEST", contacts=contacts)) == {
        "transferNo": str(NUMBER),
        "matterNo": "N1",
        "transferTime": "2031-03-05T12:05:00+08:00",
        "department": "织里镇社会治理中心",
        "reason": "SERVICE",
        "content": "两人持械对峙",
        "request": "请立即出警",
        "areaCode": "330502100",
        "address": "吴兴区织里镇 童装城 3 号楼",
        "occurredTime": "2031-03-05T12:00:00+08:00",
        "urgent": "Y",
        "contactName": "张三",
        "contactPhone": "13800000000",
    }


@pytest.mark.parametrize(
    ("adapter", "trade", "kind"), [(police, POLICE, "POLICE110"), (hotline, HOTLINE, "HOTLINE12345")]
)
def test_every_reason_has_a_code_and_the_stub_words_for_every_field(
    adapter: Any, trade: Any, kind: str
) -> None:
    assert set(adapter.REASONS) == set(REASONS_FOR[kind])
    for reason in REASONS_FOR[kind]:
        assert set(adapter.offer_of(news(reason))) == set(trade.inbox.labels)


@pytest.mark.parametrize(("adapter", "trade"), [(police, POLICE), (hotline, HOTLINE), (city, CITY)])
def test_what_the_stub_answers_is_what_the_adapter_reads(adapter: Any, trade: Any) -> None:
    said = SAID if adapter is city else SAID - {"progress"}  # 110 and 12345 answer, or say nothing
    assert set(adapter.NAMES.actions.values()) == said
    for verb in said:
        document = trade.inbox.answer(str(NUMBER), verb, "J1", "说明")
        assert read_by(adapter)(document, at=NOON) == TransferAnswer(NUMBER, verb, "J1", "说明")


def read_by(adapter: Any) -> Any:
    """Another city's answers come by the same door as its offers."""
    return partial(city.message_of, regions=(), sender="330400") if adapter is city else adapter.answer_of


def test_another_city_is_given_these_fields_and_no_others() -> None:
    told = news("PLACE_ELSEWHERE")
    told["sent"] |= {"route": "330500"}
    assert city.offer_of(told) == {
        "action": "OFFER",
        "transfer": str(NUMBER),
        "number": "N1",
        "unit": "织里镇社会治理中心",
        "offeredAt": "2031-03-05T12:05:00+08:00",
        "reason": "PLACE_ELSEWHERE",
        "told": "两人持械对峙",
        "asked": "请立即出警",
        "areaCode": "330502100",
        "area": "吴兴区织里镇",
        "address": "童装城 3 号楼",
        "occurredAt": "2031-03-05T12:00:00+08:00",
        "urgent": "Y",
        "route": "330500",
        "contactName": "",
        "contactPhone": "",
    }
    assert set(city.offer_of(told)) == set(CITY.inbox.labels) == set(city.OFFERED)


def test_what_one_city_says_the_other_reads() -> None:
    """Both ends are this project's: what is written here is read there."""
    told = news("DUTY_ELSEWHERE", contacts=[{"name": "张三", "phone": "13800000000"}])
    told["sent"] |= {"route": "330100,330500"}
    read = city.message_of(city.offer_of(told), at=NOON, regions={"330502100"}, sender="330500")
    assert isinstance(read, city.Offered)
    assert (read.offer.transfer, read.offer.route, read.is_urgent) == (NUMBER, ("330100", "330500"), True)
    assert (read.report.text, read.report.source_ref, read.report.region) == (
        "两人持械对峙",
        "N1",
        "330502100",
    )
    assert read.report.place == "吴兴区织里镇 童装城 3 号楼"
    assert read.report.reporter == Reporter("张三", "13800000000")
    recalled = city.message_of(city.recall_of(told), at=NOON, regions=(), sender="330500")
    assert recalled == city.Recalled(NUMBER)


@pytest.mark.parametrize("adapter", [police, hotline])
def test_a_recall_names_the_transfer(adapter: Any) -> None:
    document = adapter.recall_of(news("EMERGENCY"))
    assert document[adapter.NAMES.transfer] == str(NUMBER)
    assert len(document) == 3


def test_every_fault_of_an_answer_is_named_at_once() -> None:
    with pytest.raises(InvalidReport) as refused:
        hotline.answer_of({"action": "TAKE", "x": 1}, at=NOON)
    assert {fault.field for fault in refused.value.faults} == {"action", "x", "transferNo"}
