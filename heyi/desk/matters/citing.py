"""Articles of law beside a matter: suggested by its words; what a person confirms teaches the search overnight."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.page import JUDGES
from heyi.desk.matters.views import key_of
from heyi.kernel.clock import now
from heyi.laws.access import ArticleFace, articles_for, articles_named, confirmed_for
from heyi.laws.operations import CannotConfirm, confirm, withdraw
from heyi.matters.access import MatterView, matter_view


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
def articles(request: DeskRequest, number: str) -> HttpResponse:
    """GET shows what the words call for; POST confirms one of these or takes that back. Of an alarm no word is read."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    if matter.is_alarm_only:
        raise PermissionDenied
    found, may_confirm = articles_for(matter.words), matter.basis in JUDGES
    if request.method == "POST":
        if not may_confirm:
            raise PermissionDenied
        if "withdrawn" in request.POST:
            _withdraw(request, matter)
        else:
            _confirm(request, matter, found)
        return redirect("desk:matter", number)
    part = "_part" if request.headers.get("HX-Request") else ""
    context = {"matter": matter, "articles": _offers(matter, found), "may_confirm": may_confirm}
    return render(request, f"desk/matters/articles{part}.html", context)


def _offers(matter: MatterView, found: tuple[ArticleFace, ...]) -> list[Mapping[str, object]]:
    """What was confirmed for these words, then what else they call for."""
    confirmed = confirmed_for(matter.words)
    faces = {**articles_named(confirmed), **{each.key: each for each in found}}
    order = sorted(faces, key=lambda key: key not in confirmed)
    return [{"face": faces[key], "confirmation": confirmed.get(key)} for key in order]


def _withdraw(request: DeskRequest, matter: MatterView) -> None:
    """One of those confirmed for these words, by its number."""
    numbers = {str(number): number for number in confirmed_for(matter.words).values()}
    try:
        withdraw(numbers.get(request.POST["withdrawn"], 0), at=now())
    except CannotConfirm as refused:
        messages.error(request, _(refused.sentence))
    else:
        messages.success(request, _("已撤回：从明天起不再照它查找。"))


def _confirm(request: DeskRequest, matter: MatterView, found: tuple[ArticleFace, ...]) -> None:
    """Of those that were offered, told by its place among them and by its name."""
    named = {f"{each.law}|{each.no}|{each.sub}": each for each in found}
    chosen = named.get(request.POST.get("article", ""))
    if chosen is None:
        messages.error(request, _("这一条已经不在可选的里面，请重新查找。"))
        return
    try:
        confirm(matter.words, chosen.key, by_id=request.standing.person_id, at=now())
    except CannotConfirm as refused:
        messages.error(request, _(refused.sentence))
    else:
        messages.success(request, _("已记下：类似的事以后会先找到这一条。"))
