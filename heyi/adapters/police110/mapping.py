"""110's words and ours: hand-over and call come in, every change goes out. Pure; unknown codes are refused by name.

Fields are named as a police dispatch system names them, by the initials of their Chinese words;
docs/howto/connect-110.md has the table. The codes are this project's own until a city's system names its.
"""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from heyi.adapters.partner.handover import CallRecord, Handover
from heyi.adapters.partner.reading import Reading
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, SOURCE_REF_LIMIT, Report
from heyi.matters.calls import Call
from heyi.matters.codes import CallGround, CallTaker, Channel

KINDS: Mapping[str, tuple[str, str]] = {  # 非警情类别: words and field; six classes go straight to the centre
    "01": ("土地", "FOREST_LAND"),
    "02": ("经济", "CONTRACT"),
    "03": ("邻里", "NEIGHBOUR"),
    "04": ("消费", "CONSUMER"),
    "05": ("劳资", "LABOUR"),
    "06": ("物业", "PROPERTY_MANAGEMENT"),
    "99": ("其他", ""),
}
OWNERS: Mapping[str, str] = {"1": "权属明确，直接移交", "2": "权属不明，三方通话后移交"}
TAKERS: Mapping[str, CallTaker] = {
    "1": CallTaker.CENTRE,
    "2": CallTaker.POLICE,
    "3": CallTaker.HOTLINE,
    "4": CallTaker.OTHER,
}
GROUNDS: Mapping[str, CallGround] = {"1": CallGround.AGREED, "2": CallGround.FIRST, "3": CallGround.DANGER}
STATES: Mapping[str, tuple[str, str]] = {
    "TO_SIGN": ("10", "待签收"),
    "IN_HAND": ("20", "办理中"),
    "ON_HOLD": ("30", "中止"),
    "WITH_PARTNER": ("60", "已转交其他部门办理"),
    "ANSWERED": ("40", "已答复"),
    "CLOSED": ("50", "已办结"),
}
_BROUGHT = {"task.answered": "answer", "transfer.concluded": "reply", "transfer.fulfilled": "reply"}
CONTESTED = ("21", "当事人有异议，重新办理")
HANDOVER = (
    "jjdbh",
    "bjsj",
    "bjrxm",
    "bjrdh",
    "xzqh",
    "sfdz",
    "jd",
    "wd",
    "fjqlb",
    "bjnr",
    "cjmj",
    "xqcz",
    "gsqr",
)
CALL = ("cxm", "thsj", "cyr", "sldw", "ly", "gsyj")
CALL_NEEDS = frozenset(CALL) - {"gsyj"}
REMARK_LIMIT = 4000
WHO_LIMIT = 200


def handover_of(document: object, *, at: datetime, regions: Container[str]) -> Handover:
    """The matter that 110 hands over; raises InvalidReport with every fault."""
    reading = Reading(document, fields=HANDOVER, at=at)
    kind = reading.code("fjqlb", KINDS)
    report = Report(
        text=reading.text("bjnr"),
        channel=Channel.POLICE_110,
        place=_place(reading),
        region=reading.region("xzqh", regions),
        occurred_at=reading.instant("bjsj"),
        source_ref=reading.text("jjdbh", limit=SOURCE_REF_LIMIT),
        reporter=reading.reporter("bjrxm", "bjrdh", limit=NAME_LIMIT),
    )
    remark = _remark(reading, kind)
    reading.finish()
    field = KINDS[kind][1]
    return Handover(report, nature="DISPUTE" if field else "", field=field, remark=remark)


def _place(reading: Reading) -> str:
    point = reading.point("jd", "wd")
    place = " ".join(reading.line("sfdz", limit=PLACE_LIMIT - 40).split())
    return f"{place}（{point}）" if point else place


def _remark(reading: Reading, kind: str) -> str:
    """What the police did on the spot, and whether it was clear whose the matter is."""
    owner = reading.code("gsqr", OWNERS)
    officer, done = reading.line("cjmj", limit=WHO_LIMIT), reading.line("xqcz", limit=REMARK_LIMIT)
    lines = [
        f"110 移交（{KINDS[kind][0] if kind else ''}类）：{OWNERS.get(owner, '')}。",
        f"处警：{officer}" if officer else "",
        f"先期处置：{done}" if done else "",
    ]
    return "\n".join(filter(None, lines))


def call_of(document: object, *, at: datetime) -> CallRecord:
    """The record of a three-way call; raises InvalidReport with every fault."""
    reading = Reading(document, fields=CALL, at=at)
    spoke_at, who = reading.instant("thsj"), reading.text("cyr", limit=WHO_LIMIT)
    taker, why = reading.code("sldw", TAKERS), reading.text("ly", limit=REMARK_LIMIT)
    ground = reading.code("gsyj", GROUNDS, needed=False)
    code = reading.text("cxm", limit=40)
    reading.finish()
    assert spoke_at is not None  # noqa: S101 - a missing one was refused
    return CallRecord(code, Call(spoke_at, who, TAKERS[taker], GROUNDS.get(ground, CallGround.UNSAID), why))


def change_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """A change as 110 is told of it (反馈单)."""
    event = news["event"]
    state, words = CONTESTED if event["verb"] == "matter.contested" else STATES[event["state"]]
    return {
        "jjdbh": event["source_ref"],
        "sjbh": news["number"],
        "cxm": news["tracking_code"],
        "xh": event["seq"],
        "zt": state,
        "ztsm": words,
        "cldw": _who_has_it(news),
        "fksj": event["at"],
        "fknr": _said(news, event),
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
