"""会商: the units of a matter meet; it is written down who came, what was decided, and which tasks follow from it.

A conferral decides nothing by itself: the lead stays answerable, and what follows are tasks like any other.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from heyi.kernel.clock import CHINA
from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.transfers import has_text, no_open_transfer

_Facts = Mapping[str, object]
MOST_UNITS = 12
FURTHEST = timedelta(days=90)


def no_conferral_waits(facts: _Facts) -> Refusal | None:
    """One at a time: what the last decided is written down before the next is called."""
    if facts.get("conferral_waits"):
        return Refusal("conferral_waits", _("上一次会商还没有记录：请先记录或取消。"))
    return None


def conferral_waits(facts: _Facts) -> Refusal | None:
    """There is one to write down or to call off."""
    return None if facts.get("conferral_waits") else Refusal("no_conferral", _("没有待记录的会商。"))


def conferral_has_begun(facts: _Facts) -> Refusal | None:
    """What lies ahead was not held; `waits_until` is the instant for which it was called, None where none was given."""
    begins, at = facts.get("waits_until"), facts.get("at")
    if not isinstance(begins, datetime) or not isinstance(at, datetime) or begins <= at:
        return None
    return Refusal(
        "conferral_ahead",
        _(
            "这次会商定在 %(starts)s，还没有开始，不能记录。提前开了的，请先取消这次会商，再按实际时间重新召集。"
        ),
        {"starts": f"{begins.astimezone(CHINA):%Y-%m-%d %H:%M}"},
    )


def invites_others(facts: _Facts) -> Refusal | None:
    """Others than who convenes, none that the matter is about (信访工作条例 §30), and no more than fit at a table."""
    units, denied = facts.get("invited"), facts.get("denied")
    assert isinstance(units, frozenset)  # noqa: S101 - as the operation gives it
    assert isinstance(denied, frozenset)  # noqa: S101
    if not units:
        return Refusal("unit_needed", _("请选择参加会商的单位。"))
    if units & denied:
        return Refusal("unit_is_subject", _("被反映的单位不能参加会商。"))
    if len(units) > MOST_UNITS:
        return Refusal("units_full", _("参加会商的单位太多了，最多 12 个。"))
    return None


def is_to_come(facts: _Facts) -> Refusal | None:
    """It is called for a time to come, within three months."""
    starts_at, at = facts.get("starts_at"), facts.get("at")
    assert isinstance(at, datetime)  # noqa: S101 - as the operation gives it
    if isinstance(starts_at, datetime) and at < starts_at <= at + FURTHEST:
        return None
    return Refusal("time_needed", _("请给出会商的时间：在现在以后、三个月以内。"))


def somebody_came(facts: _Facts) -> Refusal | None:
    """Who came, of those who were called; a meeting of nobody is called off."""
    came, invited = facts.get("came"), facts.get("invited")
    assert isinstance(came, frozenset)  # noqa: S101 - as the operation gives it
    assert isinstance(invited, frozenset)  # noqa: S101
    if came and came <= invited:
        return None
    return Refusal("who_came", _("请选择实际参加的单位；没有单位参加的，请取消会商。"))


def follows_in_the_room(facts: _Facts) -> Refusal | None:
    """Tasks follow for who was called, each said in words; never for whom the matter is about by now (§30)."""
    follows, invited, denied = facts.get("follows"), facts.get("invited"), facts.get("denied")
    assert isinstance(follows, tuple)  # noqa: S101 - as the operation gives it
    assert isinstance(invited, frozenset)  # noqa: S101
    assert isinstance(denied, frozenset)  # noqa: S101
    if any(unit in denied for unit, _text in follows):
        return Refusal("unit_is_subject", _("该单位是被反映的单位，不能协办。"))
    if all(unit in invited and text.strip() for unit, text in follows):
        return None
    return Refusal("follow_up_unclear", _("后续任务要写明由哪个参会单位办什么。"))


_LIVE = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
_EVER = (*_LIVE, "CLOSED")
_UNIT_OR_ABOVE = ("UNIT", "SUPERIOR")
OF_TASK = (
    Step(
        "confer",
        ("TO_SIGN", "IN_HAND", "ON_HOLD"),
        SAME,
        _UNIT_OR_ABOVE,
        _("召集会商"),
        (no_open_transfer, no_conferral_waits, invites_others, is_to_come, has_text),
    ),
    Step(
        "record_conferral",
        _EVER,
        SAME,
        _UNIT_OR_ABOVE,
        _("记录会商"),
        (conferral_waits, conferral_has_begun, somebody_came, follows_in_the_room, has_text),
    ),
    Step("call_off", _EVER, SAME, _UNIT_OR_ABOVE, _("取消会商"), (conferral_waits, has_text)),
)
OF_CONFERRAL = frozenset({"confer", "record_conferral", "call_off"})
