"""协办: the lead asks other units to help; each has a task, clocks and an outcome of its own.

The lead stays answerable for the whole. It takes an assist back with a reason, and closes over one that is open only
with a reason that is kept. A unit that finds a request not its own says so as its outcome: nothing bounces. Its own
clock may stand still on a ground, and be extended by who asked; the lead's clock runs on in either case.
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.guards import extension_is_asked, second_pair_of_eyes
from heyi.matters.transfers import has_text, no_open_transfer

_Facts = Mapping[str, object]
MOST_ASSISTS = 20  # open at one time: more than that is a matter for a command group


def has_assistant(facts: _Facts) -> Refusal | None:
    """Another unit, with no open task here, and not one that the matter is about (信访工作条例 §30)."""
    if facts.get("to_unit") is None:
        return Refusal("unit_needed", _("请选择协办单位。"))
    if facts.get("to_unit_denied"):
        return Refusal("unit_is_subject", _("该单位是被反映的单位，不能协办。"))
    live = facts.get("live_units")
    if isinstance(live, frozenset) and facts.get("to_unit") in live:
        return Refusal("has_task_already", _("该单位已有这件事项的任务。"))
    return None


def has_room_for_assist(facts: _Facts) -> Refusal | None:
    """Not without end."""
    found = facts.get("open_assists")
    if isinstance(found, list) and len(found) >= MOST_ASSISTS:
        return Refusal("assists_full", _("同时协办的单位太多了：请先撤回不再需要的。"))
    return None


def is_assist(facts: _Facts) -> Refusal | None:
    """An alarm is taken back by its own key."""
    return None if facts.get("role") == "ASSIST" else Refusal("not_an_assist", _("这不是协办任务。"))


def has_outcome(facts: _Facts) -> Refusal | None:
    """What came of an assist is a code (dispatch.codes.AssistOutcome); of an alarm, words are enough."""
    if facts.get("role") != "ASSIST" or facts.get("has_outcome"):
        return None
    return Refusal("outcome_needed", _("请选择协办结果。"))


def has_time_to_stop(facts: _Facts) -> Refusal | None:
    """Who was asked for a meeting alone has no handling clock that could stand still: the meeting has its hour."""
    if facts.get("for_conferral"):
        return Refusal("nothing_to_hold", _("这项任务只是参加会商，没有可以暂停的时限。"))
    return None


def lead_decides(facts: _Facts) -> Refusal | None:
    """Longer for an assist is decided by the unit that leads, or by the one above it where the rule says so."""
    if facts.get("is_over_lead") or facts.get("lead_is_top") or facts.get("approver") != "SUPERIOR":
        return None
    return Refusal("superior_decides", _("这个时限的延期要由主办单位的上级审批。"))


def closes_over_nothing_untold(facts: _Facts) -> Refusal | None:
    """The lead closes over an open assist or part with a reason that is kept, and never over an alarm."""
    if facts.get("live_alarms"):
        return Refusal("alarm_open", _("公安还在处置紧急警情，不能办结。"))
    if facts.get("open_assists") and not str(facts.get("over_assists") or "").strip():
        return Refusal("assist_open", _("还有协办任务没有办结：请写明为什么不等，或者先撤回协办。"))
    if facts.get("open_parts") and not str(facts.get("over_parts") or "").strip():
        return Refusal("part_open", _("还有分项没有办结：请写明为什么不等，或者先结束不再需要的分项。"))
    return None


_ASKERS = ("LEAD", "OVER_LEAD")  # who asked for the help, and who is above
OF_TASK = (
    Step(
        "ask_assist",
        ("TO_SIGN", "IN_HAND", "ON_HOLD"),
        SAME,
        ("UNIT", "SUPERIOR"),
        _("请求协办"),
        (no_open_transfer, has_assistant, has_room_for_assist, has_text),
        why="domain: 首接负责",
    ),
    Step(
        "end_assist",
        ("TO_SIGN", "IN_HAND", "ON_HOLD"),
        "WITHDRAWN",
        _ASKERS,
        _("撤回协办"),
        (is_assist, has_text),
        "STOPS",
    ),
    Step(
        "grant_longer",
        ("IN_HAND", "ON_HOLD"),
        SAME,
        _ASKERS,
        _("同意协办延期"),
        (extension_is_asked, lead_decides, second_pair_of_eyes, has_text),
        "EXTENDS HANDLE",
    ),
    Step(
        "refuse_longer",
        ("IN_HAND", "ON_HOLD"),
        SAME,
        _ASKERS,
        _("不同意协办延期"),
        (extension_is_asked, lead_decides, second_pair_of_eyes, has_text),
        "DECLINES HANDLE",
    ),
)
OF_LONGER = frozenset({"grant_longer", "refuse_longer"})
