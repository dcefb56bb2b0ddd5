"""Searches that a person keeps: saved under a name, forgotten again."""

from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.search.operations import MOST_SAVED, TooManySaved, forget_search, save_search
from heyi.web.forms import HouseForm

_KEPT = ("q", "part", "kind", "region")
_LONGEST_NAME, _LONGEST_QUERY = 30, 300


class SaveForm(HouseForm):
    """A name, and the address's query as the page had it."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=_LONGEST_NAME)
    query = forms.CharField(max_length=_LONGEST_QUERY * 3, widget=forms.HiddenInput)


@require_POST
@works_on_matters
def save(request: DeskRequest) -> HttpResponse:
    """Keep what is looked for under a name; back to its results."""
    form = SaveForm(request.POST)
    kept = _kept(request.POST.get("query", ""))
    if not form.is_valid() or not kept or len(kept) > _LONGEST_QUERY:
        messages.error(request, _("请给这次查找起个名称，三十个字以内。"))
        return redirect(f"{reverse('desk:find')}?{kept[:_LONGEST_QUERY]}")
    name = form.cleaned_data["name"]
    try:
        save_search(request.standing.person_id, name=name, query=kept, at=now())
        messages.success(request, _("已保存为“%(name)s”，在查找页上点一下就能再查。") % {"name": name})
    except TooManySaved:
        messages.error(request, _("最多保存 %(most)d 个查找：请先删去不用的。") % {"most": MOST_SAVED})
    return redirect(f"{reverse('desk:find')}?{kept}")


@require_POST
@works_on_matters
def forget(request: DeskRequest) -> HttpResponse:
    """One's own goes; another's is not there."""
    typed = request.POST.get("saved", "")
    number = whole_number(typed, digits=14) or 0
    if forget_search(request.standing.person_id, number):
        messages.success(request, _("已删去保存的查找。"))
    return redirect("desk:find")


def _kept(query: str) -> str:
    """Words and filters of a page's address; anything else in it falls away."""
    given = dict(parse_qsl(query[: _LONGEST_QUERY * 3]))
    return urlencode({name: given[name] for name in _KEPT if given.get(name)})
