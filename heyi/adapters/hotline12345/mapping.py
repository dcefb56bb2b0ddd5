"""12345's words and ours: orders and calls come in, every change goes out. Pure; unknown codes are refused by name.

Fields are named in English as a hotline's work-order system names them; docs/howto/connect-110.md has the table. The
codes are this project's own until a city's system names its.
"""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from heyi.adapters.partner.handover import CallRecord, Handover
from heyi.adapters.partner.reading import Reading
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, SOURCE_REF_LIMIT, TITLE_LIMIT, Report
from heyi.matters.calls import Call
from heyi.matters.codes import CallGround, CallTaker, Channel

TYPES: Mapping[str, tuple[str, str]] = {  # type of order: words and nature
    "ZX": ("咨询", "CONSULTATION"),
    "QZ": ("求助", "HELP"),
    "TS": ("投诉", "COMPLAINT"),
    "JB": ("举报", "REPORT"),
    "JY": ("建议", "SUGGESTION"),
    "BY": ("表扬", ""),
}
CALL_BACK: Mapping[str, str] = {"Y": "来电人要求回电", "N": "来电人不要求回电"}
OWNERS: Mapping[str, str] = {"CLEAR": "权属明确，直接移交", "UNCLEAR": "权属不明，三方通话后移交"}
TAKERS: Mapping[str, CallTaker] = {taker.value: taker for taker in CallTaker}
GROUNDS: Mapping[str, CallGround] = {
    ground.value: ground for ground in CallGround if ground != CallGround.UNSAID
}
STATES: Mapping[str, str] = {
    "TO_SIGN": "PENDING",
    "IN_HAND": "PROCESSING",
    "ON_HOLD": "SUSPENDED",
    "WITH_PARTNER": "TRANSFERRED",
    "ANSWERED": "REPLIED",
    "CLOSED": "CLOSED",
}
_BROUGHT = {"task.answered": "answer", "transfer.concluded": "reply", "transfer.fulfilled": "reply"}
CONTESTED = "REOPENED"
ORDER = (
    "orderNo", "orderType", "title", "content", "callTime", "callerName", "callerPhone", "areaCode", "address",
    "callBack", "ownership",
)  # fmt: skip
CALL = ("trackingCode", "callTime", "participants", "taker", "reason", "ground")
CALL_NEEDS = frozenset(CALL) - {"ground"}
REASON_LIMIT = 4000
WHO_LIMIT = 200


def order_of(document: object, *, at: datetime, regions: Container[str]) -> Handover:
    """The work order that 12345 hands over; raises InvalidReport with every fault."""
    reading = Reading(document, fields=ORDER, at=at)
    kind, call_back = reading.code("orderType", TYPES), reading.code("callBack", CALL_BACK, needed=False)
    report = Report(
        text=reading.text("content"),
        channel=Channel.HOTLINE_12345,
        title=" ".join(reading.line("title", limit=TITLE_LIMIT).split()),
        place=" ".join(reading.line("address", limit=PLACE_LIMIT).split()),
        region=reading.region("areaCode", regions),
        occurred_at=reading.instant("callTime"),
        source_ref=reading.text("orderNo", limit=SOURCE_REF_LIMIT),
        reporter=reading.reporter("callerName", "callerPhone", limit=NAME_LIMIT),
    )
    owner = OWNERS.get(reading.code("ownership", OWNERS, needed=False), "")
    reading.finish()
    words, nature = TYPES[kind]
    known = [f"12345 工单（{words}）", owner, CALL_BACK.get(call_back, "")]
    return Handover(report, nature=nature, remark=f"{'；'.join(filter(None, known))}。")


def call_of(document: object, *, at: datetime) -> CallRecord:
    """The record of a three-way call; raises InvalidReport with every fault."""
    reading = Reading(document, fields=CALL, at=at)
    spoke_at, who = reading.instant("callTime"), reading.text("participants", limit=WHO_LIMIT)
    taker, why = reading.code("taker", TAKERS), reading.text("reason", limit=REASON_LIMIT)
    ground = reading.code("ground", GROUNDS, needed=False)
    code = reading.text("trackingCode", limit=40)
    reading.finish()
    assert spoke_at is not None  # noqa: S101 - a missing one was refused
    return CallRecord(code, Call(spoke_at, who, TAKERS[taker], GROUNDS.get(ground, CallGround.UNSAID), why))


def change_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """A change as 12345 is told of it."""
    event = news["event"]
    return {
        "orderNo": event["source_ref"],
        "matterNo": news["number"],
        "trackingCode": news["tracking_code"],
        "sequence": event["seq"],
        "status": CONTESTED if event["verb"] == "matter.contested" else STATES[event["state"]],
        "department": _who_has_it(news),
        "replyTime": event["at"],
        "replyContent": _said(news, event),
    }


def _who_has_it(news: Mapping[str, Any]) -> str:
    """The unit, or who has it in its place."""
    is_away = news["event"]["state"] == "WITH_PARTNER"
    return str(news["partner"] if is_away and news["partner"] else news["unit"])


def _said(news: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """The answer that this change brought, where it brought one: never one of later."""
    what = _BROUGHT.get(event["verb"])
    answers = [note for note in news["answers"] if note["what"] == what and note["at"] <= event["at"]]
    return str(answers[-1]["text"]) if answers else ""
