"""What must hold before a step of a mediation; each a few lines over the facts, and why the law wants it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from heyi.kernel.clock import CHINA
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _
from heyi.mediation.codes import BY_MEDIATOR, NEEDS_REVIEW, Consent, Meeting, Safety, Way

_Facts = Mapping[str, object]
MOST_LINKS = 999
MOST_PARTIES = 60  # a wage group of thirty with its employers fits; more are mediated in groups


def _list(facts: _Facts, name: str) -> Collection[str]:
    return cast("Collection[str]", facts.get(name) or ())


def has_text(facts: _Facts) -> Refusal | None:
    """Something is said."""
    return None if str(facts.get("text") or "").strip() else Refusal("text_needed", _("请写明内容。"))


def has_party_room(facts: _Facts) -> Refusal | None:
    """Not without end; `coming` is how many are named at once."""
    coming = int(str(facts.get("coming") or 1))
    if len(_list(facts, "consents")) + coming > MOST_PARTIES:
        return Refusal("parties_full", _("当事人太多：请按组分别调解。"))
    return None


def is_reachable(facts: _Facts) -> Refusal | None:
    """Who is asked can be reached by what they are asked with."""
    if not facts.get("is_party"):
        return Refusal("party_unknown", _("没有这位当事人。"))
    if facts.get("way") == Way.LINK and not facts.get("has_mobile"):
        return Refusal("no_mobile", _("这位当事人没有手机号码：请打印征询单当面交付，或者电话征询。"))
    return None


def is_asked(facts: _Facts) -> Refusal | None:
    """It is this party's to say, and not said yet: nobody answers twice, and nobody for another."""
    if facts.get("consent") == Consent.ASKED:
        return None
    return Refusal("answered_already", _("这位当事人已经答复过。"))


def consent_is_heard(facts: _Facts) -> Refusal | None:
    """What the house writes down for a party has a witness: another than the mediator, or the paper that is kept."""
    way = facts.get("way")
    if way == Way.PAPER:
        return None if facts.get("has_file") else Refusal("paper_needed", _("请附上本人签署的书面材料。"))
    if way == Way.PHONE:
        if facts.get("is_mediator"):
            return Refusal(
                "mediator_hears_alone",
                _("电话确认须由调解员以外的工作人员接听并登记，或者请当事人用手机链接确认。"),
            )
        return None
    return Refusal("way_needed", _("请选择确认的方式。"))


def is_new_here(facts: _Facts) -> Refusal | None:
    """A page is opened for the first time once, however many windows open it."""
    return Refusal("reached_already", _("这一页以前打开过。")) if facts.get("was_reached") else None


def two_sides(facts: _Facts) -> Refusal | None:
    """A dispute has two sides."""
    parts = set(_list(facts, "parts"))
    if {"APPLICANT", "RESPONDENT"} <= parts:
        return None
    return Refusal("side_missing", _("请先登记申请人和被申请人。"))


def every_party_consents(facts: _Facts) -> Refusal | None:
    """Each party itself, every one (人民调解法 §3, §17)."""
    consents = _list(facts, "consents")
    if consents and all(consent == Consent.GIVEN for consent in consents):
        return None
    return Refusal("consent_missing", _("还有当事人没有同意：各方自愿，调解才能进行。"))


def is_declared(facts: _Facts) -> Refusal | None:
    """The mediator has said that nothing binds them to a party (在线调解规则 §13)."""
    if facts.get("is_declared"):
        return None
    return Refusal("not_declared", _("请调解员先声明与各方当事人没有利害关系。"))


def takes_no_fee(facts: _Facts) -> Refusal | None:
    """People's mediation takes none (人民调解法 §4); of the others only commerce does (商事调解条例 §16)."""
    if facts.get("fee") and facts.get("regime") != "COMMERCIAL":
        return Refusal("fee_forbidden", _("这类调解不收取任何费用。"))
    return None


def is_second_person(facts: _Facts) -> Refusal | None:
    """Somebody of the unit other than the mediator."""
    return (
        Refusal("second_person_needed", _("须由调解员以外的人办理。")) if facts.get("is_mediator") else None
    )


def is_safe_together(facts: _Facts) -> Refusal | None:
    """Where there may be violence at home, nobody is made to sit with the other side (反家庭暴力法 §5)."""
    if facts.get("safety") == Safety.VIOLENCE and facts.get("meeting") != Meeting.SEPARATE:
        return Refusal("not_together", _("存在家庭暴力风险：只安排分别调解，不要求见面。"))
    return None


def is_spoken(facts: _Facts) -> Refusal | None:
    """What the house writes down of a party says how it came to know; the party's own device speaks for itself."""
    if facts.get("way") in (Way.PHONE, Way.PAPER):
        return None
    return Refusal("way_needed", _("请选择确认的方式。"))


def has_consented(facts: _Facts) -> Refusal | None:
    """Who has consented may stop; who was only asked refuses."""
    if facts.get("consent") == Consent.GIVEN:
        return None
    return Refusal("nothing_to_stop", _("这位当事人还没有同意调解：不愿意的，请登记不同意。"))


def is_named(facts: _Facts) -> Refusal | None:
    """There is such a party, and it was not erased."""
    if facts.get("is_party") and not facts.get("is_erased"):
        return None
    return Refusal("party_unknown", _("没有这位当事人。"))


def is_new_link(facts: _Facts) -> Refusal | None:
    """Links do not grow without end."""
    if int(str(facts.get("link") or 0)) < MOST_LINKS:
        return None
    return Refusal("too_many_links", _("这位当事人的链接换得太多了，请改用书面材料。"))


def recusal_waits(facts: _Facts) -> Refusal | None:
    """Only what is asked for is declined."""
    if facts.get("recusal_asked"):
        return None
    return Refusal("no_recusal", _("没有等待答复的更换申请。"))


def no_recusal_waits(facts: _Facts) -> Refusal | None:
    """Whoever is asked to make room goes no further before a colleague has answered."""
    if not facts.get("recusal_asked"):
        return None
    words = _("有当事人申请更换调解员：请同事先答复（更换，或者写明不更换的理由），再继续。")
    return Refusal("recusal_first", words)


def has_room_for_session(facts: _Facts) -> Refusal | None:
    """An hour that lies ahead, ends after it begins, and not longer than a day."""
    if not facts.get("is_ahead"):
        return Refusal("session_past", _("请选择将来的时间。"))
    if not facts.get("is_period"):
        return Refusal("session_period", _("结束时间应当在开始之后，并且不超过 12 小时。"))
    return None


def session_waits(facts: _Facts) -> Refusal | None:
    """Only what is planned is held or called off."""
    return None if facts.get("is_planned") else Refusal("session_over", _("这次调解已经记录或者取消。"))


def session_has_begun(facts: _Facts) -> Refusal | None:
    """What lies ahead was not held; `starts_at` and `at` are instants, the first None where it is not known."""
    starts_at = cast("datetime | None", facts.get("starts_at"))
    if starts_at is None or starts_at <= cast("datetime", facts["at"]):
        return None
    return Refusal(
        "session_ahead",
        _(
            "这次调解安排在 %(starts)s，还没有开始，不能记录。提前谈了的，请先取消这次安排，再按实际时间重新安排。"
        ),
        {"starts": f"{starts_at.astimezone(CHINA):%Y-%m-%d %H:%M}"},
    )


def remains_open(facts: _Facts) -> Refusal | None:
    """Nothing is answered or done twice."""
    return None if facts.get("is_open") else Refusal("not_open", _("这一项已经有了结果。"))


def is_longer_by_all(facts: _Facts) -> Refusal | None:
    """Longer than the law's term only where every party agrees (在线调解规则 §24)."""
    if not facts.get("all_agree"):
        return Refusal("extension_by_all", _("延长期限须各方当事人都同意。"))
    if not facts.get("within_cap"):
        return Refusal("extension_too_long", _("每次最多延长 30 日。"))
    return None


def is_clear(facts: _Facts) -> Refusal | None:
    """A court refuses what is unclear: who, what, how much, by when (民诉法解释: 内容不明确)."""
    if facts.get("clauses") == 0:
        return Refusal("clauses_missing", _("协议还没有条款。"))
    if facts.get("unclear"):
        return Refusal("agreement_unclear", _("协议还有不明确的地方，请按提示补全。"))
    return None


def nobody_signed(facts: _Facts) -> Refusal | None:
    """What somebody signed is not changed behind their back."""
    if facts.get("signatures"):
        return Refusal("signed_already", _("已有当事人签名：请终止后重新调解，不能改动。"))
    return None


def is_reviewed(facts: _Facts) -> Refusal | None:
    """What binds a minor or an incapable adult is looked at by a second person first."""
    needs = any(capacity in NEEDS_REVIEW for capacity in _list(facts, "capacities"))
    if needs and not facts.get("is_reviewed"):
        return Refusal("review_needed", _("涉及未成年人或者行为能力受限的人：签名前须由另一名工作人员复核。"))
    return None


def is_signer(facts: _Facts) -> Refusal | None:
    """A party of this agreement, who has not signed yet, signs what was fixed and nothing else."""
    if facts.get("consent") != Consent.GIVEN:
        return Refusal("not_a_party", _("只有同意调解的当事人才能签名。"))
    if facts.get("has_signed"):
        return Refusal("signed_by_them", _("已经签过名了。"))
    if facts.get("is_paper_only") and facts.get("way") != Way.PAPER:
        return Refusal("paper_only", _("涉及婚姻、收养、继承等人身关系的协议只能用纸质签名。"))
    if not facts.get("content_hash") or facts.get("seen_hash") != facts.get("content_hash"):
        return Refusal("text_changed", _("协议文本已经变化，请重新打开核对。"))
    return None


def every_party_signed(facts: _Facts) -> Refusal | None:
    """Effective when all have signed, the mediator too (人民调解法 §29)."""
    if facts.get("unsigned"):
        return Refusal("signature_missing", _("还有当事人没有签名。"))
    return None


def has_ending(facts: _Facts) -> Refusal | None:
    """One of the closed list that is the mediator's to choose."""
    return None if facts.get("ending") in BY_MEDIATOR else Refusal("ending_needed", _("请选择终止的原因。"))
