"""并案: one cause, many callers. Each matter keeps its number, reporter and clocks; one of them, the head, shows
all, and its answer is sent to each by a step of its own.

Matters are bundled, never merged: whoever reported is told, and may contest and rate, for one matter alone.
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.transfers import has_text

_Facts = Mapping[str, object]


def has_head(facts: _Facts) -> Refusal | None:
    """Another live matter that the hand sees, led by the same unit."""
    if not facts.get("head_found"):
        return Refusal("head_unknown", _("没有找到这个编号的在办事项，或者它不由本单位主办。"))
    if facts.get("head_is_self"):
        return Refusal("head_is_self", _("不能并入自己。"))
    return None


def stands_alone(facts: _Facts) -> Refusal | None:
    """A bundle has one head and one layer: members head nothing, and heads are nobody's members."""
    if facts.get("is_member"):
        return Refusal("bundled_already", _("这件事项已经并案：请先退出并案。"))
    if facts.get("has_members"):
        return Refusal("heads_others", _("已有事项并入这一件，它不能再并入别的。"))
    if facts.get("head_is_member"):
        return Refusal("head_is_member", _("那一件本身已并入别的事项：请并入它的主件。"))
    return None


def is_member(facts: _Facts) -> Refusal | None:
    """only what was bundled leaves."""
    return None if facts.get("is_member") else Refusal("not_bundled", _("这件事项没有并案。"))


_UNIT_OR_ABOVE = ("UNIT", "SUPERIOR")
OF_TASK = (
    Step(
        "bundle",
        ("TO_SIGN", "IN_HAND", "ON_HOLD"),
        SAME,
        _UNIT_OR_ABOVE,
        _("并案"),
        (has_head, stands_alone),
    ),
    Step(
        "unbundle",
        ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED", "CLOSED"),
        SAME,
        _UNIT_OR_ABOVE,
        _("退出并案"),
        (is_member, has_text),
    ),
)
OF_BUNDLE = frozenset({"bundle", "unbundle"})
