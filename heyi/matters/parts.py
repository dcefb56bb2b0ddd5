"""分项: what a report holds beside its main thing is split off, each part a matter of its own with its own unit.

One layer: a part is not split again. Who reported stays with the head (主件) and is spoken to by its lead unit, who is
told what comes of each part, accepts it, returns it once, or needs it no longer.
"""

from collections.abc import Mapping

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.transfers import has_text, no_open_transfer

_Facts = Mapping[str, object]
MOST_PARTS = 20  # open at one time
HEAD = "HEAD"
"""What a hand of the unit that leads the head is to a part."""
OF_HEAD_CODE = "OF_HEAD"
OF_HEAD_REASON = {"code": OF_HEAD_CODE, "params": {}, "quote": "", "start": 0, "where": "TEXT"}
"""Why a unit is denied a part: the head is about it. It is lifted with the head's, and not by itself."""
ALARM_OPEN = Refusal("alarm_open", _("公安还在处置紧急警情，不能办结。"))


def is_no_part(facts: _Facts) -> Refusal | None:
    """One layer: a part has no parts."""
    if facts.get("is_part"):
        return Refusal("is_part", _("分项不能再拆分：请由主件的主办单位另行拆分。"))
    return None


def is_part(facts: _Facts) -> Refusal | None:
    """These steps are for parts alone."""
    return None if facts.get("is_part") else Refusal("no_part", _("这件事项不是分项。"))


def has_room_for_part(facts: _Facts) -> Refusal | None:
    """Not without end."""
    found = facts.get("open_parts")
    if isinstance(found, list) and len(found) >= MOST_PARTS:
        return Refusal("parts_full", _("没有办结的分项太多了：请先办结或结束不再需要的。"))
    return None


def says_what_it_is(facts: _Facts) -> Refusal | None:
    """Its unit reads what was written for it and nothing of the head: kind, title and text are said."""
    if all(str(facts.get(name) or "").strip() for name in ("kind", "title", "text")):
        return None
    return Refusal("part_unclear", _("请写明分项的类别、标题和内容。"))


def has_place(facts: _Facts) -> Refusal | None:
    """A place that the directory knows."""
    return None if facts.get("region_known") else Refusal("region_unknown", _("没有这个区划。"))


def has_unit_for_part(facts: _Facts) -> Refusal | None:
    """Never a unit that the head or the part is about (信访工作条例 §30); and there must be one."""
    if facts.get("to_unit_denied"):
        return Refusal("unit_is_subject", _("该单位是被反映的单位，不能承办。"))
    if facts.get("nobody_left"):
        return Refusal("nobody_left", _("按规则没有可以承办的单位，请选择承接单位。"))
    return None


def not_returned_before(facts: _Facts) -> Refusal | None:
    """Once; after it the superior is asked, or another part is split off."""
    if facts.get("contested"):
        return Refusal("returned_before", _("已经退回过一次：请认可，或者请其上级督办。"))
    return None


def ends_no_alarm(facts: _Facts) -> Refusal | None:
    """Nothing is ended while the police are on it."""
    return ALARM_OPEN if facts.get("live_alarms") else None


def no_open_help(facts: _Facts) -> Refusal | None:
    """What others still do for the part is waited for, or taken back by its unit."""
    if facts.get("live_alarms"):
        return ALARM_OPEN
    if facts.get("open_assists"):
        return Refusal("assist_open", _("还有协办任务没有办结。"))
    return None


_HEAD = (HEAD,)
EVER = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED", "CLOSED")
OF_MATTER = (
    Step(
        "accept_part",
        ("ANSWERED",),
        "CLOSED",
        _HEAD,
        _("认可分项"),
        (is_part, no_open_help),
        "STOPS",
        shown=_("主件的主办单位认可了，已办结"),
    ),
    Step(
        "return_part",
        ("ANSWERED",),
        "IN_HAND",
        _HEAD,
        _("退回分项"),
        (is_part, not_returned_before, has_text),
        shown=_("主件的主办单位退回，已重新办理"),
    ),
    Step(
        "end_part",
        ("TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED"),
        "CLOSED",
        _HEAD,
        _("分项不再需要"),
        (is_part, ends_no_alarm, has_text),
        "STOPS",
        shown=_("不再需要，已结束"),
    ),
)
OF_TASK = (
    Step(
        "split",
        ("TO_SIGN", "IN_HAND", "ON_HOLD"),
        SAME,
        ("UNIT", "SUPERIOR"),
        _("拆分"),
        (no_open_transfer, is_no_part, has_room_for_part, says_what_it_is, has_place, has_unit_for_part),
        why="domain: 首接负责",
    ),
    Step("follow_head", EVER, SAME, ("SYSTEM",), _("随主件更新"), (is_part,)),
    Step(
        "accept_part",
        ("ANSWERED",),
        "CLOSED",
        _HEAD,
        _("认可分项"),
        (is_part, no_open_transfer, no_open_help),
        "STOPS",
    ),
    Step(
        "return_part",
        ("ANSWERED",),
        "IN_HAND",
        _HEAD,
        _("退回分项"),
        (is_part, not_returned_before, has_text),
        "STOPS CONFIRM; STARTS HANDLE",
    ),
    Step(
        "end_part",
        ("TO_SIGN", "IN_HAND", "ON_HOLD", "ANSWERED"),
        "CLOSED",
        _HEAD,
        _("分项不再需要"),
        (is_part, no_open_transfer, ends_no_alarm, has_text),
        "STOPS",
    ),
)
BY_HEAD = frozenset({"accept_part", "return_part", "end_part"})
OF_PART = BY_HEAD | {"split", "follow_head"}
