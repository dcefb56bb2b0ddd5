"""What needs a form of its own: a swap of a turn, a leave."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heyi.accounts import operations
from heyi.accounts.access import RotaView, TurnView, duty_persons, leads_rota, rota_of, turn_of
from heyi.accounts.rules.duty import WEEK
from heyi.desk.accounts.people import done, form_methods, show
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.duty.acting import in_units
from heyi.desk.duty.forms import LeaveForm, SwapForm
from heyi.desk.duty.views import unit_asked
from heyi.desk.duty.week import turn_words
from heyi.kernel.clock import CHINA, now

AHEAD = 4 * WEEK  # days in which a turn in return is sought


@form_methods
@works_on_matters
def swap(request: DeskRequest, turn_id: int) -> HttpResponse:
    """One's own turn is offered; another's is given to somebody by a leader."""
    at = now()
    found = turn_of(turn_id)
    if found is None:
        raise Http404
    unit_id, turn = found
    is_own = turn.person_id == request.standing.person_id
    if not is_own and not leads_rota(request.standing, unit_id):
        raise PermissionDenied
    people = [
        (person.person_id, person.name)
        for person in duty_persons(unit_id, at).people
        if person.person_id != turn.person_id
    ]
    turns = list(_in_return(_ahead(request, unit_id, at), turn, at)) if is_own else None
    form = SwapForm(request.POST if request.method == "POST" else None, people=people, turns=turns)
    back = f"{reverse('desk:duty')}?unit={unit_id}&week={turn.on}"
    if done(form, lambda: _swap(request, turn, form, at, is_own=is_own)):
        messages.success(request, _("已提出调班，等同事同意。") if is_own else _("已换人，值班表已更新。"))
        return redirect(back)
    heading = _("调班") if is_own else _("换人")
    words = f"{turn_words(turn, at)} · {turn.person}"
    return show(request, form, heading, back=back, words=words)


def _swap(request: DeskRequest, turn: TurnView, form: SwapForm, at: datetime, *, is_own: bool) -> None:
    given = form.cleaned_data
    with in_units(request):
        if is_own:
            operations.ask_swap(
                turn.id, to=given["to"], in_return=given["in_return"], by=request.standing, at=at
            )
        else:
            operations.set_turn(turn.id, to=given["to"], by=request.standing, at=at)


def _ahead(request: DeskRequest, unit_id: int, at: datetime) -> RotaView:
    today = at.astimezone(CHINA).date()
    days = [today + timedelta(days=number) for number in range(AHEAD)]
    return rota_of(unit_id, days, by=request.standing, at=at)


def _in_return(rota: RotaView, turn: TurnView, at: datetime) -> Iterator[tuple[int, str]]:
    """Turns of others that have not begun."""
    for other in rota.turns:
        if other.person_id != turn.person_id and other.starts_at > at:
            yield other.id, f"{turn_words(other, at)} · {other.person}"


@form_methods
@works_on_matters
def leave(request: DeskRequest) -> HttpResponse:
    """One's own leave, or that of somebody whom one leads."""
    at = now()
    unit = unit_asked(request, request.GET.get("unit", ""))
    own = (request.standing.person_id, request.standing.name)
    others = duty_persons(unit.id, at).people if leads_rota(request.standing, unit.id) else ()
    people = [own, *((one.person_id, one.name) for one in others if one.person_id != own[0])]
    initial: Any = {"person": own[0]}
    form = LeaveForm(request.POST if request.method == "POST" else None, people=people, initial=initial)
    back = f"{reverse('desk:duty')}?unit={unit.id}"
    if done(form, lambda: _leave(request, form, at)):
        messages.success(request, _("已登记请假。请假期间的班会显示为空班，请值班领导安排别人。"))
        return redirect(back)
    return show(request, form, _("登记请假"), back=back, words=_("事由不必填写，平台也不保存。"))


def _leave(request: DeskRequest, form: LeaveForm, at: datetime) -> None:
    starts_at, ends_at = form.period()
    with in_units(request):
        operations.record_leave(
            form.cleaned_data["person"], starts_at=starts_at, ends_at=ends_at, by=request.standing, at=at
        )
