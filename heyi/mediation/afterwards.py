"""After an agreement binds: what is owed is done, late or not at all; the parties ask a court together to confirm it.

It binds until all of it is done: one part that was not performed shuts none of the others, and may be done late.
"""

from collections.abc import Collection, Mapping
from typing import cast

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.mediation.codes import OBSTACLE_WORDS
from heyi.mediation.guards import consent_is_heard, has_text, remains_open

_Facts = Mapping[str, object]
_AGREED = ("AGREED",)
_UNIT = ("MEDIATOR", "UNIT")
_PARTY = ("PARTY",)


def is_effective(facts: _Facts) -> Refusal | None:
    """There is an agreement to be performed; what was not kept binds all the same (人民调解法 §31)."""
    return None if facts.get("is_effective") else Refusal("no_agreement", _("没有生效的协议。"))


def is_not_broken(facts: _Facts) -> Refusal | None:
    """What was recorded as not performed is recorded once, and reminded of no more."""
    if not facts.get("is_broken"):
        return None
    return Refusal("broken_already", _("这一项已经登记未履行；后来履行了的，请登记履行。"))


def is_past_due(facts: _Facts) -> Refusal | None:
    """Nobody has failed to do what may still be done in time."""
    if facts.get("is_past_due"):
        return None
    return Refusal("not_due_yet", _("这一项还没有到期：约定的日期过了以后，才能登记未履行。"))


def is_first_today(facts: _Facts) -> Refusal | None:
    """One reminder of one thing in a day."""
    if not facts.get("is_reminded_today"):
        return None
    return Refusal("reminded_today", _("今天已经提醒过这一项，一天最多提醒一次。"))


def is_said_to_be_paid(facts: _Facts) -> Refusal | None:
    """Who receives denies what was said, once for each time that it was said."""
    if facts.get("is_said"):
        return None
    return Refusal("nothing_said", _("对方没有说已经履行，或者您已经答复过。"))


def may_be_confirmed(facts: _Facts) -> Refusal | None:
    """Nothing that a court would refuse, and not applied for already (民事诉讼法 §205)."""
    found = cast("Collection[str]", facts.get("obstacles") or ())
    if found:
        why = "；".join(OBSTACLE_WORDS[each] for each in found)
        return Refusal("cannot_be_confirmed", _("这份协议不能申请司法确认：%(why)s。"), {"why": why})
    if facts.get("has_confirmation"):
        return Refusal("confirmation_open", _("已经申请过司法确认。"))
    return None


def is_joining(facts: _Facts) -> Refusal | None:
    """The parties are being asked, and there is time."""
    if facts.get("confirmation") != "JOINING":
        return Refusal("not_joining", _("没有等待共同申请的司法确认。"))
    return _in_time(facts)


def has_not_joined(facts: _Facts) -> Refusal | None:
    """Each party joins once."""
    return Refusal("joined_already", _("已经同意共同申请。")) if facts.get("has_joined") else None


def has_not_declined(facts: _Facts) -> Refusal | None:
    """Each party declines once; who has may still join within the time."""
    if not facts.get("has_declined"):
        return None
    return Refusal("declined_already", _("已经答复过：不参加申请。"))


def every_party_joined(facts: _Facts) -> Refusal | None:
    """Jointly means all (人民调解法 §33); it is never sent by itself."""
    if facts.get("confirmation") != "JOINING":
        return Refusal("not_joining", _("没有等待共同申请的司法确认。"))
    if facts.get("not_joined"):
        return Refusal("not_jointly", _("须由各方当事人共同申请：还有当事人没有同意。"))
    return _in_time(facts)


def is_applied(facts: _Facts) -> Refusal | None:
    """A court answers what was put to it."""
    if facts.get("confirmation") == "APPLIED":
        return None
    return Refusal("not_applied", _("还没有向法院申请。"))


def _in_time(facts: _Facts) -> Refusal | None:
    if facts.get("is_in_time"):
        return None
    return Refusal("confirmation_late", _("协议生效已经超过三十日，不能再申请司法确认。"))


OF_MEDIATION = (
    Step(
        "perform",
        _AGREED,
        SAME,
        (*_UNIT, "PARTY"),
        _("登记履行"),
        (remains_open, is_effective),
        why="人民调解法 §31",
    ),
    Step("say_paid", _AGREED, SAME, _PARTY, _("说明已履行"), (remains_open, is_effective)),
    Step(
        "deny_paid",
        _AGREED,
        SAME,
        _PARTY,
        _("说明没有收到"),
        (remains_open, is_effective, is_said_to_be_paid),
    ),
    Step(
        "remind",
        _AGREED,
        SAME,
        (*_UNIT, "SYSTEM"),
        _("提醒履行"),
        (remains_open, is_effective, is_not_broken, is_first_today),
        why="人民调解法 §31",
    ),
    Step(
        "break_off",
        _AGREED,
        SAME,
        ("MEDIATOR",),
        _("登记未履行"),
        (remains_open, is_effective, is_not_broken, is_past_due, has_text),
        why="人民调解法 §31、§32",
    ),
    Step(
        "ask_confirmation",
        _AGREED,
        SAME,
        (*_UNIT, "PARTY"),
        _("提出司法确认"),
        (may_be_confirmed,),
        why="人民调解法 §33",
    ),
    Step(
        "join_confirmation",
        _AGREED,
        SAME,
        _PARTY,
        _("同意共同申请"),
        (is_joining, has_not_joined),
        why="人民调解法 §33",
    ),
    Step(
        "record_joining",
        _AGREED,
        SAME,
        _UNIT,
        _("登记书面同意共同申请"),
        (is_joining, has_not_joined, consent_is_heard),
        why="人民调解法 §33",
    ),
    Step(
        "decline_confirmation",
        _AGREED,
        SAME,
        _PARTY,
        _("不参加共同申请"),
        (is_joining, has_not_declined),
        why="人民调解法 §33",
    ),
    Step("drop_confirmation", _AGREED, SAME, (*_UNIT, "PARTY"), _("不再申请司法确认"), (is_joining,)),
    Step(
        "apply_confirmation",
        _AGREED,
        SAME,
        _UNIT,
        _("向法院申请"),
        (every_party_joined,),
        why="民事诉讼法 §205",
    ),
    Step(
        "answer_confirmation",
        _AGREED,
        SAME,
        _UNIT,
        _("登记法院答复"),
        (is_applied,),
        why="民事诉讼法 §206",
    ),
)
