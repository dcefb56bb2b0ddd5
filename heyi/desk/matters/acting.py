"""The buttons of a matter: each verb of the Step table, its form, and what is told when it cannot be."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heyi.desk.command.forms import ConveneForm, who_may
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.assisting import ASSIST_VERBS, ON_EACH_CARD, assist_form, of_helper
from heyi.desk.matters.bundling import bundle_form
from heyi.desk.matters.buttons import Button, find_button
from heyi.desk.matters.choosing import extension_room, units_to_refer_to
from heyi.desk.matters.conferring import ConferForm, RecordForm, conferral_form
from heyi.desk.matters.forms import FORMS, CorrectForm, TransferForm
from heyi.desk.matters.handlers import picks_for_matter
from heyi.desk.matters.naming import unit_that_acts
from heyi.desk.matters.objecting import objection_form
from heyi.desk.matters.page import MatterPage, matter_page
from heyi.desk.matters.parting import PartsCard, SplitForm, answered_to_head, part_form
from heyi.desk.matters.supervising import SUPERVISION_FORMS
from heyi.desk.matters.timeline import words_of
from heyi.desk.matters.transferring import count_contact, transfer_form
from heyi.desk.matters.views import key_of, log_opening, show
from heyi.dispatch.access import OpenTask, TaskView, open_tasks, open_tasks_numbered
from heyi.dispatch.operations import (
    Hand,
    Overtaken,
    Step,
    accept_part,
    agree_objection,
    answer,
    ask_assist,
    ask_extension,
    assign,
    bundle,
    call_off,
    claim,
    close,
    confer,
    contact,
    convene,
    correct,
    drop_objection,
    end_assist,
    end_part,
    end_supervision,
    finish,
    grant_extension,
    grant_longer,
    hold,
    make_objection,
    note,
    put_back,
    recall,
    record_conferral,
    refer,
    refuse_extension,
    refuse_longer,
    refuse_objection,
    reply_supervision,
    resume,
    return_part,
    rule_kept,
    rule_moved,
    send_back,
    sign,
    supervise,
    take_back,
    transfer,
    unbundle,
    urge,
)
from heyi.journeys.splitting import split
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import matter_view
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.bundles import OF_BUNDLE
from heyi.matters.conferrals import OF_CONFERRAL
from heyi.matters.objections import OF_OBJECTION
from heyi.matters.parts import BY_HEAD, HEAD, OF_PART
from heyi.orgs.access import directory
from heyi.web.forms import HouseForm, Whole
from heyi.web.seen import read_seen
from heyi.web.waiting import tells_to_wait

Key = tuple[str, UUID]
Given = Mapping[str, Any]
Tasks = Sequence[OpenTask | TaskView]

DO: Mapping[str, Callable[..., object]] = {
    "sign": sign,
    "resume": resume,
    "close": close,
    "take_back": take_back,
    "contact": contact,
    "note": note,
    "assign": assign,
    "claim": claim,
    "put_back": put_back,
    "convene": convene,
    "refer": refer,
    "correct": correct,
    "hold": hold,
    "answer": answer,
    "finish": finish,
    "ask_extension": ask_extension,
    "grant_extension": grant_extension,
    "refuse_extension": refuse_extension,
    "grant_longer": grant_longer,
    "refuse_longer": refuse_longer,
    "object": make_objection,
    "drop_objection": drop_objection,
    "agree_objection": agree_objection,
    "refuse_objection": refuse_objection,
    "rule_kept": rule_kept,
    "rule_moved": rule_moved,
    "urge": urge,
    "supervise": supervise,
    "reply_supervision": reply_supervision,
    "end_supervision": end_supervision,
    "transfer": transfer,
    "recall": recall,
    "send_back": send_back,
    "ask_assist": ask_assist,
    "end_assist": end_assist,
    "confer": confer,
    "record_conferral": record_conferral,
    "call_off": call_off,
    "bundle": bundle,
    "unbundle": unbundle,
    "split": split,
    "accept_part": accept_part,
    "return_part": return_part,
    "end_part": end_part,
}
"""The operation of each verb; its form's fields are named as the operation's own."""


@works_on_matters
@tells_to_wait
def act(request: DeskRequest, number: str, verb: str) -> HttpResponse:
    """GET opens the verb's form on the matter's page; POST does it."""
    if verb not in DO:
        raise Http404(verb)
    if request.method == "POST":
        return _do(request, number, verb)
    key = key_of(number)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    page = matter_page(*key, standing=request.standing)
    button = _offered(request, page, verb)
    if button is None:
        return redirect("desk:matter", number)
    form = _form(request, key, verb, button, page.tasks, kin=page.kin)
    context: dict[str, Any] = {"form": answered_to_head(form, page.matter), "open": button}
    if request.headers.get("HX-Request"):
        return render(request, "desk/matters/act.html", {"page": page, "matter": page.matter, **context})
    log_opening(request, page)
    return show(request, page, **context)


def _do(request: DeskRequest, number: str, verb: str) -> HttpResponse:
    """One press of a button: done and back to the page, or the page again with what stood in the way.

    Only who is shown the page waits for all of it to be read.
    """
    trees, units = directory(request.standing.edition), frozenset(request.standing.units)
    found = open_tasks_numbered(number, units=units, trees=trees, leads=request.standing.leads)
    if found is None:
        raise Http404(number)
    key, tasks = found
    if verb in BY_HEAD:  # that the hand is the head's, the step asks
        tasks = open_tasks(*key, units=units, trees=trees, also=frozenset({HEAD}))
    task_id = _uuid(request.POST.get("task"))
    button = find_button(verb, _meant(verb, tasks, task_id), units, trees)
    form = _form(request, key, verb, button, tasks, request.POST)
    if not form.is_valid():
        return show(request, _page(request, key), form=form, open=button, status=422)
    if isinstance(form, TransferForm):
        count_contact(request.standing, form)
    unit = unit_that_acts(request.standing, tasks, button)
    hand = Hand(actor_of(request.standing, unit), units, request.standing.leads)
    seen = read_seen(request.POST.get("seen", ""), number)
    step = Step(hand, now(), task_id, seen, trees)
    try:
        DO[verb](key, step=step, **_given(form))
    except Overtaken as overtaken:
        return _tell(request, key, form, verb, overtaken)
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return show(request, _page(request, key), form=form, open=button, status=409)
    messages.success(request, _("已记录：%(verb)s") % {"verb": button.label if button else verb})
    return redirect("desk:group" if verb == "convene" else "desk:matter", number)


def _tell(request: DeskRequest, key: Key, form: HouseForm, verb: str, overtaken: Overtaken) -> HttpResponse:
    """Somebody was quicker: who, what and when, over the new state; what was typed is kept."""
    page = _page(request, key)
    context = {
        "overtaken": {
            "who": overtaken.actor or _("平台"),
            "what": words_of(overtaken.verb),
            "at": overtaken.at,
        },
        "open": next((button for button in page.buttons if button.verb == verb), None),
        "form": form,
        "kept": form.cleaned_data.get("text", ""),
    }
    return show(request, page, status=409, **context)


def _page(request: DeskRequest, key: Key) -> MatterPage:
    """The page as it is now; a matter that has left this scope meanwhile is not there."""
    try:
        return matter_page(*key, standing=request.standing)
    except MatterNotFound as gone:
        raise Http404 from gone


def _offered(request: DeskRequest, page: MatterPage, verb: str) -> Button | None:
    """The button of the verb as the page offers it: among the others, or on the card of a task."""
    if verb in ON_EACH_CARD:
        tasks = _meant(verb, page.tasks, _uuid(request.GET.get("task")))
        return find_button(verb, tasks, request.standing.units, directory())
    return next((button for button in page.buttons if button.verb == verb), None)


def _meant(verb: str, tasks: Tasks, task_id: UUID | None) -> Tasks:
    """Of what stands on each card, the task of the card that was pressed; all tasks else."""
    return [task for task in tasks if task.id == task_id] if verb in ON_EACH_CARD else tasks


def _form(
    request: DeskRequest,
    key: Key,
    verb: str,
    button: Button | None,
    tasks: Tasks,
    data: Any = None,
    kin: PartsCard | None = None,
) -> HouseForm:
    """The verb's form; for people and units with those who may be chosen."""
    unit = _unit_of(tasks, button)
    if verb in ASSIST_VERBS:
        role, is_open = (
            button.task_role if button else "",
            bool(kin and kin.open) or "over_parts" in request.POST,
        )
        return assist_form(verb, role, tasks, data, is_part_open=is_open)
    if verb in OF_PART:
        return part_form(verb, matter_view(*key, units=request.standing.units), data)
    if verb in OF_CONFERRAL:
        return conferral_form(verb, key, tasks, unit, data)
    if verb in OF_BUNDLE:
        return bundle_form(verb, data, head=request.GET.get("head", ""))
    if verb in OF_OBJECTION:
        return objection_form(verb, request.standing, key, data)
    if verb in SUPERVISION_FORMS:
        return SUPERVISION_FORMS[verb](data)
    if verb in ("hold", "ask_extension"):
        return _form_of_own_time(request, key, verb, button, data)
    return _form_of_lead(request, key, verb, unit, data)


def _form_of_own_time(
    request: DeskRequest, key: Key, verb: str, button: Button | None, data: Any
) -> HouseForm:
    """What stops or lengthens the clock of the task that the button is for."""
    room = {}
    if verb == "ask_extension":
        room = {"room": extension_room(request.standing, key, button.task_id if button else None)}
    form = FORMS[verb](data, **room)
    return of_helper(form) if button and button.task_role == "ASSIST" else form


def _form_of_lead(request: DeskRequest, key: Key, verb: str, unit: int | None, data: Any) -> HouseForm:
    if verb == "assign":
        picks = picks_for_matter(request.standing, key, unit) if unit is not None else ()
        return FORMS[verb](data, picks=picks)
    if verb == "refer":
        return FORMS[verb](data, units=units_to_refer_to(unit), initial={"to_unit": request.GET.get("to")})
    if verb == "transfer":
        return transfer_form(request.standing, key, data)
    if verb == "convene":
        matter = matter_view(*key, units=request.standing.units)
        return ConveneForm(data, who=who_may(matter, request.standing), me=request.standing)
    if verb == "correct":
        matter = matter_view(*key, units=request.standing.units)
        return FORMS[verb](data, matter=matter, trees=directory(), units=units_to_refer_to(None))
    return FORMS[verb](data)


def _given(form: HouseForm) -> Given:
    """The form's values as operations take them: a handler with the name that was chosen."""
    given = form.cleaned_data
    if isinstance(form, CorrectForm):
        return {"right": form.right(), "text": given["text"]}
    if isinstance(form, ConveneForm):
        return form.given()
    if isinstance(form, SplitForm):
        return {"part": form.part()}
    if isinstance(form, TransferForm):
        return {"errand": form.errand()}
    if isinstance(form, ConferForm | RecordForm):
        return form.told()
    if "handler" in given:
        names = dict(form.fields["handler"].choices)  # type: ignore[attr-defined]
        chosen = given["handler"]
        return {**given, "handler": (chosen, names[chosen]) if chosen in names else None}
    return given


def _unit_of(tasks: Tasks, button: Button | None) -> int | None:
    """The unit whose task the button is for."""
    wanted = button.task_id if button else None
    return next((task.unit_id for task in tasks if wanted in (None, task.id)), None)


def _uuid(typed: str | None) -> UUID | None:
    try:
        return UUID(typed or "")
    except ValueError:
        return None
