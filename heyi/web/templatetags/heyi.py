"""Tags and filters of every page: icons, instants, and words for codes."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from heyi.accounts.codes import APPOINTMENT_STATE_WORDS, PRESENCE_WORDS, ROLE_WORDS
from heyi.accounts.operations import DemoPerson, demo_people
from heyi.dispatch.codes import (
    ALERT_WORDS,
    ASSIST_OUTCOME_WORDS,
    BOOK_STANDING_WORDS,
    BULLETIN_WORDS,
    CHANGE_WORDS,
    CLOCK_WORDS,
    CONFERRAL_STATE_WORDS,
    DECISION_WORDS,
    DRAFT_STATE_WORDS,
    EXTENSION_STATE_WORDS,
    EXTENSION_WORDS,
    FINDING_WORDS,
    GROUP_PART_WORDS,
    OBJECTION_STATE_WORDS,
    OBJECTION_WORDS,
    ORDER_WORDS,
    RULE_PART_WORDS,
    SHORTCOMING_WORDS,
    SUPERVISION_STATE_WORDS,
    SUPERVISION_WORDS,
    TASK_ROLE_WORDS,
    TRIAL_STATE_WORDS,
)
from heyi.dispatch.codes_of_learning import LEARNING_FAULT_WORDS, LEARNING_STATE_WORDS
from heyi.documents import codes as documents
from heyi.evidence import codes as evidence
from heyi.intake.codes import ALIKE_WORDS, PARTNER_KIND_WORDS
from heyi.journal.codes import ACTOR_WORDS, DELIVERY_WORDS
from heyi.journeys.suggesting import WISH_WORDS
from heyi.kernel.clock import now
from heyi.kernel.codes import spaced
from heyi.matters.codes import (
    ARRIVAL_WORDS,
    ASK_WORDS,
    BASIS_WORDS,
    CALL_GROUND_WORDS,
    CALL_TAKER_WORDS,
    CHANNEL_WORDS,
    CLOSING_WORDS,
    ERASURE_WORDS,
    FILE_ZONE_WORDS,
    HOLD_WORDS,
    PARTY_WORDS,
    PURPOSE_WORDS,
    SATISFACTION_WORDS,
    STATE_WORDS,
    TRANSFER_REASON_WORDS,
    TRANSFER_WORDS,
    VERDICT_WORDS,
    ZONE_WORDS,
)
from heyi.mediation import codes as mediation
from heyi.mediation import codes_of_answers as answers
from heyi.notices.codes import NOTICE_WORDS, OUTCOME_WORDS, WAY_WORDS
from heyi.orgs.codes import LEVEL_WORDS, SPECIALTY_WORDS, UNIT_KIND_WORDS
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS, field_of, nature_of
from heyi.triage.codes_of_elements import ELEMENT_WORDS
from heyi.triage.shipped import TOPIC_WORDS
from heyi.web import moments
from heyi.web.addresses import whole_address
from heyi.web.icons import ICONS
from heyi.web.qr import qr_svg
from heyi.web.seen import seen_mark

register = template.Library()
register.simple_tag(seen_mark)

TABLES: Mapping[str, Mapping[str, str]] = {
    "alike": ALIKE_WORDS,
    "actor": ACTOR_WORDS,
    "appointment": APPOINTMENT_STATE_WORDS,
    "basis": BASIS_WORDS,
    "bulletin": BULLETIN_WORDS,
    "call_ground": CALL_GROUND_WORDS,
    "call_taker": CALL_TAKER_WORDS,
    "closing": CLOSING_WORDS,
    "channel": CHANNEL_WORDS,
    "clock": CLOCK_WORDS,
    "delivery": DELIVERY_WORDS,
    "element": ELEMENT_WORDS,
    "erasure": ERASURE_WORDS,
    "erasure_ask": ASK_WORDS,
    "extension": EXTENSION_WORDS,
    "extension_state": EXTENSION_STATE_WORDS,
    "field": FIELD_WORDS,
    "file_zone": FILE_ZONE_WORDS,
    "book_standing": BOOK_STANDING_WORDS,
    "change": CHANGE_WORDS,
    "draft": DRAFT_STATE_WORDS,
    "finding": FINDING_WORDS,
    "rule_clock": {**CLOCK_WORDS, **DECISION_WORDS},
    "rule_part": RULE_PART_WORDS,
    "learning": LEARNING_STATE_WORDS,
    "learning_fault": LEARNING_FAULT_WORDS,
    "topic": TOPIC_WORDS,
    "trial": TRIAL_STATE_WORDS,
    "hold": HOLD_WORDS,
    "level": LEVEL_WORDS,
    "nature": NATURE_WORDS,
    "objection": OBJECTION_WORDS,
    "objection_state": OBJECTION_STATE_WORDS,
    "notice": NOTICE_WORDS,
    "outcome": OUTCOME_WORDS,
    "order": ORDER_WORDS,
    "part": GROUP_PART_WORDS,
    "partner_kind": PARTNER_KIND_WORDS,
    "party": PARTY_WORDS,
    "presence": PRESENCE_WORDS,
    "purpose": PURPOSE_WORDS,
    "wish": WISH_WORDS,
    "role": ROLE_WORDS,
    "satisfaction": SATISFACTION_WORDS,
    "specialty": SPECIALTY_WORDS,
    "alert": ALERT_WORDS,
    "shortcoming": SHORTCOMING_WORDS,
    "supervision": SUPERVISION_WORDS,
    "supervision_state": SUPERVISION_STATE_WORDS,
    "state": STATE_WORDS,
    "task_role": TASK_ROLE_WORDS,
    "assist_outcome": ASSIST_OUTCOME_WORDS,
    "conferral_state": CONFERRAL_STATE_WORDS,
    "transfer": TRANSFER_WORDS,
    "arrival": ARRIVAL_WORDS,
    "transfer_reason": TRANSFER_REASON_WORDS,
    "unit_kind": UNIT_KIND_WORDS,
    "urgency": URGENCY_WORDS,
    "verdict": VERDICT_WORDS,
    "way": WAY_WORDS,
    "zone": ZONE_WORDS,
    "capture": evidence.CAPTURE_WORDS,
    "stamp": evidence.STAMP_WORDS,
    "document_state": documents.STATE_WORDS,
    "paper": documents.PAPER_WORDS,
    "med_agreement": mediation.AGREEMENT_STATE_WORDS,
    "med_agreement_form": mediation.AGREEMENT_FORM_WORDS,
    "med_anomaly": mediation.ANOMALY_WORDS,
    "med_capacity": mediation.CAPACITY_WORDS,
    "med_clause": mediation.CLAUSE_WORDS,
    "med_confirmation": mediation.CONFIRMATION_STATE_WORDS,
    "med_consent": mediation.CONSENT_WORDS,
    "med_dispute": mediation.DISPUTE_WORDS,
    "med_due": mediation.DUE_WORDS,
    "med_obstacle": mediation.OBSTACLE_WORDS,
    "med_ending": mediation.ENDING_WORDS,
    "med_exclusion": mediation.EXCLUSION_WORDS,
    "med_grievance": mediation.GRIEVANCE_WORDS,
    "med_meeting": mediation.MEETING_WORDS,
    "med_origin": mediation.ORIGIN_WORDS,
    "med_outcome": answers.OUTCOME_WORDS,
    "med_part": mediation.PART_WORDS,
    "med_performance": mediation.PERFORMANCE_WORDS,
    "med_proven": mediation.PROVEN_WORDS,
    "med_proposal": mediation.PROPOSAL_STATE_WORDS,
    "med_regime": mediation.REGIME_WORDS,
    "med_room": mediation.ROOM_WORDS,
    "med_session": mediation.SESSION_STATE_WORDS,
    "med_sign": mediation.SIGN_WORDS,
    "med_state": mediation.MEDIATION_STATE_WORDS,
    "med_verdict": answers.VERDICT_WORDS,
    "med_way": mediation.WAY_WORDS,
}
TONES: Mapping[str, str] = {
    "TO_SIGN": "gamboge",
    "IN_HAND": "dai",
    "ON_HOLD": "",
    "WITH_PARTNER": "wisteria",
    "OFFERED": "gamboge",
    "ACCEPTED": "wisteria",
    "REFUSED": "cinnabar",
    "RETURNED": "cinnabar",
    "ANSWERED": "bamboo",
    "CLOSED": "",
    "COMING": "gamboge",
    "FOLLOWED": "",
    "WITHDRAWN": "",
    "EDITING": "dai",
    "SUBMITTED": "gamboge",
    "ADDED": "bamboo",
    "CHANGED": "gamboge",
    "REMOVED": "cinnabar",
    "PROPOSED": "gamboge",
    "IN_FORCE": "bamboo",
    "REVOKED": "cinnabar",
    "FIRST": "gamboge",
    "DANGER": "cinnabar",
    "WAITING": "gamboge",
    "READY": "gamboge",
    "IN_USE": "bamboo",
    "DELIVERED": "bamboo",
    "GAVE_UP": "cinnabar",
    "DISMISSED": "",
    "URGENT": "cinnabar",
    "NOW": "bamboo",
    "WAITS_FOR_MORNING": "gamboge",
    "ON_DUTY": "bamboo",
    "NO_ROTA": "dai",
    "ON_LEAVE": "gamboge",
    "PUBLIC": "dai",
    "WORKING": "",
    "CONFIDENTIAL": "wisteria",
    "DRAFT": "gamboge",
    "PUBLISHED": "bamboo",
    "OPEN": "gamboge",
    "DONE": "bamboo",
    "NOT_DONE": "cinnabar",
    "INVITING": "gamboge",
    "MEDIATING": "dai",
    "SIGNING": "gamboge",
    "AGREED": "bamboo",
    "ENDED": "",
    "ASKED": "gamboge",
    "GIVEN": "bamboo",
    "STOPPED": "cinnabar",
    "PLANNED": "dai",
    "HELD": "bamboo",
    "DECLINED": "cinnabar",
    "FIXED": "gamboge",
    "EFFECTIVE": "bamboo",
    "PERFORMED": "bamboo",
    "BROKEN": "cinnabar",
    "JOINING": "gamboge",
    "APPLIED": "dai",
    "CONFIRMED": "bamboo",
    "LATE": "cinnabar",
    "REPLACED": "",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside words; it says nothing to a screen reader."""
    shape = mark_safe(ICONS[name])  # noqa: S308  # our own constant
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', shape)


@register.simple_tag
def seal() -> SafeString:
    """The mark of the house: 合 over 一, cut as a seal."""
    return _SEAL


@register.simple_tag(takes_context=True)
def qr(context: dict[str, Any], path: str, title: str) -> SafeString:
    """A QR code of an address of ours, whole, so that a telephone finds it from paper."""
    return qr_svg(whole_address(context["request"], path), title=title)


_SEAL = mark_safe(
    '<svg class="seal" viewBox="0 0 48 48" aria-hidden="true"><rect width="48" height="48" rx="6"/>'
    '<path d="M24 7 11 18.5M24 7l13 11.5M17.5 20.5h13M16.5 26h15v8h-15zM10 41h28"/></svg>'
)


@register.simple_tag
def demo_signins() -> tuple[DemoPerson, ...]:
    """The demo's people with their known password; nobody where this is no demo."""
    return demo_people() if settings.HEYI_DEMO else ()


@register.filter
def word(code: object, table: str) -> str:
    """A code's word in the reader's language; a code that the table lacks stands as it is."""
    words = TABLES[table].get(str(code), str(code))
    return gettext(words) if words else ""


@register.filter
def tone(code: object) -> str:
    """The colour of a mark; the word beside it says the same."""
    return TONES.get(str(code), "")


@register.filter
def kind(code: str) -> str:
    """A kind in words: 矛盾纠纷 · 劳动争议."""
    return f"{word(nature_of(code), 'nature')} · {word(field_of(code), 'field')}"


@register.filter
def unit_sort(label: str) -> str:
    """A kind of unit in words (heyi.dispatch.rules.learning): its specialty where it has one."""
    unit_kind, _dot, specialty = label.partition(".")
    return word(specialty, "specialty") if specialty else word(unit_kind, "unit_kind")


@register.filter
def instant(at: datetime | None) -> str:
    """An instant that has been, with the exact time behind it."""
    return "" if at is None else _time(at, moments.instant_words(at, now=now()))


@register.filter
def due(at: datetime | None) -> str:
    """An instant by which something is due."""
    return "" if at is None else _time(at, moments.due_words(at, now=now()))


@register.filter
def left(at: datetime | None) -> str:
    """How long is left, or how late it is, coloured and said."""
    if at is None:
        return ""
    this = now()
    return format_html(
        '<span class="{}">{}</span>', moments.pace(at, now=this), moments.left_words(at, now=this)
    )


@register.filter
def pace(at: datetime | None) -> str:
    """late, soon or nothing."""
    return "" if at is None else moments.pace(at, now=now())


@register.filter
def longday(day: date) -> str:
    """A day with its year, as agreements name it."""
    return moments.long_day(day)


@register.filter
def of(key: str, named: Mapping[str, str]) -> str:
    """What a key stands for; itself where nothing does."""
    return named.get(key, key)


@register.filter
def money(amount: Decimal) -> str:
    """An amount in yuan, grouped by thousands, without empty cents."""
    return f"{amount:,.2f}".removesuffix(".00")


@register.filter
def grouped(code: str) -> str:
    """A tracking code in four groups of four."""
    return spaced(code)


@register.filter
def sentence_in(refusal: Any) -> str:
    """A refusal's sentence with its parameters, in the reader's language."""
    words = gettext(refusal.sentence)
    return words % dict(refusal.params) if refusal.params else words


@register.filter
def translated(words: str) -> str:
    """Words that a lower module marked, in the reader's language."""
    return gettext(words) if words else ""


def _time(at: datetime, words: str) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), moments.full_words(at), words
    )
