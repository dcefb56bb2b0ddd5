"""What the house learned from its own closed matters about who does what: looked at, taken into use, one step back."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.books.acting import number_in
from heyi.desk.books.door import in_administration, is_officer, writes_rules
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.dispatch.access import LearningView, learning_views
from heyi.dispatch.codes_of_learning import UNDER_WAY, LearningState
from heyi.dispatch.operations import step_back
from heyi.dispatch.rules.learning import FEWEST
from heyi.journeys.learning import ask_to_learn, take_into_use
from heyi.kernel.clock import now
from heyi.orgs.rules import Refused


@require_safe
@works_on_matters
def learnings(request: DeskRequest) -> HttpResponse:
    """Every learning, the newest first. A page that waits asks for its middle alone."""
    found = learning_views(at=now())
    context = {
        "under_way": next((each for each in found if each.state in UNDER_WAY and not each.is_stuck), None),
        "in_use": next((each for each in found if each.state == LearningState.IN_USE), None),
        "waiting": _latest_to_decide(found),
        "others": found,
        "is_officer": is_officer(request),
        "fewest": FEWEST,
    }
    part = "_part" if request.headers.get("HX-Request") else ""
    return render(request, f"desk/rules/learnings{part}.html", context)


def _latest_to_decide(found: tuple[LearningView, ...]) -> LearningView | None:
    """The newest that is ready, unless a later one is in use already."""
    over = (each for each in found if each.state in (LearningState.READY, LearningState.IN_USE))
    newest = next(over, None)
    return newest if newest is not None and newest.state == LearningState.READY else None


@require_POST
@writes_rules
def act(request: DeskRequest, verb: str) -> HttpResponse:
    """One press: learn, take into use, one step back."""
    if verb not in _DO:
        raise Http404(verb)
    try:
        with in_administration(request):
            told = _DO[verb](request, number_in(request.POST.get("model", "")), now())
        messages.success(request, told)
    except Refused as refused:
        fault = refused.faults[0]
        messages.error(request, _(fault.sentence) % dict(fault.params))
    return redirect("desk:learnings")


def _learn(request: DeskRequest, _model: int, at: datetime) -> str:
    ask_to_learn(by=request.standing, at=at)
    return _("已开始学习，一般一两分钟。学完由人看过结果再决定是否启用。")


def _adopt(request: DeskRequest, model: int, at: datetime) -> str:
    take_into_use(model, by=request.standing, at=at)
    return _("已启用：以后收到的事项会显示往常由谁办。派单仍按规则，由人决定。")


def _back(request: DeskRequest, model: int, at: datetime) -> str:
    before = step_back(model, by=request.standing, at=at)
    return _("已退回上一个。") if before else _("已停用：不再提示往常由谁办。")


_DO: dict[str, Callable[[DeskRequest, int, datetime], str]] = {
    "learn": _learn,
    "adopt": _adopt,
    "back": _back,
}
