"""指挥组: units and people are convened for an urgent matter, told who does what until when, and stood down again.

A command group changes nobody's duty and no clock: the unit that answers for the matter answers on. Whoever is called
in reaches the matter while the group stands, and never a unit that the matter is about (信访工作条例 §30).
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.transfers import has_text

_Facts = Mapping[str, object]
NO_GROUP = Refusal("no_group", _("这件事项没有指挥组，或者已经解散。"))
COMMAND, MEMBER = "COMMAND", "MEMBER"
"""What a hand is to an open group: it commands, or it belongs to it."""


def leads_here(facts: _Facts) -> Refusal | None:
    """A group is convened by a leader of the unit that answers, or of one above it."""
    if facts.get("leads_here"):
        return None
    return Refusal("leader_convenes", _("指挥组由承办单位或上级单位的领导成立。"))


def has_no_group(facts: _Facts) -> Refusal | None:
    """One group at a time."""
    if facts.get("is_commanded"):
        return Refusal("commanded_already", _("这件事项已经有指挥组。"))
    return None


def has_group(facts: _Facts) -> Refusal | None:
    """What is done in a group needs one that stands."""
    if facts.get("is_commanded"):
        return None
    return NO_GROUP


def names_somebody(facts: _Facts) -> Refusal | None:
    """Somebody is called in, with a part of the closed list."""
    return None if facts.get("named") else Refusal("member_needed", _("请选择单位或人员，和承担的职责。"))


def names_nobody_denied(facts: _Facts) -> Refusal | None:
    """Whom a matter is about is not called in, nor who also works there (信访工作条例 §30)."""
    denied = facts.get("denied_named")
    if denied:
        return Refusal(
            "member_denied", _("%(who)s 与被反映的单位有关，须回避，不能进指挥组。"), {"who": str(denied)}
        )
    return None


def is_new(facts: _Facts) -> Refusal | None:
    """Nobody is called in twice."""
    if facts.get("joined_already"):
        return Refusal("joined_already", _("已在指挥组里。"))
    return None


def may_leave(facts: _Facts) -> Refusal | None:
    """Who is released belongs to the group, does not lead it and has nothing open."""
    if facts.get("leads_group"):
        return Refusal("lead_stays", _("组长不能退出：不再需要时请解散指挥组。"))
    if facts.get("has_order"):
        return Refusal("order_open", _("还有没反馈的任务，请先反馈。"))
    return None if facts.get("named") else Refusal("not_member", _("不在指挥组里。"))


def is_ordered(facts: _Facts) -> Refusal | None:
    """There is an order that waits, and it is the hand's own or the group's lead reports it."""
    if facts.get("waits"):
        return None
    return Refusal("order_over", _("这项任务已经反馈，或者不由您反馈。"))


_LIVE = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
_IN_IT = (COMMAND, MEMBER)
OF_TASK = (
    Step(
        "convene",
        _LIVE,
        SAME,
        ("LEADER", "SUPERIOR"),
        _("成立指挥组"),
        (leads_here, has_no_group, names_somebody, names_nobody_denied, has_text),
    ),
    Step(
        "enlist",
        _LIVE,
        SAME,
        (COMMAND,),
        _("增派成员"),
        (has_group, names_somebody, names_nobody_denied, is_new),
    ),
    Step("release", _LIVE, SAME, (COMMAND,), _("退出指挥组"), (has_group, may_leave)),
    Step("order", _LIVE, SAME, (COMMAND,), _("交办任务"), (has_group, names_somebody, has_text)),
    Step("report_order", _LIVE, SAME, _IN_IT, _("反馈任务"), (has_group, is_ordered, has_text)),
    Step("log", _LIVE, SAME, _IN_IT, _("记一笔"), (has_group, has_text)),
    Step("stand_down", _LIVE, SAME, (COMMAND,), _("解散指挥组"), (has_group, has_text)),
)
OF_COMMAND = frozenset({"convene", "enlist", "release", "order", "report_order", "log", "stand_down"})
