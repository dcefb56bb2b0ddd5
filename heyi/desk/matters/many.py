"""Many matters at once: chosen in the list, looked through beforehand, done one by one, told apart afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heyi.desk.doors import DeskRequest, actor_of, in_its_own_scopes, works_on_matters
from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.matters.forms import FORMS
from heyi.desk.matters.handlers import picks_for_many
from heyi.desk.matters.supervising import SUPERVISION_FORMS
from heyi.desk.matters.timeline import words_of
from heyi.dispatch.access import foreseen
from heyi.dispatch.operations import Hand
from heyi.journeys.together import MOST, Outcome, Went, do_each
from heyi.kernel.clock import now
from heyi.kernel.flow import Refusal
from heyi.matters.access import Brief, briefs
from heyi.matters.states import TASK
from heyi.web.forms import HouseForm
from heyi.web.scope import scope
from heyi.web.seen import read_seen

AT_A_TIME = 50  # matters done before the page tells how far it is
_ASKS = frozenset({"assign", "refer", "note", "answer", "urge"})
_FROM_STUCK = frozenset({"urge"})  # chosen on the page of what is stuck, and back to it
_OFFERED = frozenset({"sign", "assign", "refer", "note", "answer", "urge"})


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A chosen matter, and why the step will not go where it will not."""

    matter: Brief
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the result; the pages that follow are told the same again, but no title: reach may be gone by then."""

    number: str
    is_done: bool
    refusal: Refusal | None
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is read: with what the matter is called, to whom may open it still."""

    told: Told
    matter: Brief | None


@require_POST
@in_its_own_scopes
@works_on_matters
def many(request: DeskRequest) -> HttpResponse:
    """Choose, ask, look through, do: each page carries what the next one needs, so that nothing is kept between."""
    verb, numbers = request.POST.get("verb", ""), list(dict.fromkeys(request.POST.getlist("n")))
    if verb not in _OFFERED or not numbers:
        messages.warning(request, _("请先在清单中勾选事项，再选要办的。"))
        return redirect(_back(verb))
    if len(numbers) > MOST:
        messages.warning(request, _("一次最多办 %(most)s 件，请少选一些。") % {"most": MOST})
        return redirect(_back(verb))
    stage = request.POST.get("stage", "")
    if stage == "do":
        return _do(request, verb, numbers)
    with scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}"):
        return _ask_or_preview(request, verb, numbers, is_asked=stage == "preview" or verb not in _ASKS)


def _ask_or_preview(
    request: DeskRequest, verb: str, numbers: Sequence[str], *, is_asked: bool
) -> HttpResponse:
    chosen = briefs(numbers)
    form = _form(request, verb, request.POST if is_asked else None)
    context = {"verb": verb, "label": _label(verb), "chosen": chosen, "form": form, "unit": _unit(request)}
    context["back"] = _back(verb)
    if not is_asked or not form.is_valid():
        return render(request, "desk/matters/many_ask.html", context, status=422 if is_asked else 200)
    units = frozenset(request.standing.units)
    refusals = foreseen(verb, chosen, units=units, given=_given(form), at=now())
    lines = [Foreseen(*pair) for pair in zip(chosen, refusals, strict=True)]
    context |= {
        "will": [line for line in lines if line.refusal is None],
        "will_not": [line for line in lines if line.refusal is not None],
        "gone": len(numbers) - len(chosen),
        "kept": _kept(request),
    }
    return render(request, "desk/matters/many_preview.html", context)


def _do(request: DeskRequest, verb: str, numbers: Sequence[str]) -> HttpResponse:
    """As many as one answer waits for; the page that follows goes on with the rest."""
    form = _form(request, verb, request.POST)
    if not form.is_valid():
        with scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}"):
            return _ask_or_preview(request, verb, numbers, is_asked=True)
    seen = dict(zip(request.POST.getlist("n"), request.POST.getlist("seen"), strict=False))
    read = ((number, read_seen(seen.get(number, ""), number)) for number in numbers)
    ahead = [(number, count) for number, count in read if count is not None]
    unit = _unit(request)
    hand = Hand(actor_of(request.standing, unit), frozenset(request.standing.units))
    done = do_each(verb, ahead[:AT_A_TIME], by=hand, given=_given(form), now=now)
    told = [*_past(request), *(_told(outcome) for outcome in done)]
    shown = _shown(request, told)
    context = {
        "verb": verb,
        "label": _label(verb),
        "back": _back(verb),
        "unit": unit,
        "done": [line for line in shown if line.told.is_done],
        "not_done": [line for line in shown if not line.told.is_done],
        "rest": ahead[AT_A_TIME:],
        "total": len(told) + len(ahead[AT_A_TIME:]),
        "so_far": len(told),
        "past": signing.dumps([_flat(line) for line in told], compress=True),
        "kept": _kept(request),
    }
    return render(request, "desk/matters/many_result.html", context)


def _shown(request: DeskRequest, told: Sequence[Told]) -> list[Shown]:
    """Read again after the steps, within today's reach: what went out of it keeps its number alone."""
    with scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}"):
        known = {brief.number: brief for brief in briefs([line.number for line in told])}
    return [Shown(line, known.get(line.number)) for line in told]


def _told(outcome: Outcome) -> Told:
    words = {
        Went.DONE: "",
        Went.ALREADY: _("您刚才已经办过，没有再办一次"),
        Went.REFUSED: "",
        Went.OVERTAKEN: _("%(who)s 抢先办了“%(what)s”，请看过再办")
        % {"who": outcome.who or _("平台"), "what": words_of(outcome.verb)},
        Went.GONE: _("已不在您的范围内"),
    }
    return Told(outcome.number, outcome.is_done, outcome.refusal, words[outcome.went])


def _flat(line: Told) -> list[Any]:
    refusal = [line.refusal.code, line.refusal.sentence, dict(line.refusal.params)] if line.refusal else None
    return [line.number, line.is_done, refusal, line.words]


def _past(request: DeskRequest) -> list[Told]:
    """What the pages before this one have done, as this house signed it; anything else is nothing."""
    try:
        kept = signing.loads(request.POST.get("past", ""), max_age=3600)
    except signing.BadSignature:
        return []
    return [
        Told(number, is_done, Refusal(*refusal) if refusal else None, words)
        for number, is_done, refusal, words in kept
    ]


def _back(verb: str) -> str:
    """Where it was chosen."""
    return resolve_url("desk:stuck" if verb in _FROM_STUCK else "desk:work_list")


def _label(verb: str) -> str:
    return next(_(step.label) for step in TASK.steps if step.verb == verb)


def _unit(request: DeskRequest) -> int:
    """The unit in whose name it is done: the list's, or the person's first."""
    typed, units = request.POST.get("unit", ""), request.standing.units
    return next((unit for unit in units if str(unit) == typed), units[0])


def _form(request: DeskRequest, verb: str, data: Any) -> HouseForm:
    if verb == "assign":
        with scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}"):
            return FORMS[verb](data, picks=picks_for_many(_unit(request)))
    if verb == "refer":
        return FORMS[verb](data, units=units_to_refer_to(None))
    return (SUPERVISION_FORMS.get(verb) or FORMS[verb])(data, initial={"text": request.POST.get("text", "")})


def _given(form: HouseForm) -> Mapping[str, Any]:
    given = dict(form.cleaned_data)
    if "handler" in given:
        names = dict(form.fields["handler"].choices)  # type: ignore[attr-defined]
        given["handler"] = (given["handler"], names[given["handler"]]) if given["handler"] in names else None
    return given


def _kept(request: DeskRequest) -> list[tuple[str, str]]:
    """What the form was filled with, for the pages that follow."""
    fields = ("handler", "to_unit", "zone", "text")
    return [(name, request.POST[name]) for name in fields if name in request.POST]
