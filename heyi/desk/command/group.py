"""指挥组's own page: members, orders and the log of what happens, with one form for each thing that may be done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.accounts.rules import Standing
from heyi.desk.command.forms import (
    EnlistForm,
    LogForm,
    OrderForm,
    ReportForm,
    StandDownForm,
    WhoMay,
    who_may,
)
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.naming import unit_that_looks_at
from heyi.desk.matters.timeline import Entry, timeline, words_of
from heyi.desk.matters.views import key_of, listening
from heyi.dispatch.access import GroupRow, find_group, roles_in_group
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations import Hand, Step, enlist, log, order, release, report_order, stand_down
from heyi.journal.access import timeline_of
from heyi.journal.operations import log_look
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import MatterView, matter_view
from heyi.matters.commands import COMMAND, MEMBER
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm, Whole
from heyi.web.seen import seen_mark

Key = tuple[str, UUID]
DO: Mapping[str, Callable[..., object]] = {
    "enlist": enlist,
    "release": release,
    "order": order,
    "report_order": report_order,
    "log": log,
    "stand_down": stand_down,
}


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order with its member's name, and the form by which it is reported, where this person may."""

    order: Any
    who: str
    form: HouseForm | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member in names; whether the page offers to release it."""

    member: Any
    unit: str
    may_leave: bool


@dataclass(frozen=True)
class _Page:
    """What the page is drawn and pressed from."""

    key: Key
    matter: MatterView
    group: GroupRow
    roles: frozenset[str]
    standing: Standing
    trees: Directory

    def who(self) -> WhoMay:
        """Who may be called in besides."""
        return who_may(self.matter, self.standing, also={each.unit_id for each in self.group.present})


@require_safe
@works_on_matters
def group(request: DeskRequest, number: str) -> HttpResponse:
    """The group of a matter that stands, or the last one. Opening it stands in the access log."""
    page = _page(request, number)
    actor = actor_of(request.standing, _unit(page))
    log_look(*page.key, by=actor, what="MATTER", purpose=page.matter.basis, at=now())
    return _show(request, page)


@require_POST
@works_on_matters
def act(request: DeskRequest, number: str, verb: str) -> HttpResponse:
    """One press of a button: done and back; or the page again with what stood in the way."""
    if verb not in DO:
        raise Http404(verb)
    page = _page(request, number)
    form = _form(verb, page, request.POST)
    if form is not None and not form.is_valid():
        return _show(request, page, verb=verb, form=form, status=422)
    hand = Hand(
        actor_of(request.standing, _unit(page)), frozenset(request.standing.units), request.standing.leads
    )
    try:
        DO[verb](page.key, step=Step(hand, now()), **_given(verb, form, request.POST))
    except NotAllowed as refused:
        if form is not None:
            form.blame([Whole.of(refused.refusal)])
            return _show(request, page, verb=verb, form=form, status=409)
        messages.warning(request, _(refused.refusal.sentence) % dict(refused.refusal.params))
        return redirect("desk:group", number)
    messages.success(request, _("已记录：%(verb)s") % {"verb": words_of(EVENT_OF[verb])})
    if verb in ("stand_down", "release") and page.matter.basis == "GROUP":
        return redirect("desk:command")  # who came by the group alone sees the matter no more
    return redirect("desk:group", number)


def _page(request: DeskRequest, number: str) -> _Page:
    key, standing = key_of(number), request.standing
    matter = matter_view(*key, units=standing.units)
    found = None if matter.is_alarm_only else find_group(*key)
    if found is None:
        raise Http404(number)
    roles = roles_in_group(found, units=standing.units, person_id=standing.person_id)
    return _Page(key, matter, found, roles, standing, directory(standing.edition))


def _unit(page: _Page) -> int | None:
    """The person's own unit in whose name it is done: the one that belongs to the group, or by which it is seen."""
    there = [each.unit_id for each in page.group.present if each.unit_id in page.standing.units]
    return next(iter(there), unit_that_looks_at(page.standing, page.key))


def _form(verb: str, page: _Page, data: Any = None) -> HouseForm | None:
    if verb == "enlist":
        return EnlistForm(data, who=page.who())
    if verb == "order":
        return OrderForm(data, group=page.group, trees=page.trees, auto_id="id_order_%s")
    if verb == "report_order":
        of = (data or {}).get("order", "")
        return ReportForm(data, auto_id=f"id_{of}_%s")
    if verb == "log":
        return LogForm(data, auto_id="id_log_%s")
    return StandDownForm(data, auto_id="id_end_%s") if verb == "stand_down" else None


def _given(verb: str, form: HouseForm | None, data: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(form, EnlistForm | OrderForm):
        return form.given()
    if verb == "release":
        return {"member_id": _uuid(data.get("member"))}
    assert form is not None  # noqa: S101 - only releasing has none
    text = form.cleaned_data["text"]
    if verb == "report_order":
        return {"order_id": _uuid(data.get("order")), "is_done": form.cleaned_data["done"], "text": text}
    return {"text": text}


def _show(
    request: DeskRequest, page: _Page, *, verb: str = "", form: HouseForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; a form that was refused stands open with its faults."""
    commands, is_open = COMMAND in page.roles, page.group.ended_at is None
    offered = ("enlist", "order", "stand_down") if commands else ()
    forms = {each: _form(each, page) for each in (*offered, *(("log",) if page.roles else ()))}
    if form is not None and verb != "report_order":
        forms[verb] = form
    busy = {each.member_id for each in page.group.open_orders}
    context = {
        "matter": page.matter,
        "group": page.group,
        "is_open": is_open,
        "commands": commands,
        "by_unit": page.trees.unit(page.group.by_unit_id).short_name,
        "members": [
            MemberLine(
                each,
                page.trees.unit(each.unit_id).short_name,
                commands and not each.leads and each.id not in busy,
            )
            for each in (page.group.present if is_open else page.group.members)
        ],
        "orders": [
            _order(each, page, request.POST if verb == "report_order" else None, form)
            for each in page.group.orders
        ],
        "entries": _entries(page),
        "forms": forms,
        "opened": verb,
        "seen": seen_mark(page.matter.seq, page.matter.number),
        **listening(request),
    }
    return render(request, "desk/command/group.html", context, status=status)


def _order(each: Any, page: _Page, data: Any, refused: HouseForm | None) -> OrderLine:
    member = next(one for one in page.group.members if one.id == each.member_id)
    who = f"{page.trees.unit(member.unit_id).short_name} {member.person}".strip()
    may = each.state == "OPEN" and (
        COMMAND in page.roles or (MEMBER in page.roles and member.unit_id in page.standing.units)
    )
    if data is not None and data.get("order") == str(each.id):
        return OrderLine(each, who, refused)
    return OrderLine(each, who, ReportForm(auto_id=f"id_{each.id}_%s") if may else None)


def _entries(page: _Page) -> list[Entry]:
    """What happened in this group, the newest first."""
    events = timeline_of(*page.key)
    begun = max((event.seq for event in events if event.verb == "group.convened"), default=0)
    mine = [event for event in events if event.seq >= begun and event.verb.startswith("group.")]
    return list(timeline(mine, page.matter, page.trees))


def _uuid(typed: object) -> UUID | None:
    try:
        return UUID(str(typed or ""))
    except ValueError:
        return None
