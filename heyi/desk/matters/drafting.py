"""A draft by the assistant: asked for by hand, marked as a machine's, copied by hand or not at all."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.desk.doors import DeskRequest, actor_of, in_its_own_scopes, works_on_matters
from heyi.desk.matters.naming import unit_that_looks_at
from heyi.desk.matters.page import MatterPage, matter_page
from heyi.desk.matters.views import key_of
from heyi.journal.operations import log_look
from heyi.journeys.suggesting import (
    SILENT_WORDS,
    WISH_WORDS,
    Draft,
    Wish,
    draft,
    is_told_stories,
    material_of,
)
from heyi.kernel.clock import now
from heyi.matters.ports import AssistantSilent
from heyi.orgs.access import directory
from heyi.orgs.rules import town_of
from heyi.web.forms import HouseForm, choices
from heyi.web.scope import scope
from heyi.web.templatetags.heyi import kind, word
from heyi.web.waiting import let_in, tells_to_wait

_SILENT, _UNFIT = 502, 422


class WishForm(HouseForm):
    """What is to be drafted."""

    wish = forms.ChoiceField(label=gettext_lazy("起草什么"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].choices = choices(WISH_WORDS)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@in_its_own_scopes
@works_on_matters
@tells_to_wait
def draft_page(request: DeskRequest, number: str) -> HttpResponse:
    """GET shows what would be sent; POST notes the sending, then sends it, and shows what came back."""
    form = WishForm(request.POST if request.method == "POST" else None)
    wish = Wish(form.cleaned_data["wish"]) if form.is_bound and form.is_valid() else None
    page, material = _told(request, number, wish)
    context = {
        "page": page,
        "matter": page.matter,
        "form": form,
        "material": material,
        "is_told": is_told_stories(),
    }
    if wish is None:
        return _shown(request, context, status=_UNFIT if form.is_bound else 200)
    try:
        made: Draft = draft(wish, material)
    except AssistantSilent as silent:
        form.add_error(None, _(SILENT_WORDS[silent.code]))
        return _shown(request, context, status=_SILENT)
    return _shown(request, context | {"draft": made, "what": _(WISH_WORDS[wish])}, status=200)


def _told(request: DeskRequest, number: str, wish: Wish | None) -> tuple[MatterPage, str]:
    """The matter, and what is told of it; where it will be told, that stands in the access log before it goes."""
    if wish is not None:
        let_in(Door.ASSISTANT, str(request.standing.person_id))
    with _desk(request):
        key = key_of(number)
        page = matter_page(*key, standing=request.standing)
        if not page.may_draft:
            raise PermissionDenied
        if wish is not None:
            _note(request, key, wish)
    town = directory().place_name(town_of(page.matter.region_code))
    return page, material_of(page.matter, _words, town=town)


def _note(request: DeskRequest, key: tuple[str, UUID], wish: Wish) -> None:
    by = actor_of(request.standing, unit_that_looks_at(request.standing, key))
    log_look(*key, by=by, what="ASSISTANT", purpose=wish.value, at=now())


def _shown(request: DeskRequest, context: dict[str, object], *, status: int) -> HttpResponse:
    with _desk(request):
        return render(request, "desk/matters/draft.html", context, status=status)


def _desk(request: DeskRequest):  # type: ignore[no-untyped-def]  # a context manager of web's
    return scope("desk", units=request.standing.units, source=f"person:{request.standing.person_id}")


def _words(code: str, what: str) -> str:
    return kind(code) if what == "kind" else word(code, what)
