"""Another city in small: invented matters of 嘉兴, handed over and followed, and ours taken in. `heyi stub city`."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from heyi.adapters.city.mapping import NAMES, REASONS
from heyi.adapters.partner.stub.book import Heard
from heyi.adapters.partner.stub.trade import Blank, Document, Inbox, Trade
from heyi.kernel.clock import CHINA
from heyi.matters.codes import TRANSFER_REASON_WORDS

DIVISION = "330400"  # 嘉兴
DOOR = "/api/partners/v1/city"
_STATES = {
    "ACCEPT": "对方已受理",
    "REFUSE": "对方不受理",
    "PROGRESS": "对方进展",
    "REPLY": "对方答复",
    "CLOSE": "对方已办结",
    "RETURN": "对方退回",
}
_ORDER = {action: place for place, action in enumerate(_STATES)}
_LEAK = {
    "unit": "南湖区新嘉街道社会治理中心",
    "reason": "PLACE_ELSEWHERE",
    "told": "反映人住嘉兴南湖，在湖州织里有一套房。楼上邻居装修后漏水，天花板泡坏，两家为赔偿起了纠纷，几次没有谈成。",
    "asked": "请组织两家调解，并告知结果。",
    "area": "湖州市吴兴区织里镇",
    "address": "织里镇某小区 8 幢",
    "contactName": "夏师傅",
    "contactPhone": "13800000007",
    "urgent": "N",
}
_WATER = {
    "unit": "桐乡市乌镇镇社会治理中心",
    "reason": "DUTY_ELSEWHERE",
    "told": "桐乡与南浔交界的河道里有人从南浔一侧倾倒建筑泥浆，水变浑，下游桐乡村民取水受影响。",
    "asked": "请查处倾倒的船只，并告知结果。",
    "area": "湖州市南浔区练市镇",
    "address": "练市镇交界河道",
    "contactName": "",
    "contactPhone": "",
    "urgent": "Y",
}


def document_of(form: Mapping[str, str], at: datetime) -> Document:
    """An offer of a form's words, with a transfer and a number of its own and the present time."""
    local = at.astimezone(CHINA)
    given = {blank.name: form.get(blank.name, "").strip() for blank in _BLANKS}
    return {
        "action": "OFFER",
        "transfer": str(uuid4()),
        "number": f"330402{local:%Y%m%d%H%M%S}",
        "offeredAt": local.isoformat(timespec="seconds"),
        "areaCode": "",
        "occurredAt": "",
        "route": DIVISION,
        **given,
    }


def _no_call(_document: Document, _code: str, _at: datetime) -> Document | None:
    """Cities do not call each other about whose a matter is: it is offered, and sent back."""
    return None


def _heard(told: Document, heard_at: str) -> tuple[str, Heard]:
    """An answer to what this city handed over; they come in order, and within a second a closing comes last."""
    action = told["action"]
    seconds = int(datetime.fromisoformat(heard_at).timestamp())
    words = told["text"] or told["number"]
    heard = Heard(seconds * 10 + _ORDER[action], _STATES[action], "", heard_at, words, heard_at)
    return str(told["transfer"]), heard


def _answer(number: str, verb: str, ref: str, text: str) -> Document:
    """An answer to a matter that was given."""
    codes = {meant: code for code, meant in NAMES.actions.items()}
    return {"transfer": number, "action": codes[verb], "number": ref, "text": text}


_BLANKS = (
    Blank("unit", "移交单位"),
    Blank("reason", "理由", {code: str(TRANSFER_REASON_WORDS[code]) for code in REASONS}),
    Blank("told", "情况", is_long=True),
    Blank("asked", "请求", is_long=True),
    Blank("area", "地点（区划）"),
    Blank("address", "地址"),
    Blank("contactName", "反映人"),
    Blank("contactPhone", "电话"),
    Blank("urgent", "紧急", {"N": "一般", "Y": "紧急"}),
)
TRADE = Trade(
    name="嘉兴市社会治理中心（模拟）",
    tone="city",
    handovers=DOOR,
    calls=DOOR,
    samples=(("邻居漏水纠纷（织里）", _LEAK), ("交界河道倾倒泥浆（练市）", _WATER)),
    blanks=_BLANKS,
    ref="transfer",
    told="told",
    document=document_of,
    call=_no_call,
    heard=_heard,
    inbox=Inbox(
        answers=DOOR,
        number="transfer",
        story="told",
        labels={
            "action": "消息",
            "transfer": "转交编号",
            "number": "对方事项编号",
            "unit": "移交单位",
            "offeredAt": "移交时间",
            "reason": "理由代码",
            "told": "情况",
            "asked": "请求",
            "areaCode": "对方区划代码",
            "area": "地点（区划）",
            "address": "地址",
            "occurredAt": "发生时间",
            "urgent": "紧急",
            "route": "经过的城市",
            "contactName": "反映人",
            "contactPhone": "电话",
        },
        answer=_answer,
    ),
    hears="city:",
)
SAMPLE = _LEAK
