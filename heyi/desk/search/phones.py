"""Finding by the last four digits of a telephone: a caller says who is calling, and the clerk says what for."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.forms import IdentityForm
from heyi.desk.search.hits import hits_of
from heyi.journeys.finding import find_by_phone_tail
from heyi.kernel.clock import now
from heyi.matters.access import MOST_FOUND, TAIL_DIGITS, Found
from heyi.matters.codes import Purpose
from heyi.orgs.access import directory
from heyi.search.rules import Query, folded
from heyi.web.waiting import let_in, tells_to_wait


class FiguresField(forms.RegexField):
    """Figures, also as wide as an input method for Chinese types them."""

    def to_python(self, value: Any) -> Any:
        """What was typed, narrow."""
        return folded(super().to_python(value) or "")


class TailForm(IdentityForm):
    """Four digits, and what for; the purpose is noted at every matter that is found."""

    tail = FiguresField(
        f"^[0-9]{{{TAIL_DIGITS}}}$",
        label=_("电话后四位"),
        error_messages={"invalid": _("请输入手机号的最后四位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "maxlength": TAIL_DIGITS, "autocomplete": "off"}
        ),
    )

    field_order = ("tail", "purpose")


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
@tells_to_wait
def by_phone(request: DeskRequest) -> HttpResponse:
    """GET asks for digits and purpose; POST looks, once, and nothing of it stands in an address."""
    form = TailForm(request.POST if request.method == "POST" else None)
    found: tuple[Found, ...] | None = None
    if form.is_bound and form.is_valid():
        let_in(Door.PHONE_TAIL, str(request.standing.person_id))
        given = form.cleaned_data
        purpose, by = Purpose(given["purpose"]), actor_of(request.standing)
        found = find_by_phone_tail(given["tail"], by=by, purpose=purpose, at=now())
    context = {
        "form": form,
        "has_looked": found is not None,
        "hits": hits_of(found or (), Query(()), directory()),
        "is_full": len(found or ()) == MOST_FOUND,
    }
    return render(request, "desk/search/by_phone.html", context, status=422 if form.errors else 200)
