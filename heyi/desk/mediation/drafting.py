"""起草协议: clauses added one by one, ready-made ones to begin with, and beside each what is still unclear of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.views import listening
from heyi.desk.mediation.door import Door, door_to
from heyi.desk.mediation.draft_forms import ClauseForm, HeadForm, typed
from heyi.desk.mediation.payments_form import FEWEST, PaymentsForm
from heyi.journal.operations import log_look
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.kernel.typed import whole_number
from heyi.mediation.access import AgreementView
from heyi.mediation.codes import AgreementForm, Clause
from heyi.mediation.operations import draft
from heyi.mediation.operations.agreeing import CHANGED_MEANWHILE, mark_of_draft
from heyi.mediation.rules.clauses import MOST_CLAUSES, Term
from heyi.mediation.rules.starters import STARTERS, begun_with, usual_for
from heyi.web.seen import seen_mark

_IN_WORDS = ("what", "amount", "due_on", "parts", "manner", "breach")


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause as the page shows it, with what a reader could ask back."""

    number: int
    term: Term
    who: str
    to: str
    unclear: tuple[Any, ...]


@require_safe
@works_on_matters
def agreement(request: DeskRequest, number: str) -> HttpResponse:
    """The agreement: to be drafted by its mediator, to be read by the unit."""
    door = door_to(request, number, now())
    if door.view.row.began_at is None or (door.view.agreement is None and not door.view.may("draft")):
        return redirect("desk:mediation", number)
    actor = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=actor, what="MATTER", purpose=door.matter.basis, at=door.at)
    return _show(request, door)


@require_POST
@works_on_matters
def change(request: DeskRequest, number: str, do: str) -> HttpResponse:
    """One change of the draft, written at once; the page again where a form is not in order."""
    if do not in _DO:
        raise Http404(do)
    door = door_to(request, number, now())
    return _DO[do](request, door)


def _head(request: DeskRequest, door: Door) -> HttpResponse:
    return _write(request, door, terms=_terms(door))


def _add(request: DeskRequest, door: Door) -> HttpResponse:
    form = ClauseForm(request.POST, door=door)
    if not form.is_valid():
        return _show(request, door, clause=form, status=422)
    return _write(request, door, terms=[*_terms(door), form.term()], clause=form)


def _pay_many(request: DeskRequest, door: Door) -> HttpResponse:
    form = PaymentsForm(request.POST, door=door, prefix="many")
    if not form.is_valid():
        return _show(request, door, payments=form, status=422)
    return _write(request, door, terms=[*_terms(door), *form.terms()], payments=form)


def _change(request: DeskRequest, door: Door) -> HttpResponse:
    form = ClauseForm(request.POST, door=door)
    if _is_stale(request, door):
        return _stale(request, door, clause=form)
    terms, place = _terms(door), _place(request, door, "clause")
    if not form.is_valid():
        return _show(request, door, clause=form, editing=place + 1, status=422)
    kept = terms[place]
    new = form.term()
    if kept.instalments and typed(kept) == typed(new):
        new = kept  # an uneven plan that nobody touched stays as it is
    return _write(request, door, terms=[*terms[:place], new, *terms[place + 1 :]], clause=form)


def _remove(request: DeskRequest, door: Door) -> HttpResponse:
    if _is_stale(request, door):
        return _stale(request, door)
    terms, place = _terms(door), _place(request, door)
    return _write(request, door, terms=[*terms[:place], *terms[place + 1 :]])


def _up(request: DeskRequest, door: Door) -> HttpResponse:
    if _is_stale(request, door):
        return _stale(request, door)
    terms, place = _terms(door), _place(request, door)
    if place:
        terms[place - 1], terms[place] = terms[place], terms[place - 1]
    return _write(request, door, terms=terms)


def _begin(request: DeskRequest, door: Door) -> HttpResponse:
    name = request.POST.get("starter", "")
    if name not in STARTERS:
        raise Http404(name)
    first = {part: party.side for party in reversed(door.view.parties) for part in (party.part,)}
    sides = {"A": first.get("APPLICANT", ""), "R": first.get("RESPONDENT", "")}
    return _write(request, door, terms=[*_terms(door), *begun_with(name, sides)])


_DO: Mapping[str, Callable[[DeskRequest, Door], HttpResponse]] = {
    "head": _head,
    "add": _add,
    "pay_many": _pay_many,
    "change": _change,
    "remove": _remove,
    "up": _up,
    "begin": _begin,
}


def _terms(door: Door) -> list[Term]:
    return list(door.view.agreement.terms) if door.view.agreement else []


def _place(request: DeskRequest, door: Door, name: str = "place") -> int:
    """Which clause is meant, counted from nought."""
    asked = request.POST.get(name, "")
    place = (whole_number(asked, digits=3) or 0) - 1
    if not 0 <= place < len(_terms(door)):
        raise Http404(asked)
    return place


def _mark(door: Door) -> str:
    return mark_of_draft(door.view.agreement.row if door.view.agreement else None)


def _seen(request: DeskRequest, door: Door) -> str:
    """The draft as the page showed it; what names none saw it as this request reads it, before the lock."""
    return request.POST.get("draft", _mark(door))


def _is_stale(request: DeskRequest, door: Door) -> bool:
    return _seen(request, door) != _mark(door)


def _heading(request: DeskRequest) -> HeadForm | None:
    """What stands around the clauses, typed on the same page and sent with every button; None where it was not."""
    return HeadForm(request.POST, prefix="head") if "head-form" in request.POST else None


def _write(
    request: DeskRequest,
    door: Door,
    *,
    terms: Sequence[Term],
    clause: ClauseForm | None = None,
    payments: PaymentsForm | None = None,
) -> HttpResponse:
    head = _heading(request)
    if head is not None and not head.is_valid():
        return _show(request, door, head=head, clause=clause, payments=payments, status=422)
    given = head.given() if head is not None else _kept(door.view.agreement)
    if len(terms) > MOST_CLAUSES:
        messages.warning(request, _("条款太多，请合并。"))
        return redirect("desk:mediation_agreement", door.number)
    try:
        draft(door.key, taking=door.taking(), terms=terms, seen=_seen(request, door), **given)
    except NotAllowed as refused:
        words = _(refused.refusal.sentence) % dict(refused.refusal.params)
        return _stale(request, door, words=words, clause=clause, payments=payments)
    messages.success(request, _("已保存。"))
    if clause is None and (half := _half_written(request, door)) is not None:
        return _show(request, door_to(request, door.number, door.at), clause=half)
    return redirect(reverse("desk:mediation_agreement", args=[door.number]) + "#clauses")


def _half_written(request: DeskRequest, door: Door) -> ClauseForm | None:
    """A new clause that stood half written while another button was pressed: it stands there still."""
    given = {name: request.POST.get(name, "") for name in ClauseForm.base_fields}
    if "clause" in request.POST or not any(given[name] for name in _IN_WORDS):
        return None
    return ClauseForm(door=door, initial=given)


def _stale(
    request: DeskRequest,
    door: Door,
    *,
    words: str = "",
    clause: ClauseForm | None = None,
    payments: PaymentsForm | None = None,
) -> HttpResponse:
    """409: what happened, the draft as it is now, and whatever was typed."""
    messages.warning(request, words or _(CHANGED_MEANWHILE.sentence))
    now_it_is = door_to(request, door.number, door.at)
    clause = clause or _half_written(request, now_it_is)
    return _show(request, now_it_is, head=_heading(request), clause=clause, payments=payments, status=409)


def _kept(found: AgreementView | None) -> dict[str, Any]:
    """What stands around the clauses, as it is."""
    if found is None:
        return {"form": AgreementForm.WRITTEN, "facts": "", "left_open": "", "is_about_status": False}
    row = found.row
    return {
        "form": AgreementForm(row.form),
        "facts": row.facts,
        "left_open": row.left_open,
        "is_about_status": row.is_about_status,
    }


def _show(
    request: DeskRequest,
    door: Door,
    *,
    head: HeadForm | None = None,
    clause: ClauseForm | None = None,
    payments: PaymentsForm | None = None,
    editing: int = 0,
    status: int = 200,
) -> HttpResponse:
    found, may = door.view.agreement, door.view.may("draft")
    terms = found.terms if found else ()
    asked = whole_number(request.GET.get("clause", ""), digits=3) or 0
    if may and not editing and asked <= len(terms):
        editing = asked
    if may and clause is None:
        clause = ClauseForm(door=door, initial=typed(terms[editing - 1]) if editing else None)
    context = {
        "door": door,
        "matter": door.matter,
        "row": door.view.row,
        "view": door.view,
        "found": found,
        "may": {step.verb for step in door.view.steps},
        "head": (head or HeadForm(prefix="head", initial=_kept(found))) if may else None,
        "clause": clause if may else None,
        "editing": editing,
        "payments": _payments(door, payments) if may and not editing else None,
        "paid": _paid(terms),
        "lines": [_line(door, place, term) for place, term in enumerate(terms, 1)],
        "whole": [each.refusal for each in (found.unclear if found else ()) if each.clause == 0],
        "starters": [(name, each.words) for name, each in STARTERS.items()],
        "usual": usual_for(door.view.row.dispute),
        "draft": _mark(door),
        "seen": seen_mark(door.matter.seq, door.number),
        **listening(request),
    }
    return render(request, "desk/mediation/agreement.html", context, status=status)


def _payments(door: Door, sent: PaymentsForm | None) -> PaymentsForm | None:
    """Where there are many to be paid."""
    if len(door.view.parties) <= FEWEST:
        return None
    return sent or PaymentsForm(door=door, prefix="many")


def _paid(terms: Sequence[Term]) -> Decimal | None:
    """What all payments come to; None where there is none or one alone."""
    amounts = [term.amount for term in terms if term.kind == Clause.PAY and term.amount is not None]
    return sum(amounts, Decimal(0)) if len(amounts) > 1 else None


def _line(door: Door, place: int, term: Term) -> ClauseLine:
    unclear = door.view.agreement.unclear if door.view.agreement else ()
    return ClauseLine(
        place,
        term,
        door.name(term.who) if term.who else "",
        door.name(term.to) if term.to else "",
        tuple(each.refusal for each in unclear if each.clause == place),
    )
