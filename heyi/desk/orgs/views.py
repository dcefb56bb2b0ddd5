"""Units: found, looked at, added, changed, moved, closed. The system administrator keeps them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heyi.accounts.codes import Role
from heyi.deadlines.explain import hours_in_words
from heyi.desk.doors import DeskRequest, administers
from heyi.desk.orgs.forms import CloseForm, MoveForm, UnitForm, UnitSearch
from heyi.kernel.clock import now
from heyi.orgs.access import directory, unit_page
from heyi.orgs.operations import CannotChangeUnit, add_unit, change_unit, close_unit, move_unit
from heyi.orgs.rules import Directory, UnitFact
from heyi.web.forms import HouseForm, page_in

keeper = administers(Role.SYSTEM_ADMINISTRATOR)
form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@keeper
def units(request: DeskRequest) -> HttpResponse:
    """The list, by words, kind and region."""
    trees = directory()
    form = UnitSearch(request.GET, trees=trees)
    given = form.cleaned_data if form.is_valid() else {}
    page = unit_page(
        words=given.get("words", ""),
        kind=given.get("kind", ""),
        region_code=given.get("region", ""),
        open_only=not given.get("closed"),
        page=page_in(request.GET),
    )
    lines = [
        (unit, _name(unit.parent_id, trees), trees.name_of_region(unit.region_code)) for unit in page.units
    ]
    return render(request, "desk/orgs/units.html", {"form": form, "page": page, "lines": lines})


@require_safe
@keeper
def unit(request: DeskRequest, unit_id: int) -> HttpResponse:
    """One unit: its facts, what is above and below it, whom it serves."""
    trees = directory()
    found = _unit(unit_id, trees)
    context = {
        "unit": found,
        "above": [trees.unit(above) for above in reversed(trees.ancestors(unit_id))],
        "below": [child for child in trees.children(unit_id) if child.is_open],
        "seat": trees.name_of_region(found.region_code),
        "hours": hours_in_words(found.hours, _),
        "serves": [trees.name_of_region(code) for code in found.regions],
    }
    return render(request, "desk/orgs/unit.html", context)


@form_methods
@keeper
def add(request: DeskRequest) -> HttpResponse:
    """A new unit under another."""
    form = UnitForm(request.POST if request.method == "POST" else None, trees=directory())
    made: list[int] = []
    if _done(form, lambda: made.append(add_unit(form.draft(), by=request.standing, at=now()))):
        messages.success(request, _("已新增单位。"))
        return redirect("desk:unit", made[0])
    return _show(request, form, _("新增单位"))


@form_methods
@keeper
def change(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Names, kind, seat and regions."""
    trees = directory()
    found = _unit(unit_id, trees)
    form = UnitForm(request.POST if request.method == "POST" else None, trees=trees, unit=found)
    if _done(form, lambda: change_unit(unit_id, form.draft(found), by=request.standing, at=now())):
        messages.success(request, _("已修改单位。"))
        return redirect("desk:unit", unit_id)
    return _show(request, form, _("修改单位"), unit=found)


@form_methods
@keeper
def move(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Under another unit, with everything below."""
    trees = directory()
    found = _unit(unit_id, trees)
    form = MoveForm(request.POST if request.method == "POST" else None, trees=trees, unit=found)
    if _done(
        form, lambda: move_unit(unit_id, under=form.cleaned_data["parent"], by=request.standing, at=now())
    ):
        messages.success(request, _("已调整上级单位。"))
        return redirect("desk:unit", unit_id)
    words = _("下级单位一并移动；谁看得到它们的事项，随之改变。")
    return _show(request, form, _("调整上级单位"), unit=found, words=words)


@form_methods
@keeper
def close(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Closed, not deleted: old matters still name it."""
    found = _unit(unit_id, directory())
    form = CloseForm(request.POST if request.method == "POST" else None)
    if _done(form, lambda: close_unit(unit_id, by=request.standing, at=now())):
        messages.success(request, _("已停用单位。"))
        return redirect("desk:unit", unit_id)
    words = _("停用后不再分到新事项，其任职随之失效；过去的事项仍显示它的名称。")
    return _show(request, form, _("停用单位"), unit=found, words=words)


def _done(form: HouseForm, do: Callable[[], object]) -> bool:
    """Whether the form was sent, is whole, and the operation took it; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        do()
    except CannotChangeUnit as refused:
        form.blame(refused.faults)
        return False
    return True


def _show(
    request: HttpRequest, form: HouseForm, heading: str, *, unit: UnitFact | None = None, words: str = ""
) -> HttpResponse:
    context = {"form": form, "heading": heading, "unit": unit, "words": words}
    return render(request, "desk/orgs/form.html", context, status=422 if form.is_bound else 200)


def _unit(unit_id: int, trees: Directory) -> UnitFact:
    found = trees.find_unit(unit_id)
    if found is None:
        raise Http404
    return found


def _name(unit_id: int | None, trees: Directory) -> str:
    return trees.unit(unit_id).short_name if unit_id else ""
