"""The buttons of a mediation's page: each verb, its form, its operation; at once where no words are needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.mediation import forms, meeting_forms
from heyi.desk.mediation.act_forms import ActForm
from heyi.desk.mediation.door import Door, door_to
from heyi.desk.mediation.page import show, taken_lines
from heyi.desk.mediation.papers import keep_paper
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.mediation import operations
from heyi.mediation.codes import Way
from heyi.mediation.operations import Taken
from heyi.mediation.states import MEDIATION
from heyi.web.forms import Whole


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that may be done: the step of the table, the operation, its form, and what the address names.

    `of` is "side", the name of the operation's own parameter, or "" where it is about the whole mediation.
    """

    verb: str
    do: Callable[..., object]
    form: type[ActForm] | None = None
    of: str = ""
    label: str = ""

    @property
    def words(self) -> str:
        """The button in words, in the reader's language."""
        if self.label:
            return gettext(self.label)
        return gettext(next(step.label for step in MEDIATION.steps if step.verb == self.verb))


def _by_link(matter: Any, *, taking: Any) -> object:
    return operations.invite(matter, taking=taking, way=Way.LINK)


def _by_phone(matter: Any, *, taking: Any) -> object:
    return operations.invite(matter, taking=taking, way=Way.PHONE)


ACTS: Mapping[str, Act] = {
    "add_party": Act("add_party", operations.add_party, forms.NewPartyForm),
    "text": Act("invite", _by_link, of="side", label=_("发短信征询")),
    "text_all": Act("invite", operations.invite_all, label=_("给没有征询的各位发短信")),
    "call": Act("invite", _by_phone, of="side", label=_("电话征询")),
    "heard": Act("record_consent", operations.record_consent, forms.PhoneForm, "side", _("登记电话同意")),
    "signed_paper": Act(
        "record_consent", operations.record_consent, forms.PaperForm, "side", _("登记书面同意")
    ),
    "refused": Act("record_refusal", operations.record_refusal, forms.RefusalForm, "side"),
    "declare": Act("declare", operations.declare),
    "replace": Act("replace_mediator", operations.replace_mediator, forms.ReplaceForm),
    "keep_mediator": Act("decline_recusal", operations.decline_recusal, forms.KeepMediatorForm),
    "answer_complaint": Act(
        "answer_complaint", operations.answer_complaint, forms.AnswerForm, "complaint_id"
    ),
    "stopped": Act("record_stop", operations.record_stop, forms.StopForm, "side"),
    "new_link": Act("renew_link", operations.renew_link, forms.NewLinkForm, "side"),
    "correct": Act("correct_party", operations.correct_party, forms.CorrectForm, "side"),
    "begin": Act("begin", operations.begin),
    "plan": Act("plan", operations.plan, meeting_forms.PlanForm),
    "call_off": Act("call_off", operations.call_off, meeting_forms.CallOffForm, "session_id"),
    "write_up": Act("write_up", operations.write_up, meeting_forms.WriteUpForm, "session_id"),
    "write": Act("write", operations.write, meeting_forms.NoteForm),
    "propose": Act("propose", operations.propose, meeting_forms.ProposeForm),
    "reply": Act("reply", operations.reply, meeting_forms.ReplyForm, "proposal_id"),
    "state_fact": Act("state_fact", operations.state_fact, meeting_forms.FactForm),
    "confirm_fact": Act("confirm_fact", operations.confirm_fact, meeting_forms.ConfirmFactForm, "fact_id"),
    "strike_fact": Act("strike_fact", operations.strike_fact, of="fact_id"),
    "extend": Act("extend", operations.extend, forms.ExtendForm),
    "end": Act("end", operations.end, forms.EndForm),
    "fix": Act("fix", operations.fix),
    "unfix": Act("unfix", operations.unfix, forms.UnfixForm),
    "review": Act("review", operations.review, forms.ReviewForm),
    "signature": Act("record_signature", operations.record_signature, forms.SignatureForm, "side"),
    "conclude": Act("conclude", operations.conclude),
    "remind": Act("remind", operations.remind, of="obligation_id"),
    "perform": Act("perform", operations.perform, forms.PerformForm, "obligation_id"),
    "broken": Act("break_off", operations.break_off, forms.BreakForm, "obligation_id"),
    "ask_confirmation": Act("ask_confirmation", operations.ask_confirmation, forms.AskConfirmationForm),
    "joined_paper": Act(
        "record_joining", operations.record_joining, forms.JoinedForm, "side", _("登记书面同意")
    ),
    "apply_confirmation": Act("apply_confirmation", operations.apply_confirmation),
    "drop_confirmation": Act("drop_confirmation", operations.drop_confirmation),
    "courts_answer": Act("answer_confirmation", operations.answer_confirmation, forms.CourtsAnswerForm),
    "follow_up": Act("follow_up", operations.follow_up, forms.FollowUpForm),
}
TAKEN = Refusal("taken", _("这个时间调解室、调解员或者当事人已有安排，请换一个时间或者地点。"))


@works_on_matters
def act(request: DeskRequest, number: str, name: str) -> HttpResponse:
    """GET opens the form on the page; POST does it, and the page again with what stood in the way."""
    if name not in ACTS:
        raise Http404(name)
    doing, door = ACTS[name], door_to(request, number, now())
    if request.method == "POST":
        return _do(request, door, name, doing)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    of = request.GET.get("of", "")
    if doing.form is None or not door.view.may(doing.verb):
        return redirect("desk:mediation", number)
    form = doing.form(door=door, of=_known(door, doing, of))
    if request.headers.get("HX-Request"):
        return render(request, "desk/mediation/act.html", _open(door, name, doing, form, of))
    return show(request, door, **_open(door, name, doing, form, of))


def _do(request: DeskRequest, door: Door, name: str, doing: Act) -> HttpResponse:
    of = _known(door, doing, request.POST.get("of", ""))
    form = None if doing.form is None else doing.form(request.POST, request.FILES, door=door, of=of)
    if form is not None and not form.is_valid():
        return show(request, door, status=422, **_open(door, name, doing, form, of))
    try:
        if form is not None and not keep_paper(door, form):
            return show(request, door, status=422, **_open(door, name, doing, form, of))
        _done(door, doing, form, of)
    except (NotAllowed, Taken) as refused:
        refusal = refused.refusal if isinstance(refused, NotAllowed) else TAKEN
        if form is None:
            messages.warning(request, gettext(refusal.sentence) % dict(refusal.params))
            return redirect("desk:mediation", door.number)
        form.blame([Whole.of(refusal)])
        return show(request, door, status=409, **_open(door, name, doing, form, of))
    messages.success(request, gettext("已记录：%(verb)s") % {"verb": doing.words})
    return redirect("desk:mediation", door.number)


def _done(door: Door, doing: Act, form: ActForm | None, of: str) -> None:
    given = {} if form is None else form.given()
    side = of if doing.of == "side" else form.in_name_of if form is not None else ""
    if doing.of and doing.of != "side":
        given[doing.of] = UUID(of)
    with transaction.atomic():  # for several sides all or none
        for each in (side, *(form.also if form is not None else ())):
            doing.do(door.key, taking=door.taking(each), **given)


def _known(door: Door, doing: Act, of: str) -> str:
    """What the address names, if the mediation has it."""
    view = door.view
    there: Mapping[str, list[str]] = {
        "side": [party.side for party in view.parties],
        "session_id": [str(each.id) for each in view.sessions],
        "proposal_id": [str(each.id) for each in view.proposals],
        "complaint_id": [str(each.id) for each in view.complaints],
        "fact_id": [str(each.id) for each in view.facts],
        "obligation_id": [str(each.id) for each in view.agreement.owed] if view.agreement else [],
    }
    if doing.of and of not in there[doing.of]:
        raise Http404(of)
    return of if doing.of else ""


def _open(door: Door, name: str, doing: Act, form: ActForm, of: str) -> dict[str, Any]:
    about = door.name(of) if doing.of == "side" else ""
    taken = taken_lines(door, form.rooms) if isinstance(form, meeting_forms.PlanForm) else ()
    return {
        "door": door,
        "form": form,
        "open": name,
        "label": doing.words,
        "of": of,
        "about": about,
        "taken": taken,
    }
