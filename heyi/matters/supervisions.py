"""催办 and 督办: a superior presses a unit, by rule when a clock has run out or by hand; the unit answers for it.

What is pressed stays where it is: supervision changes nobody's duty and no clock (信访工作条例 §40, §45).
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.transfers import has_text

_Facts = Mapping[str, object]
LAW = "信访工作条例 §40"


def not_urged_lately(facts: _Facts) -> Refusal | None:
    """Urging is not a drum: once in a few hours is heard."""
    if facts.get("urged_lately"):
        return Refusal("urged_lately", _("四小时内已经催办过。"))
    return None


def has_supervision_ground(facts: _Facts) -> Refusal | None:
    """A supervision stands on a ground of the closed list (dispatch.codes.SupervisionGround)."""
    return None if facts.get("has_ground") else Refusal("ground_needed", _("请选择督办的理由。"))


def not_supervised_already(facts: _Facts) -> Refusal | None:
    """One supervision of a unit above at a time."""
    if facts.get("supervised"):
        return Refusal("supervised_already", _("您的单位已在督办这件事项。"))
    return None


def is_supervised(facts: _Facts) -> Refusal | None:
    """There is a supervision that waits for the unit's answer."""
    return None if facts.get("waits_for_reply") else Refusal("not_supervised", _("没有待反馈的督办。"))


def may_be_ended(facts: _Facts) -> Refusal | None:
    """Who supervises ends it, after the unit has answered."""
    if not facts.get("supervised"):
        return Refusal("not_supervised", _("您的单位没有在督办这件事项。"))
    if facts.get("is_unanswered"):
        return Refusal("reply_first", _("承办单位还没有反馈，不能销号。"))
    return None


_LIVE = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
_ABOVE = ("SUPERIOR",)
OF_TASK = (
    Step("urge", _LIVE, SAME, _ABOVE, _("催办"), (not_urged_lately,), why=LAW),
    Step(
        "supervise",
        _LIVE,
        SAME,
        _ABOVE,
        _("督办"),
        (not_supervised_already, has_supervision_ground, has_text),
        why=LAW,
    ),
    Step("reply_supervision", _LIVE, SAME, ("UNIT",), _("反馈督办"), (is_supervised, has_text)),
    Step("end_supervision", _LIVE, SAME, _ABOVE, _("督办销号"), (may_be_ended, has_text)),
)
OF_SUPERVISION = frozenset({"urge", "supervise", "reply_supervision", "end_supervision"})
