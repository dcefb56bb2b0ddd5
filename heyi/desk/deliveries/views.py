"""The delivery ledger at the desk: everybody's for the audit administrator, that of their own matters for others."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.accounts.codes import Role
from heyi.desk.deliveries.lines import NOTICES, lines, names, part_of
from heyi.desk.doors import DeskRequest, signed_in, works_on_matters
from heyi.desk.journal.views import deliveries as of_the_house
from heyi.journal.access import DeliveryCount, delivery_counts
from heyi.journal.access import deliveries as page_of
from heyi.journal.codes import DELIVERY_WORDS, DeliveryState
from heyi.journeys.noticing_words import is_notice
from heyi.kernel.clock import now
from heyi.matters.access import numbers_of

SHOWN = timedelta(days=60)  # older ones stand on the page of their matter


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter with how many it holds."""

    code: str
    words: str
    count: int


@require_safe
@signed_in
def deliveries(request: DeskRequest) -> HttpResponseBase:
    """To each their ledger."""
    if request.standing.holds(Role.AUDIT_ADMINISTRATOR):
        return of_the_house(request)
    return of_matters(request)


@works_on_matters
def of_matters(request: DeskRequest) -> HttpResponse:
    """What of the matters within reach was delivered, waits or was given up."""
    known, since = names(), now() - SHOWN
    state, to = request.GET.get("state", ""), request.GET.get("to", "")
    state, to = state if state in DELIVERY_WORDS else "", to if to in known else ""
    page = page_of(state=state, since=since, before=request.GET.get("before", ""), **part_of(to))
    counts = [_gathered(row) for row in delivery_counts(since=since)]
    context = {
        "lines": lines(page.rows, known, numbers_of({row.matter_id for row in page.rows})),
        "next": page.next,
        "state": state,
        "to": to,
        "states": _states(counts, to),
        "partners": _partners(counts, state, known),
        "given_up": _count(counts, state=DeliveryState.GAVE_UP, to=to) if to else 0,
        "to_words": known.get(to, ""),
    }
    return render(request, "desk/deliveries/list.html", context)


def _states(counts: Iterable[DeliveryCount], to: str) -> list[Choice]:
    """Every state, of the partner that is chosen."""
    held: Counter[str] = Counter()
    for row in counts:
        held[row.state] += row.number * (to == row.destination or (not to and row.destination != NOTICES))
    return [Choice(code, words, held[code]) for code, words in DELIVERY_WORDS.items()]


def _gathered(row: DeliveryCount) -> DeliveryCount:
    """Notices as one destination, however many people and groups they go to."""
    return row._replace(destination=NOTICES) if is_notice(row.destination) else row


def _partners(counts: Iterable[DeliveryCount], state: str, known: Mapping[str, str]) -> list[Choice]:
    """Every partner that was to be told something, in the state that is chosen."""
    held: Counter[str] = Counter()
    for row in counts:
        held[row.destination] += row.number * (state in ("", row.state))
    return [Choice(code, known.get(code, code), count) for code, count in sorted(held.items())]


def _count(counts: Iterable[DeliveryCount], *, state: str, to: str) -> int:
    return sum(row.number for row in counts if (row.state, row.destination) == (state, to))
