"""12345 in small: invented orders, handed over and followed. `heyi stub 12345` runs it."""

from collections.abc import Mapping
from datetime import datetime

from heyi.adapters.hotline12345.mapping import CALL_BACK, OWNERS, TYPES
from heyi.adapters.hotline12345.transferring import NAMES
from heyi.adapters.partner.stub.book import Heard
from heyi.adapters.partner.stub.trade import Blank, Document, Inbox, Trade
from heyi.kernel.clock import CHINA

_REGIONS = {
    "330503102": "南浔区练市镇",
    "330502100": "吴兴区织里镇",
    "330502101": "吴兴区八里店镇",
    "": "不明",
}
_STATES = {
    "PENDING": "待签收",
    "PROCESSING": "办理中",
    "SUSPENDED": "中止",
    "TRANSFERRED": "已转交其他部门办理",
    "REPLIED": "已答复",
    "CLOSED": "已办结",
    "REOPENED": "有异议，重新办理",
}
_SMOKE = {
    "orderType": "TS",
    "title": "饭店油烟扰民",
    "content": "练市镇一家饭店的排烟口正对居民楼，晚上油烟很重，请管一管。",
    "callerName": "李阿姨",
    "callerPhone": "13800000004",
    "areaCode": "330503102",
    "address": "练市镇横街",
    "callBack": "Y",
}
_LICENCE = {
    "orderType": "ZX",
    "title": "营业执照怎么补",
    "content": "个体户的营业执照丢了，想问到哪里补办，要带什么材料。",
    "callerName": "",
    "callerPhone": "13800000005",
    "areaCode": "330502100",
    "address": "",
    "callBack": "N",
}
_NOISE = {
    "orderType": "QZ",
    "title": "半夜施工，不知该找谁",
    "content": "小区旁边的工地半夜还在打桩，打了几个电话都说不归他们管。",
    "callerName": "",
    "callerPhone": "13800000006",
    "areaCode": "330502101",
    "address": "八里店镇",
    "callBack": "Y",
    "ownership": "UNCLEAR",
}


def _document(form: Mapping[str, str], at: datetime) -> Document:
    """An order of a form's words, with a number of its own and the present time."""
    local = at.astimezone(CHINA)
    given = {blank.name: form.get(blank.name, "").strip() for blank in _BLANKS}
    return {
        "orderNo": f"H3305{local:%Y%m%d%H%M%S%f}"[:-3],
        "callTime": local.isoformat(timespec="seconds"),
        **{name: value for name, value in given.items() if value},
    }


def _call(document: Document, tracking_code: str, at: datetime) -> Document | None:
    """Where it was not clear whose the matter is, 12345, 110 and the centre spoke; who was asked first takes it."""
    if document.get("ownership") != "UNCLEAR":
        return None
    return {
        "trackingCode": tracking_code,
        "callTime": at.astimezone(CHINA).isoformat(timespec="seconds"),
        "participants": "12345 话务员、110 接警员、社会治理中心值班员",
        "taker": "CENTRE",
        "reason": "主管部门未定，按首接负责由社会治理中心先行受理。",
        "ground": "FIRST",
    }


def _heard(told: Document, heard_at: str) -> tuple[str, Heard]:
    state = _STATES[told["status"]]
    heard = Heard(
        int(told["sequence"]), state, told["department"], told["replyTime"], told["replyContent"], heard_at
    )
    return str(told["orderNo"]), heard


def _answer(number: str, verb: str, ref: str, text: str) -> Document:
    """An answer to a matter that was given, in 12345's words."""
    codes = {meant: code for code, meant in NAMES.actions.items()}
    return {
        "transferNo": number,
        "action": codes[verb],
        "orderNo": ref,
        **({"content": text} if text else {}),
    }


_INBOX = Inbox(
    answers="/api/partners/v1/hotline12345/transfers",
    number="transferNo",
    story="content",
    labels={
        "transferNo": "转交编号",
        "matterNo": "事项编号",
        "transferTime": "转交时间",
        "department": "转交单位",
        "reason": "理由代码",
        "content": "情况",
        "request": "请求",
        "areaCode": "区划代码",
        "address": "地址",
        "occurredTime": "发生时间",
        "urgent": "紧急",
        "contactName": "联系人",
        "contactPhone": "联系电话",
    },
    answer=_answer,
)
_BLANKS = (
    Blank("orderType", "诉求类型", {code: words for code, (words, _nature) in TYPES.items()}),
    Blank("title", "标题"),
    Blank("content", "诉求内容", is_long=True),
    Blank("areaCode", "区划", _REGIONS),
    Blank("address", "地址"),
    Blank("callerName", "来电人"),
    Blank("callerPhone", "来电电话"),
    Blank("callBack", "回电", CALL_BACK),
    Blank("ownership", "权属", OWNERS),
)
TRADE = Trade(
    name="12345 政务服务便民热线（模拟）",
    tone="hotline",
    handovers="/api/partners/v1/hotline12345/orders",
    calls="/api/partners/v1/hotline12345/calls",
    samples=(
        ("投诉：饭店油烟扰民（练市）", _SMOKE),
        ("咨询：营业执照怎么补（织里）", _LICENCE),
        ("求助：半夜施工，权属不明，三方通话（八里店）", _NOISE),
    ),
    blanks=_BLANKS,
    ref="orderNo",
    told="content",
    document=_document,
    call=_call,
    heard=_heard,
    inbox=_INBOX,
)
