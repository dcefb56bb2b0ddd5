"""A matter that is given, in 110's and in 12345's words: these fields and no others; and how their answers are read."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from heyi.adapters.hotline12345 import transferring as hotline
from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.police110 import transferring as police
from heyi.adapters.police110.stub import TRADE as POLICE
from heyi.intake.rules import InvalidReport
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


@pytest.mark.parametrize(("adapter", "trade"), [(police, POLICE), (hotline, HOTLINE)])
def test_what_the_stub_answers_is_what_the_adapter_reads(adapter: Any, trade: Any) -> None:
    assert set(adapter.NAMES.actions.values()) == SAID
    for verb in SAID:
        document = trade.inbox.answer(str(NUMBER), verb, "J1", "说明")
        assert adapter.answer_of(document, at=NOON) == TransferAnswer(NUMBER, verb, "J1", "说明")


@pytest.mark.parametrize("adapter", [police, hotline])
def test_a_recall_names_the_transfer(adapter: Any) -> None:
    document = adapter.recall_of(news("EMERGENCY"))
    assert document[adapter.NAMES.transfer] == str(NUMBER)
    assert len(document) == 3


def test_every_fault_of_an_answer_is_named_at_once() -> None:
    with pytest.raises(InvalidReport) as refused:
        hotline.answer_of({"action": "TAKE", "x": 1}, at=NOON)
    assert {fault.field for fault in refused.value.faults} == {"action", "x", "transferNo"}
