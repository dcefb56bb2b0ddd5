"""What a party is told of a regime, of its rights and duties, and of the ways that stay open: in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass

from heyi.kernel.words import _


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to know, and where the law says it."""

    words: str
    law: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A regime in plain words: who mediates, how long, what an agreement is worth."""

    who: str
    term: str
    worth: str


_BINDS = _("达成的协议有法律约束力，各方应当履行；生效后 30 日内，双方可以共同请人民法院确认。")
REGIME_TOLD: Mapping[str, Told] = {
    "PEOPLE": Told(
        _("人民调解员在各方之间说理、疏导，帮各方自己商量出办法。调解员不是法官，不判谁对谁错。"),
        _("一般在 30 日内结束；各方都同意才延长。"),
        _BINDS,
    ),
    "ADMINISTRATIVE": Told(
        _("行政机关的工作人员居中帮各方商量。调解不是行政处理决定，不处罚谁。"),
        _("一般在 30 日内结束；各方都同意才延长。"),
        _BINDS,
    ),
    "COMMERCIAL": Told(
        _("商事调解组织的调解员帮各方商量生意上的纠纷。调解员不是仲裁员，不作裁决。"),
        _("一般在 30 日内结束；各方都同意才延长。"),
        _BINDS,
    ),
    "LABOUR": Told(
        _("劳动争议调解组织的调解员帮劳动者和用人单位商量。调解员不作裁决。"),
        _("15 日内没有达成协议的，可以直接申请劳动仲裁。"),
        _("达成的协议对双方有约束力，应当履行；一方不履行的，另一方可以申请劳动仲裁。"),
    ),
    "JUDICIAL": Told(
        _("法院请调解员先帮各方商量。调解员不是审这个案子的法官。"),
        _("一般在 30 日内结束；各方都同意才延长。"),
        _("达成的协议有法律约束力，可以请人民法院确认；没有达成的，案件回到法院办理。"),
    ),
}

_PEOPLE = {
    "choose": _("人民调解法 §19、§23"),
    "free": _("人民调解法 §17、§23"),
    "open": _("人民调解法 §23"),
    "own": _("人民调解法 §23"),
    "ways": _("人民调解法 §3"),
    "truth": _("人民调解法 §24"),
    "order": _("人民调解法 §24"),
    "respect": _("人民调解法 §24"),
}
_ONLINE = {"choose": _("人民法院在线调解规则 §13"), "truth": _("人民法院在线调解规则 §17")}
_LAW: Mapping[str, Mapping[str, str]] = {"PEOPLE": _PEOPLE, "JUDICIAL": _ONLINE}
_NOT_HELD = _("您为了达成协议作出的让步，谈不成时不会在诉讼里拿来当作对您不利的证据。")


def rights_of(regime: str) -> tuple[Point, ...]:
    """What a party may, with the articles where the regime has them."""
    law = _LAW.get(regime, {})
    return (
        Point(_("可以接受，也可以拒绝；中途随时可以要求停止，不用说理由。"), law.get("free", "")),
        Point(_("可以选择或者接受调解员；认为不公正的，可以要求更换。"), law.get("choose", "")),
        Point(_("可以要求公开进行，也可以要求不公开。"), law.get("open", "")),
        Point(_("自己拿主意，自愿达成协议；谁也不能强迫您。"), law.get("own", "")),
        Point(_("调解不妨碍您去仲裁、请行政机关处理或者向法院起诉。"), law.get("ways", "")),
        Point(_NOT_HELD, _("人民法院在线调解规则 §18")),
    )


def duties_of(regime: str) -> tuple[Point, ...]:
    """What a party owes the others and the truth."""
    law = _LAW.get(regime, {})
    return (
        Point(_("如实说明事情的经过；不得串通做假调解。"), law.get("truth", "")),
        Point(_("遵守调解的秩序，尊重调解员。"), law.get("order", "")),
        Point(_("尊重对方行使权利。"), law.get("respect", "")),
    )


_COURT = Point(_("向人民法院起诉。请留意诉讼时效，一般是三年。"), _("民法典 §188"))
_AID = Point(_("不知道怎么走下一步，可以拨打 12348 免费咨询；经济困难的，可以申请法律援助。"))
_LABOUR = Point(_("向劳动人事争议仲裁委员会申请仲裁，一般应在一年内。"), _("劳动争议调解仲裁法 §14、§27"))


def remedies_of(regime: str, dispute: str) -> tuple[Point, ...]:
    """Where somebody goes whose mediation came to nothing (人民调解法 §26)."""
    if regime == "LABOUR" or dispute == "LABOUR":
        return _LABOUR, _AID
    arbitration = Point(_("合同里约定了仲裁的，向约定的仲裁机构申请仲裁。"))
    office = Point(_("属于行政机关管的事，可以请有关部门处理。"))
    is_contract = dispute in ("CONTRACT", "BUSINESS", "FINANCE", "E_COMMERCE", "INTELLECTUAL_PROPERTY")
    return (_COURT, *((arbitration,) if is_contract else ()), office, _AID)


def after_breach(regime: str) -> tuple[Point, ...]:
    """What somebody can do to whom an agreement is not kept."""
    confirmed = Point(
        _("协议已经由人民法院确认的，可以向法院申请强制执行，期限是两年。"),
        _("人民调解法 §33、民事诉讼法 §250"),
    )
    sue = Point(_("没有确认的，可以就协议的履行或者内容向人民法院起诉。"), _("人民调解法 §32"))
    pay = Point(_("欠的是钱、没有别的争议的，可以向基层人民法院申请支付令。"), _("民事诉讼法 §225"))
    if regime == "LABOUR":
        return confirmed, _LABOUR, pay, _AID
    return confirmed, sue, pay, _AID


CONFIRMATION = Point(
    _(
        "双方可以从协议生效之日起 30 日内，共同请人民法院确认；确认后一方不履行，另一方可以直接申请强制执行。"
        "想申请的，请告诉调解员。"
    ),
    _("人民调解法 §33"),
)
