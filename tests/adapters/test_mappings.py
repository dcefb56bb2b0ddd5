"""110's and 12345's words and ours, both ways, table by table; an unknown code is refused by its name."""

from datetime import datetime
from typing import Any

import pytest

from heyi.adapters.hotline12345 import mapping as hotline
from heyi.adapters.partner.reading import Reading
from heyi.adapters.police110 import mapping as police
from heyi.intake.codes import FaultCode
from heyi.intake.rules import InvalidReport, Reporter
from heyi.kernel.clock import CHINA
from heyi.matters.codes import Channel, MatterState
from heyi.triage.codes import Field, Nature

EVENING = datetime(2026, 11, 24, 20, 5, tzinfo=CHINA)
REGIONS = {"330502101"}
CALL = {
    "jjdbh": "J1",
    "bjsj": "2026-11-24T20:00:00+08:00",
    "bjrxm": "沈月琴",
    "bjrdh": "13800000001",
    "xzqh": "330502101",
    "sfdz": "紫金桥社区 6 幢",
    "jd": 120.154321,
    "wd": 30.87,
    "fjqlb": "03",
    "bjnr": "楼上晾衣滴水，两家吵了起来。",
    "cjmj": "八里店派出所 值班民警",
    "xqcz": "双方已分开。",
    "gsqr": "1",
}
ORDER = {
    "orderNo": "H1",
    "orderType": "TS",
    "title": "油烟",
    "content": "饭店油烟扰民。",
    "callTime": "2026-11-24T20:00:00+08:00",
    "callerName": "李阿姨",
    "callerPhone": "13800000004",
    "areaCode": "330502101",
    "address": "横街",
    "callBack": "Y",
    "ownership": "CLEAR",
}


def faults(read: Any, document: object, **named: Any) -> dict[str, str]:
    with pytest.raises(InvalidReport) as refused:
        read(document, at=EVENING, **named)
    return {fault.field: fault.code.value for fault in refused.value.faults}


def test_what_110_hands_over_is_a_report_with_what_it_did_before():
    given = police.handover_of(CALL, at=EVENING, regions=REGIONS)
    assert given.report.text == CALL["bjnr"]
    assert given.report.channel is Channel.POLICE_110
    assert given.report.place == "紫金桥社区 6 幢（东经 120.15432，北纬 30.87000）"
    assert (given.report.region, given.report.source_ref) == ("330502101", "J1")
    assert given.report.reporter == Reporter("沈月琴", "13800000001")
    assert (given.nature, given.field) == ("DISPUTE", "NEIGHBOUR")
    assert given.remark.splitlines() == [
        "110 移交（邻里类）：权属明确，直接移交。",
        "处警：八里店派出所 值班民警",
        "先期处置：双方已分开。",
    ]


@pytest.mark.parametrize(("code", "field"), [(code, field) for code, (_w, field) in police.KINDS.items()])
def test_each_class_of_110_is_a_field_of_ours_or_none(code: str, field: str):
    given = police.handover_of({**CALL, "fjqlb": code}, at=EVENING, regions=REGIONS)
    assert (given.nature, given.field) == (("DISPUTE", Field(field).value) if field else ("", ""))


@pytest.mark.parametrize(("code", "nature"), [(code, n) for code, (_w, n) in hotline.TYPES.items()])
def test_each_type_of_12345_is_a_nature_of_ours_or_none(code: str, nature: str):
    given = hotline.order_of({**ORDER, "orderType": code}, at=EVENING, regions=REGIONS)
    assert given.nature == (Nature(nature).value if nature else "")
    assert given.field == ""


def test_what_12345_hands_over_is_a_report_with_what_it_knows():
    given = hotline.order_of(ORDER, at=EVENING, regions=REGIONS)
    assert given.report.channel is Channel.HOTLINE_12345
    assert (given.report.text, given.report.title, given.report.place) == ("饭店油烟扰民。", "油烟", "横街")
    assert given.remark == "12345 工单（投诉）；权属明确，直接移交；来电人要求回电。"


NEEDED = {"jjdbh", "bjsj", "fjqlb", "bjnr", "gsqr"}


@pytest.mark.parametrize("name", sorted(CALL))
def test_what_may_be_missing_of_a_handover_and_what_not(name: str):
    given = {field: value for field, value in CALL.items() if field != name}
    if name in NEEDED:
        assert faults(police.handover_of, given, regions=REGIONS) == {name: "MISSING"}
    elif name in ("jd", "wd"):
        other = ({"jd", "wd"} - {name}).pop()
        assert other in given
        assert faults(police.handover_of, given, regions=REGIONS) == {name: "NOT_A_POINT"}
    else:
        police.handover_of(given, at=EVENING, regions=REGIONS)


@pytest.mark.parametrize(
    ("read", "document", "name", "value", "code"),
    [
        (police.handover_of, CALL, "fjqlb", "07", "UNKNOWN_CODE"),
        (police.handover_of, CALL, "gsqr", "明确", "UNKNOWN_CODE"),
        (police.handover_of, CALL, "xzqh", "990000", "UNKNOWN_REGION"),
        (police.handover_of, CALL, "bjsj", "昨晚", "NOT_A_TIME"),
        (police.handover_of, CALL, "bjsj", "2027-01-01", "TIME_IN_FUTURE"),
        (police.handover_of, CALL, "bjrdh", "不详", "NOT_A_PHONE"),
        (police.handover_of, CALL, "bjnr", "  ", "EMPTY"),
        (police.handover_of, CALL, "bjnr", ["吵"], "NOT_TEXT"),
        (police.handover_of, CALL, "bjnr", "吵\0", "NUL"),
        (police.handover_of, CALL, "bjnr", "吵\ud800", "SURROGATE"),
        (police.handover_of, CALL, "jjdbh", "J" * 201, "TOO_LONG"),
        (police.handover_of, CALL, "jd", 300.0, "NOT_A_POINT"),
        (police.handover_of, CALL, "jd", "120", "NOT_A_POINT"),
        (police.handover_of, CALL, "jd", True, "NOT_A_POINT"),
        (police.handover_of, CALL, "sfzh", "330…", "UNKNOWN_FIELD"),
        (hotline.order_of, ORDER, "orderType", "投诉", "UNKNOWN_CODE"),
        (hotline.order_of, ORDER, "callBack", "y", "UNKNOWN_CODE"),
        (hotline.order_of, ORDER, "ownership", "?", "UNKNOWN_CODE"),
        (hotline.order_of, ORDER, "vip", True, "UNKNOWN_FIELD"),
    ],
)
def test_a_fault_is_named_by_the_partners_own_name(
    read: Any, document: dict[str, Any], name: str, value: object, code: str
):
    assert faults(read, {**document, name: value}, regions=REGIONS) == {name: code}


@pytest.mark.parametrize("document", [None, [], "J1", 7, [CALL]])
def test_what_is_no_object_is_no_handover(document: object):
    for read in (police.handover_of, hotline.order_of):
        assert faults(read, document, regions=REGIONS) == {"": "NOT_AN_OBJECT"}


def test_every_fault_is_named_at_once():
    wrong = {"fjqlb": "07", "gsqr": "9", "bjnr": 5, "x": 1}
    assert set(faults(police.handover_of, wrong, regions=REGIONS)) == {
        "fjqlb", "gsqr", "bjnr", "x", "jjdbh", "bjsj",
    }  # fmt: skip


def test_a_call_says_who_spoke_when_who_takes_it_and_why():
    called = police.call_of(
        {
            "cxm": "A2R6",
            "thsj": "2026-11-24T20:02:00+08:00",
            "cyr": "110、12345、中心",
            "sldw": "1",
            "ly": "首接",
        },
        at=EVENING,
    )
    assert (called.tracking_code, called.call.taker, called.call.ground) == ("A2R6", "CENTRE", "UNSAID")
    assert called.call.text == "2026-11-24 20:02 三方通话：110、12345、中心\n由社会治理中心受理。\n理由：首接"
    assert set(faults(hotline.call_of, {"taker": "ME"})) == {
        "trackingCode", "callTime", "participants", "taker", "reason",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "ground"),
    [
        ({}, "UNSAID"),
        ({"ground": "AGREED"}, "AGREED"),
        ({"ground": "FIRST"}, "FIRST"),
        ({"ground": "DANGER"}, "DANGER"),
    ],
)
def test_a_call_of_12345_may_say_by_which_ground(given: dict[str, str], ground: str):
    said = {
        "trackingCode": "A2R6",
        "callTime": "2026-11-24T20:02:00+08:00",
        "participants": "12345、110、中心",
        "taker": "HOTLINE",
        "reason": "属咨询",
    }
    call = hotline.call_of({**said, **given}, at=EVENING).call
    assert (call.taker, call.ground, call.why) == ("HOTLINE", ground, "属咨询")
    assert faults(hotline.call_of, {**said, "ground": "UNSAID"})["ground"] == "UNKNOWN_CODE"


def news(verb: str, state: str, at: str = "2026-11-24T21:00:00+08:00") -> dict[str, Any]:
    return {
        "event": {"verb": verb, "seq": 5, "at": at, "state": state, "source_ref": "J1"},
        "number": "N1",
        "tracking_code": "A2R6",
        "unit": "八里店镇社会治理中心",
        "partner": "12345 热线",
        "answers": [
            {"what": "note", "text": "正在约", "at": "2026-11-24T20:30:00+08:00"},
            {"what": "answer", "text": "先装接水盘", "at": "2026-11-24T21:00:00+08:00"},
            {"what": "answer", "text": "换了晾衣架", "at": "2026-11-25T09:00:00+08:00"},
            {"what": "reply", "text": "已派单修好", "at": "2026-11-25T10:00:00+08:00"},
        ],
    }


@pytest.mark.parametrize("state", [state.value for state in MatterState])
def test_every_state_has_a_code_of_each_partner(state: str):
    assert police.change_of(news("task.signed", state))["zt"] == police.STATES[state][0]
    assert hotline.change_of(news("task.signed", state))["status"] == hotline.STATES[state]


def test_a_change_tells_the_answer_that_it_brought_and_none_of_later():
    first = police.change_of(news("task.answered", "ANSWERED"))
    assert (first["jjdbh"], first["xh"], first["zt"], first["fknr"]) == ("J1", 5, "40", "先装接水盘")
    again = hotline.change_of(news("task.answered", "ANSWERED", "2026-11-25T09:00:00+08:00"))
    assert (again["orderNo"], again["sequence"], again["replyContent"]) == (
        "J1",
        5,
        "换了晾衣架",
    )
    assert police.change_of(news("task.closed", "CLOSED"))["fknr"] == ""


def test_who_has_it_is_the_partner_that_acknowledged_and_what_it_closed_with_is_told():
    away = news("transfer.accepted", "WITH_PARTNER")
    assert (police.change_of(away)["cldw"], hotline.change_of(away)["department"]) == ("12345 热线",) * 2
    back = {**away, "partner": ""}  # told late: it has come back since
    assert police.change_of(back)["cldw"] == "八里店镇社会治理中心"
    closed = news("transfer.concluded", "CLOSED", "2026-11-25T10:00:00+08:00")
    assert (police.change_of(closed)["fknr"], hotline.change_of(closed)["replyContent"]) == (
        "已派单修好",
    ) * 2


def test_a_contest_has_a_word_of_its_own():
    assert police.change_of(news("matter.contested", "IN_HAND"))["zt"] == "21"
    assert hotline.change_of(news("matter.contested", "IN_HAND"))["status"] == "REOPENED"


def test_a_strange_name_is_shown_short_and_safe():
    reading = Reading({"x\0" * 200: 1}, fields=(), at=EVENING)
    (fault,) = reading.faults
    assert fault.code is FaultCode.UNKNOWN_FIELD
    assert len(fault.field) <= 160
    assert "\0" not in fault.field
