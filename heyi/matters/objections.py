"""退单异议 and 争议裁定: a unit says in time that a matter is not its own; who sent it agrees, or the superior rules.

Until that is decided the unit stays answerable and no clock stands still: signing is not consenting. One objection for
each unit, and none after a ruling, so that nothing bounces (信访工作条例 §23, §24).
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.guards import has_other_unit, second_pair_of_eyes
from heyi.matters.transfers import has_text, no_open_transfer

_Facts = Mapping[str, object]
OBJECTION_DUE, OBJECTION_DECIDED = "信访工作条例 §23", "信访工作条例 §24"


def may_object(facts: _Facts) -> Refusal | None:
    """Once for each unit, and never against a ruling: that is final for this matter."""
    if facts.get("ruled"):
        return Refusal("ruled_before", _("这件事项由谁办理已经裁定，不能再退单。"))
    if facts.get("objected"):
        return Refusal("objected_before", _("本单位已就这件事项提出过一次退单异议。"))
    return None


def objects_in_time(facts: _Facts) -> Refusal | None:
    """Within the limit of the rule book, counted from dispatch."""
    if facts.get("objects_late"):
        return Refusal("objection_late", _("提出退单异议的期限已过，事项由本单位办理。"))
    return None


def has_decider(facts: _Facts) -> Refusal | None:
    """Who has nobody above and was sent it by nobody is the backstop."""
    if facts.get("decider"):
        return None
    return Refusal("no_decider", _("没有派单单位或上级可以决定，事项由本单位兜底办理。"))


def has_objection_ground(facts: _Facts) -> Refusal | None:
    """An objection stands on a ground of the closed list (dispatch.codes.ObjectionGround)."""
    return None if facts.get("has_ground") else Refusal("ground_needed", _("请选择退单的理由。"))


def names_no_denied(facts: _Facts) -> Refusal | None:
    """Whom a matter is about is not proposed to handle it (信访工作条例 §30)."""
    if facts.get("to_unit_denied"):
        return Refusal("unit_is_subject", _("该单位是被反映的单位，不能承办。"))
    if facts.get("to_unit") is not None and facts.get("to_unit") == facts.get("unit"):
        return Refusal("same_unit", _("事项已在该单位。"))
    return None


def objection_is_open(facts: _Facts) -> Refusal | None:
    """There is an objection to withdraw or to decide."""
    return None if facts.get("objects") else Refusal("no_objection", _("没有待决定的退单异议。"))


def sender_decides(facts: _Facts) -> Refusal | None:
    """First who sent it says whether it agrees; after a refusal only a ruling ends it."""
    if facts.get("is_disputed"):
        return Refusal("goes_to_ruling", _("派单单位已不同意，须由上级裁定。"))
    return None


def is_up_for_ruling(facts: _Facts) -> Refusal | None:
    """A ruling follows a dispute: the sender refused, or it is the second unit that objects."""
    if facts.get("is_disputed"):
        return None
    return Refusal("sender_first", _("先由派单单位决定是否同意。"))


def is_overdue(facts: _Facts) -> Refusal | None:
    """Only what was not decided in time goes up by itself."""
    return None if facts.get("decision_late") else Refusal("not_overdue", _("决定的期限还没有到。"))


def met_jointly(facts: _Facts) -> Refusal | None:
    """Where there is no common superior, a joint meeting decides, and it is recorded who came (信访工作条例 §24)."""
    if not facts.get("is_joint") or str(facts.get("present") or "").strip():
        return None
    return Refusal("meeting_needed", _("没有共同上级：请写明参加联席会议的单位。"))


_FROM, _UNIT, _DECIDER = ("TO_SIGN", "IN_HAND"), ("UNIT",), ("DECIDER",)
_MOVED = _("已确定由更合适的单位办理，等待签收")

OF_MATTER = tuple(
    Step(verb, _FROM, "TO_SIGN", _DECIDER, label, (has_other_unit,), shown=_MOVED)
    for verb, label in (("agree_objection", _("同意退单")), ("rule_moved", _("裁定改派")))
)
OF_TASK = (
    Step(
        "object",
        _FROM,
        SAME,
        _UNIT,
        _("退单异议"),
        (
            no_open_transfer,
            may_object,
            objects_in_time,
            has_decider,
            has_objection_ground,
            names_no_denied,
            has_text,
        ),
        why=OBJECTION_DUE,
    ),
    Step("drop_objection", _FROM, SAME, _UNIT, _("撤回退单异议"), (objection_is_open,)),
    Step(
        "agree_objection",
        _FROM,
        "REFERRED",
        _DECIDER,
        _("同意退单"),
        (objection_is_open, sender_decides, second_pair_of_eyes, has_other_unit, has_text),
        "STOPS",
        why=OBJECTION_DUE,
    ),
    Step(
        "refuse_objection",
        _FROM,
        SAME,
        _DECIDER,
        _("不同意退单"),
        (objection_is_open, sender_decides, second_pair_of_eyes, has_text),
        why=OBJECTION_DUE,
    ),
    Step(
        "raise_objection",
        _FROM,
        SAME,
        ("SYSTEM",),
        _("逾期未决，报请上级裁定"),
        (objection_is_open, is_overdue),
        why=OBJECTION_DECIDED,
    ),
    Step(
        "rule_kept",
        _FROM,
        SAME,
        _DECIDER,
        _("裁定由原单位办理"),
        (objection_is_open, is_up_for_ruling, second_pair_of_eyes, met_jointly, has_text),
        why=OBJECTION_DECIDED,
    ),
    Step(
        "rule_moved",
        _FROM,
        "REFERRED",
        _DECIDER,
        _("裁定改派"),
        (objection_is_open, is_up_for_ruling, second_pair_of_eyes, met_jointly, has_other_unit, has_text),
        "STOPS",
        why=OBJECTION_DECIDED,
    ),
)
OF_SENDER = frozenset({"agree_objection", "refuse_objection"})
OF_RULER = frozenset({"rule_kept", "rule_moved"})
OF_OBJECTION = OF_SENDER | OF_RULER | {"object", "drop_objection", "raise_objection"}
