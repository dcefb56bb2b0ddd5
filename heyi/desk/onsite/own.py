"""One's own settlements on site: who has confirmed, who has not; paper that came later; letting it take effect."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.desk.doors import DeskRequest
from heyi.desk.onsite.door import hand_of, settles
from heyi.desk.onsite.views import Units
from heyi.journeys.on_site import conclude_on_site, confirm_on_paper
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import OnSite, settled_on_site
from heyi.web.forms import HouseForm
from heyi.web.uploads import FilesField, keep_all, told

_UNFIT = 422


class PaperForm(HouseForm):
    """The photograph of what a party has signed."""

    paper = FilesField(label=gettext_lazy("当事人签名或者按手印的纸"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].widget.attrs |= {"accept": "image/*", "capture": "environment"}


@require_safe
@settles
def mine(request: DeskRequest, units: Units) -> HttpResponse:
    """The list alone, for our script after a sending."""
    found = settled_on_site(units, mediator_id=request.standing.person_id)
    return render(request, "desk/onsite/mine.html", {"settled": found})


@require_POST
@settles
def conclude(request: DeskRequest, number: str, units: Units) -> HttpResponse:
    """Every party has confirmed: the mediator lets it take effect."""
    found = _own(request, number, units)
    try:
        conclude_on_site(found.key, by=hand_of(request.standing, found.unit_id), at=now())
    except NotAllowed as refused:
        messages.error(request, _(refused.refusal.sentence))
    else:
        messages.success(request, _("已经生效。"))
    return redirect("desk:onsite")


@require_http_methods(["GET", "HEAD", "POST"])
@settles
def paper(request: DeskRequest, number: str, side: str, units: Units) -> HttpResponse:
    """A party that did not confirm by telephone has put a hand or thumb on the paper since."""
    found = _own(request, number, units)
    party = next((each for each in found.waiting if each.side == side), None)
    if party is None:
        raise Http404(side)
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if form.is_bound and form.is_valid() and _recorded(request, form, found, side):
        messages.success(request, _("已登记。"))
        return redirect("desk:onsite")
    context = {"form": form, "line": found, "party": party}
    return render(request, "desk/onsite/paper.html", context, status=_UNFIT if form.is_bound else 200)


def _recorded(request: DeskRequest, form: PaperForm, found: OnSite, side: str) -> bool:
    """Whether it was; if not, the form says why."""
    at = now()
    kept, refused = keep_all(form.cleaned_data["paper"], at=at)
    for line in told(refused):
        form.add_error("paper", line)
    if form.errors:
        return False
    hand = hand_of(request.standing, found.unit_id)
    try:
        confirm_on_paper(found.key, by=hand, side=side, paper=kept[0], seen_hash=found.content_hash, at=at)
    except NotAllowed as error:
        form.add_error(None, _(error.refusal.sentence))
        return False
    return True


def _own(request: DeskRequest, number: str, units: Units) -> OnSite:
    """One of the own ones; others are not there."""
    lines = settled_on_site(units, mediator_id=request.standing.person_id)
    found = next((each for each in lines if each.number == number), None)
    if found is None:
        raise Http404(number)
    return found
