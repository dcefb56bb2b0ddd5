"""现场调处: a quarrel settled where it happened, whose agreed words were read back; each party confirms them itself.

What is confirmed stands before anybody is asked: so consent and signature are one word of the party, under the hash
of what was read out. Nobody of the house says it for them, and who is silent for `CONFIRM_WITHIN` is not bound.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import cast

from heyi.kernel.flow import SAME, Refusal, Step
from heyi.kernel.words import _
from heyi.mediation.codes import NEEDS_REVIEW, Consent, Way
from heyi.mediation.guards import (
    consent_is_heard,
    every_party_consents,
    every_party_signed,
    is_clear,
    is_declared,
    takes_no_fee,
    two_sides,
)

CONFIRM_WITHIN = timedelta(days=3)
_Facts = Mapping[str, object]
_BEFORE = ("INVITING",)


def is_on_site(facts: _Facts) -> Refusal | None:
    """These steps are for what was settled on site; any other mediation asks for consent before a word is written."""
    return None if facts.get("on_site") else Refusal("not_on_site", _("这不是现场调处。"))


def nothing_read_back(facts: _Facts) -> Refusal | None:
    """What was read out is not changed, nor mediated on, behind the back of who confirmed it."""
    if facts.get("content_hash"):
        return Refusal("read_back", _("现场说定的内容已经宣读：请终止后重新调解，不能改动。"))
    return None


def is_read_back(facts: _Facts) -> Refusal | None:
    """There are words that were read out."""
    return None if facts.get("content_hash") else Refusal("not_read_back", _("还没有宣读说定的内容。"))


def binds_adults_only(facts: _Facts) -> Refusal | None:
    """What binds a minor or an incapable adult is looked at by a second person, for which there is none on site."""
    if any(each in NEEDS_REVIEW for each in cast("Collection[str]", facts.get("capacities") or ())):
        return Refusal("not_on_site_for_minors", _("涉及未成年人或者行为能力受限的人：请到调解室调解。"))
    return None


def is_their_word(facts: _Facts) -> Refusal | None:
    """A party that has neither refused nor confirmed, and the words that it was shown."""
    if facts.get("consent") not in (Consent.ASKED, Consent.GIVEN):
        return Refusal("not_a_party", _("只有当事人本人才能确认。"))
    if facts.get("has_signed"):
        return Refusal("signed_by_them", _("已经确认过了。"))
    if not facts.get("content_hash") or facts.get("seen_hash") != facts.get("content_hash"):
        return Refusal("text_changed", _("说定的内容已经变化，请重新打开核对。"))
    return None


def is_on_paper(facts: _Facts) -> Refusal | None:
    """What the house writes down of a party's confirmation is on paper, with their hand or thumb."""
    return None if facts.get("way") == Way.PAPER else Refusal("way_needed", _("请选择确认的方式。"))


def mediator_signs(facts: _Facts) -> Refusal | None:
    """The mediator signs too: now, or when the words were read back."""
    if facts.get("is_mediator") or facts.get("mediator_signed"):
        return None
    return Refusal("mediator_missing", _("调解员还没有签名。"))


def is_silent_too_long(facts: _Facts) -> Refusal | None:
    """Ended by the house only after the days in which a party may confirm."""
    return None if facts.get("is_over") else Refusal("not_over", _("确认的期限还没有到。"))


OF_MEDIATION = (
    Step(
        "read_back",
        _BEFORE,
        SAME,
        ("MEDIATOR",),
        _("宣读现场说定的内容"),
        (is_on_site, nothing_read_back, two_sides, binds_adults_only, is_declared, takes_no_fee, is_clear),
        why="人民调解法 §28",
    ),
    Step(
        "confirm",
        _BEFORE,
        SAME,
        ("PARTY",),
        _("确认说定的内容"),
        (is_on_site, is_their_word),
        shown=_("您已确认现场说定的内容"),
        why="人民调解法 §3、§28",
    ),
    Step(
        "record_confirmation",
        _BEFORE,
        SAME,
        ("MEDIATOR", "UNIT"),
        _("登记纸面确认"),
        (is_on_site, is_their_word, is_on_paper, consent_is_heard),
        why="电子签名法 §3",
    ),
    Step(
        "settle",
        _BEFORE,
        "AGREED",
        ("MEDIATOR", "SYSTEM"),
        _("现场协议生效"),
        (
            is_on_site,
            two_sides,
            every_party_consents,
            is_declared,
            takes_no_fee,
            is_read_back,
            every_party_signed,
            mediator_signs,
        ),
        "STOPS",
        shown=_("现场说定的协议已经生效"),
        why="人民调解法 §28、§30",
    ),
    Step(
        "lapse",
        _BEFORE,
        "ENDED",
        ("SYSTEM",),
        _("到期没有确认"),
        (is_on_site, is_silent_too_long),
        "STOPS",
        shown=_("有当事人没有确认，现场协议没有成立"),
        why="人民调解法 §26",
    ),
)
