"""Figures of the mediations below a leader, each with what it is counted of; and files to look at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.dispatch.operations import Hand
from heyi.kernel.clock import CHINA, now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access.scope import MatterNotFound
from heyi.mediation import access, operations
from heyi.mediation.access import Figures, Oddity, Unanswered
from heyi.mediation.codes import Anomaly
from heyi.mediation.codes_of_answers import VERDICT_WORDS, Verdict
from heyi.mediation.operations import Taking
from heyi.mediation.rules.regimes import REGIMES
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import LongSelect

LONGEST = timedelta(days=366)
MOST = 1000
FIRST = date(2000, 1, 1)
_DAY = timedelta(days=1)
_MEDIATES = frozenset(kind for rule in REGIMES.values() for kind in rule.units)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PeriodForm(HouseForm):
    """The days on which mediations were opened, both included: this month unless others are asked for."""

    since = forms.DateField(label=_("从"), required=False, widget=_day())
    until = forms.DateField(label=_("到"), required=False, widget=_day())
    unit = forms.ChoiceField(label=_("调解单位"), required=False, widget=LongSelect)

    def __init__(self, data: Mapping[str, str], *, today: date, units: list[UnitFact]) -> None:
        self.today = today
        usual = {"since": today.replace(day=1).isoformat(), "until": today.isoformat()}
        super().__init__({**usual, **{name: value for name, value in data.items() if value}})
        offered = [("", gettext("全部")), *((str(unit.id), unit.short_name) for unit in units)]
        self.fields["unit"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A span ends today at the latest, has its days in order and is not longer than a year."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until:
            since = given["since"] = max(since, FIRST)
            until = given["until"] = min(until, self.today)
        if since and until and since > until:
            self.add_error("since", gettext("开始的日子要在结束的日子以前。"))
        elif since and until and until - since > LONGEST:
            self.add_error("since", gettext("一次最多看一年，请改近一些。"))
        return given

    def span(self) -> tuple[datetime, datetime]:
        """Half-open; days that make no span are this month."""
        is_span = self.is_valid() or not ({"since", "until"} & set(self.errors))
        since = self.cleaned_data["since"] if is_span else self.today.replace(day=1)
        until = self.cleaned_data["until"] if is_span else self.today
        return datetime.combine(since, time(), CHINA), datetime.combine(until, time(), CHINA) + _DAY

    def asked(self) -> str:
        """The address of what is shown, to come back to it."""
        shown = {name: self.data.get(name, "") for name in ("since", "until", "unit")}
        return urlencode({name: value for name, value in shown.items() if value})


class LookForm(HouseForm):
    """What came of looking at a file again."""

    verdict = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("看了什么，怎么处理"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = choices(VERDICT_WORDS)  # type: ignore[attr-defined]


class AnswerForm(HouseForm):
    """What a party reads that complained."""

    text = forms.CharField(
        label=_("答复"),
        help_text=_("投诉人会在自己的页面上读到，被投诉的调解员读不到。写明查了什么、怎么处理。"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many: never without what it is counted of."""

    label: str
    count: int
    of: int
    of_what: str


@dataclass(frozen=True, slots=True)
class OddLine:
    """A file to look at again; `form` where this leader may note what came of it."""

    row: Oddity
    unit: str
    is_ours: bool
    form: LookForm | None


@require_safe
@works_on_matters
def figures(request: DeskRequest) -> HttpResponse:
    """Three statements beside the directory, however many mediations there are."""
    return _show(request, request.GET, None)


@require_POST
@works_on_matters
def look(request: DeskRequest) -> HttpResponse:
    """Note what came of a second look at one of the files that the list names."""
    units = _units_below(request)
    form = PeriodForm(request.POST, today=_today(), units=units)
    asked = (request.POST.get("of", ""), request.POST.get("anomaly", ""))
    found = next((row for row in _odd(form, units) if (str(row.mediation_id), row.anomaly) == asked), None)
    if found is None:
        raise Http404
    noted = LookForm(request.POST, prefix=_prefix(found))
    if not noted.is_valid():
        return _show(request, request.POST, (found, noted), status=422)
    given = noted.cleaned_data
    try:
        operations.look(
            (found.county, found.matter_id),
            taking=_taking(request, found.unit_id),
            mediation_id=found.mediation_id,
            anomaly=Anomaly(found.anomaly),
            verdict=Verdict(given["verdict"]),
            text=given["text"],
        )
    except NotAllowed as refused:
        messages.warning(request, gettext(refused.refusal.sentence) % dict(refused.refusal.params))
    except MatterNotFound as gone:
        raise Http404 from gone
    else:
        said = VERDICT_WORDS[given["verdict"]]
        messages.success(request, gettext("已记录：%(verb)s") % {"verb": gettext(said)})
    return redirect(f"{reverse('desk:mediation_figures')}?{form.asked()}#odd-title")


@require_POST
@works_on_matters
def answer(request: DeskRequest) -> HttpResponse:
    """Answer a complaint that waits in a unit below; the party reads it on its own page."""
    units = _units_below(request)
    of = request.POST.get("of", "")
    found = next((row for row in _waiting(request, units) if str(row.complaint_id) == of), None)
    if found is None:
        raise Http404
    given = AnswerForm(request.POST, prefix=_answer_prefix(found))
    if not given.is_valid():
        return _show(request, request.POST, None, unanswered=(found, given), status=422)
    try:
        operations.answer_complaint(
            (found.county, found.matter_id),
            taking=_taking(request, found.unit_id),
            complaint_id=found.complaint_id,
            mediation_id=found.mediation_id,
            text=given.cleaned_data["text"],
        )
    except NotAllowed as refused:
        messages.warning(request, gettext(refused.refusal.sentence) % dict(refused.refusal.params))
    else:
        messages.success(request, gettext("已记录：%(verb)s") % {"verb": gettext("答复投诉")})
    return redirect("desk:mediation_figures")


def _taking(request: DeskRequest, unit_id: int) -> Taking:
    """A step by this leader, in the name of the unit that they lead, the nearest to the mediation's."""
    standing, trees = request.standing, directory(request.standing.edition)
    nearest = (unit_id, *trees.ancestors(unit_id))
    by_unit = next((unit for unit in nearest if unit in standing.leads), None)
    return Taking(Hand(actor_of(standing, by_unit), frozenset(standing.units), standing.leads), now())


def _waiting(request: DeskRequest, units: list[UnitFact]) -> tuple[Unanswered, ...]:
    return access.complaints_waiting([unit.id for unit in units], person_id=request.standing.person_id)


def _answer_prefix(row: Unanswered) -> str:
    return f"answer-{row.complaint_id.hex[-8:]}"


def _show(
    request: DeskRequest,
    asked: Mapping[str, str],
    refused: tuple[Oddity, LookForm] | None,
    *,
    unanswered: tuple[Unanswered, HouseForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    units = _units_below(request)
    form = PeriodForm(asked, today=_today(), units=units)
    start, end = form.span()
    counted = access.figures(_chosen(form, units), start=start, end=end)
    names = {unit.id: unit.short_name for unit in units}
    lines = [_line(request, row, names, refused) for row in _odd(form, units)]
    complaints = [
        (
            row,
            names[row.unit_id],
            unanswered[1] if unanswered and unanswered[0] == row else AnswerForm(prefix=_answer_prefix(row)),
        )
        for row in _waiting(request, units)
    ]
    context = {
        "form": form,
        "figures": counted,
        "parts": _parts(counted),
        "on_site": _on_site(counted),
        "complaints": complaints,
        "waiting": [line for line in lines if not line.row.verdict],
        "looked": [line for line in lines if line.row.verdict],
        "since": start,
        "until": end - _DAY,
    }
    return render(request, "desk/mediation/figures.html", context, status=status)


def _units_below(request: DeskRequest) -> list[UnitFact]:
    """The units that one leads and those below that may mediate; nobody else comes in."""
    if not request.standing.leads:
        raise PermissionDenied
    trees = directory(request.standing.edition)
    ids = {below for led in request.standing.leads for below in trees.line(led)}
    found = (trees.unit(unit) for unit in ids)
    return sorted((unit for unit in found if unit.kind in _MEDIATES), key=lambda unit: unit.code)


def _chosen(form: PeriodForm, units: list[UnitFact]) -> list[int]:
    asked = form.cleaned_data.get("unit")
    return [int(asked)] if asked else [unit.id for unit in units]


def _odd(form: PeriodForm, units: list[UnitFact]) -> tuple[Oddity, ...]:
    start, end = form.span()
    return access.oddities(_chosen(form, units), start=start, end=end)


def _today() -> date:
    return now().astimezone(CHINA).date()


def _prefix(row: Oddity) -> str:
    return f"{row.anomaly}-{row.mediation_id.hex[-8:]}"


def _line(
    request: DeskRequest,
    row: Oddity,
    names: Mapping[int, str],
    refused: tuple[Oddity, LookForm] | None,
) -> OddLine:
    """With its form, unless the leader looks at an own mediation: that is for somebody else to look at."""
    is_own = row.mediator_id == request.standing.person_id
    is_refused = refused is not None and (refused[0].mediation_id, refused[0].anomaly) == (
        row.mediation_id,
        row.anomaly,
    )
    form = refused[1] if refused and is_refused else LookForm(prefix=_prefix(row))
    return OddLine(row, names[row.unit_id], row.unit_id in request.standing.units, None if is_own else form)


def _parts(counted: Figures) -> list[Part]:
    opened, agreed = gettext("登记的调解"), gettext("达成协议的")
    return [
        Part(gettext("各方都答复了"), counted.answered, counted.opened, opened),
        Part(gettext("各方同意，开始调解"), counted.consented, counted.opened, opened),
        Part(gettext("不愿意或者要求停止"), counted.refused, counted.opened, opened),
        Part(gettext("达成协议"), counted.agreed, counted.opened, opened),
        Part(gettext("已全部履行"), counted.performed, counted.owed, gettext("约定履行事项的协议")),
        Part(gettext("有过没有按约履行"), counted.broken, counted.owed, gettext("约定履行事项的协议")),
        *_mended(counted),
        Part(gettext("法院已确认"), counted.confirmed, counted.agreed, agreed),
    ]


def _mended(counted: Figures) -> list[Part]:
    """Of what was not kept, how much was done in the end; nothing where all was kept."""
    if not counted.broken:
        return []
    what = gettext("有过没有按约履行的协议")
    return [Part(gettext("没有按约，最后履行了"), counted.mended, counted.broken, what)]


def _on_site(counted: Figures) -> list[Part]:
    return [
        Part(gettext("达成协议"), counted.on_site_agreed, counted.on_site, gettext("现场调处的")),
        Part(
            gettext("已全部履行"),
            counted.on_site_performed,
            counted.on_site_owed,
            gettext("约定履行事项的协议"),
        ),
    ]
