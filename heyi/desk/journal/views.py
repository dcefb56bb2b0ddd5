"""The logs that the audit administrator reads: what administrators did, who looked at matters, what was delivered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.accounts.codes import ROLE_WORDS, Role
from heyi.desk.deliveries.lines import lines, names
from heyi.desk.doors import DeskRequest, actor_of, administers
from heyi.desk.journal.words import FACTS, LOOKED_AT, VERBS
from heyi.dispatch.codes import RULE_PART_WORDS
from heyi.intake.codes import PARTNER_KIND_WORDS
from heyi.journal.access import Look, administrative_events
from heyi.journal.access import deliveries as delivery_page
from heyi.journal.access import looks as look_page
from heyi.journal.codes import DELIVERY_WORDS
from heyi.journal.events import RecordedEvent
from heyi.journal.operations import CannotResend, resend
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

auditor = administers(Role.AUDIT_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of what administrators did."""

    seq: int
    at: datetime
    who: str
    who_kind: str
    words: str
    facts: tuple[tuple[str, str], ...]
    digest: str


@require_safe
@auditor
def journal(request: DeskRequest) -> HttpResponse:
    """What administrators changed, newest first."""
    page = administrative_events(before=request.GET.get("before", ""))
    trees = directory()
    deeds = [_deed(event, trees) for event in page.rows]
    return render(request, "desk/journal/journal.html", {"lines": deeds, "next": page.next})


def _deed(event: RecordedEvent, trees: Directory) -> Deed:
    return Deed(
        seq=event.seq,
        at=event.at,
        who=event.actor.name,
        who_kind=event.actor.kind,
        words=_(VERBS[event.verb]) if event.verb in VERBS else event.verb,
        facts=tuple(_facts(event.facts, trees)),
        digest=event.hash.hex()[:16],
    )


def _facts(facts: Mapping[str, Any], trees: Directory) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if value not in (None, "", []):
            yield (_(FACTS[name]) if name in FACTS else name), _value(name, value, trees)


def _value(name: str, value: Any, trees: Directory) -> str:
    unit = trees.find_unit(value) if name in ("unit", "parent", "before") and isinstance(value, int) else None
    if unit is not None:
        return unit.name
    if name == "role" and value in set(Role):
        return _(ROLE_WORDS[value])
    if name == "kind" and value in PARTNER_KIND_WORDS:
        return _(PARTNER_KIND_WORDS[value])
    if name == "part" and value in RULE_PART_WORDS:
        return _(RULE_PART_WORDS[value])
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


@require_safe
@auditor
def looks(request: DeskRequest) -> HttpResponse:
    """Who looked at matters, newest first; of one person, if asked."""
    typed = request.GET.get("person", "")
    person = whole_number(typed, digits=9)
    page = look_page(before=request.GET.get("before", ""), actor_id=person)
    trees = directory()
    context = {
        "lines": [(look, _unit(look, trees), _words(look)) for look in page.rows],
        "next": page.next,
        "person": person,
    }
    return render(request, "desk/journal/looks.html", context)


def _unit(look: Look, trees: Directory) -> str:
    unit = trees.find_unit(look.unit_id) if look.unit_id else None
    return unit.short_name if unit else ""


def _words(look: Look) -> str:
    return _(LOOKED_AT[look.what]) if look.what in LOOKED_AT else look.what


@require_safe
@auditor
def deliveries(request: DeskRequest) -> HttpResponse:
    """What waits, what arrived, what was given up, and why."""
    state = request.GET.get("state", "")
    state = state if state in DELIVERY_WORDS else ""
    page = delivery_page(state=state, before=request.GET.get("before", ""))
    context = {
        "lines": lines(page.rows, names(), {}),
        "next": page.next,
        "state": state,
        "states": list(DELIVERY_WORDS),
    }
    return render(request, "desk/journal/deliveries.html", context)


@require_POST
@auditor
def resend_delivery(request: DeskRequest, county: str, delivery_id: UUID) -> HttpResponse:
    """Try again what was given up."""
    try:
        resend(county, delivery_id, by=actor_of(request.standing), at=now())
    except CannotResend:
        messages.error(request, _("这一条不能重新发送。"))
    else:
        messages.success(request, _("已排队重新发送。"))
    return redirect("desk:deliveries")
