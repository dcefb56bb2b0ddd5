"""110 in small: invented calls, handed over and followed. `heyi stub 110` runs it."""

from collections.abc import Mapping
from datetime import datetime

from heyi.adapters.partner.stub.book import Heard
from heyi.adapters.partner.stub.trade import Blank, Document, Inbox, Trade
from heyi.adapters.police110.mapping import KINDS, OWNERS
from heyi.adapters.police110.transferring import NAMES
from heyi.kernel.clock import CHINA

_REGIONS = {
    "330502102": "吴兴区妙西镇",
    "330502101": "吴兴区八里店镇",
    "330502100": "吴兴区织里镇",
    "330503102": "南浔区练市镇",
    "": "不明",
}
_LAUNDRY = {
    "fjqlb": "03",
    "gsqr": "1",
    "xzqh": "330502101",
    "sfdz": "八里店镇紫金桥社区 6 幢",
    "bjnr": "楼上邻居晾晒衣物一直滴水，把我家刚晒的被子全打湿了，两家在楼道里吵了起来，请帮忙调解。",
    "bjrxm": "沈月琴",
    "bjrdh": "13800000001",
    "cjmj": "八里店派出所 值班民警",
    "xqcz": "到场时双方已分开，情绪平稳，无人受伤；告知由社会治理中心调解。",
}
_WAGES = {
    "fjqlb": "05",
    "gsqr": "1",
    "xzqh": "330502100",
    "sfdz": "织里镇童装产业园 3 号楼",
    "bjnr": "厂里拖欠我们六个人两个月的工资，老板不接电话，大家堵在厂门口。",
    "bjrxm": "周师傅",
    "bjrdh": "13800000002",
    "cjmj": "织里派出所 值班民警",
    "xqcz": "到场劝离堵门人员，秩序正常。",
}
_PARKING = {
    "fjqlb": "06",
    "gsqr": "2",
    "xzqh": "330502101",
    "sfdz": "八里店镇某小区",
    "bjnr": "物业把业主的固定车位租给了外来车辆，业主和保安争执不下。",
    "bjrxm": "",
    "bjrdh": "13800000003",
    "cjmj": "",
    "xqcz": "",
}


def _document(form: Mapping[str, str], at: datetime) -> Document:
    """A hand-over of a form's words, with a number of its own and the present time."""
    local = at.astimezone(CHINA)
    given = {blank.name: form.get(blank.name, "").strip() for blank in _BLANKS}
    return {
        "jjdbh": f"J3305{local:%Y%m%d%H%M%S%f}"[:-3],
        "bjsj": local.isoformat(timespec="seconds"),
        **{name: value for name, value in given.items() if value},
    }


def _call(document: Document, tracking_code: str, at: datetime) -> Document | None:
    """Where it was not clear whose the matter is, 110, 12345 and the centre spoke; who was asked first takes it."""
    if document.get("gsqr") != "2":
        return None
    return {
        "cxm": tracking_code,
        "thsj": at.astimezone(CHINA).isoformat(timespec="seconds"),
        "cyr": "110 接警员、12345 话务员、社会治理中心值班员",
        "sldw": "1",
        "ly": "不属警情，也未确定主管部门；按首接负责，由首先接到的中心先行受理。",
        "gsyj": "2",
    }


def _heard(told: Document, heard_at: str) -> tuple[str, Heard]:
    heard = Heard(int(told["xh"]), told["ztsm"], told["cldw"], told["fksj"], told["fknr"], heard_at)
    return str(told["jjdbh"]), heard


def _answer(number: str, verb: str, ref: str, text: str) -> Document:
    """An answer to a matter that was given, in 110's words."""
    codes = {meant: code for code, meant in NAMES.actions.items()}
    return {"zjbh": number, "czlx": codes[verb], "jjdbh": ref, **({"fknr": text} if text else {})}


_INBOX = Inbox(
    answers="/api/partners/v1/police110/transfers",
    number="zjbh",
    story="bjnr",
    labels={
        "zjbh": "转交编号",
        "sjbh": "事项编号",
        "zjsj": "转交时间",
        "zjdw": "转交单位",
        "zjyy": "理由代码",
        "zjyysm": "理由",
        "bjnr": "情况",
        "clyq": "请求",
        "xzqh": "区划代码",
        "sfdz": "地址",
        "fssj": "发生时间",
        "jjcd": "紧急",
        "lxr": "联系人",
        "lxdh": "联系电话",
    },
    answer=_answer,
)
_BLANKS = (
    Blank("fjqlb", "非警情类别", {code: words for code, (words, _field) in KINDS.items()}),
    Blank("xzqh", "事发地区划", _REGIONS),
    Blank("sfdz", "事发地址"),
    Blank("bjnr", "报警内容", is_long=True),
    Blank("bjrxm", "报警人"),
    Blank("bjrdh", "报警电话"),
    Blank("cjmj", "处警单位"),
    Blank("xqcz", "先期处置", is_long=True),
    Blank("gsqr", "权属", OWNERS),
)
TRADE = Trade(
    name="110 指挥中心（模拟）",
    tone="police",
    handovers="/api/partners/v1/police110/handovers",
    calls="/api/partners/v1/police110/calls",
    samples=(
        ("邻居晾晒衣物起争执（八里店）", _LAUNDRY),
        ("拖欠工资、堵厂门（织里）", _WAGES),
        ("车位纠纷，权属不明，三方通话（八里店）", _PARKING),
    ),
    blanks=_BLANKS,
    ref="jjdbh",
    told="bjnr",
    document=_document,
    call=_call,
    heard=_heard,
    inbox=_INBOX,
)
