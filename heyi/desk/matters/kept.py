"""Lists that a person keeps under a name: saved from the filters on the screen, renamed, put first, forgotten."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heyi.accounts.operations import CannotSaveView, delete_view, put_view_first, rename_view, save_view
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.filters import FilterForm, regions_of
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory

_KEPT = ("unit", "state", "urgency", "kind", "region", "below", "done")


def query_of_list(given: Mapping[str, str]) -> str:
    """The filters of a list in one order, without its page."""
    query = QueryDict(mutable=True)
    for name in _KEPT:
        if value := given.get(name, ""):
            query[name] = value
    return query.urlencode()


@require_POST
@works_on_matters
def kept(request: DeskRequest) -> HttpResponse:
    """One change of one's own lists, and back to the list it was made on."""
    do = _DO.get(request.POST.get("do", ""))
    here = _allowed(QueryDict(request.POST.get("query", "")), request)
    if do is not None:
        try:
            messages.success(request, do(request, here))
        except CannotSaveView as refused:
            fault = refused.faults[0]
            messages.error(request, _(fault.sentence) % dict(fault.params))
    response = redirect("desk:work_list")
    response["Location"] += f"?{here}" if here else ""
    return response


def _allowed(given: QueryDict, request: DeskRequest) -> str:
    """The filters that are on offer; what no form gave is dropped."""
    trees = directory()
    own = [trees.unit(unit) for unit in request.standing.units]
    codes = [code for unit in own for code in (unit.regions or (unit.region_code,))]
    form = FilterForm(given, regions=lambda: regions_of(codes, trees))
    form.is_valid()
    clean = {name: str(value) for name, value in form.cleaned_data.items() if value and value is not True}
    clean |= {name: "1" for name in ("below", "done") if form.cleaned_data.get(name)}
    if given.get("unit", "") in {str(unit.id) for unit in own}:
        clean["unit"] = str(given["unit"])
    return query_of_list(clean)


def _save(request: DeskRequest, query: str) -> str:
    save_view(request.standing.person_id, name=request.POST.get("name", ""), query=query)
    return _("已保存视图。")


def _rename(request: DeskRequest, _query: str) -> str:
    rename_view(request.standing.person_id, _id(request), name=request.POST.get("name", ""))
    return _("已改名。")


def _delete(request: DeskRequest, _query: str) -> str:
    delete_view(request.standing.person_id, _id(request))
    return _("已删除视图。")


def _first(request: DeskRequest, _query: str) -> str:
    put_view_first(request.standing.person_id, _id(request))
    return _("已更改打开工作台时的视图。")


def _id(request: DeskRequest) -> int:
    typed: Any = request.POST.get("id", "")
    return whole_number(typed) or 0


_DO: Mapping[str, Callable[[DeskRequest, str], str]] = {
    "save": _save,
    "rename": _rename,
    "delete": _delete,
    "first": _first,
}
