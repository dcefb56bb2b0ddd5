"""The same matter again: the caller's words become a working note of it, after one look at what that means."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.intake.door import takes_reports
from heyi.desk.intake.forms import TakeForm
from heyi.dispatch.operations import Hand, Step, note
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import find_matter, matter_view
from heyi.matters.codes import CHANNEL_WORDS, Channel, Zone
from heyi.orgs.access import directory
from heyi.web.forms import Whole


@takes_reports
def supplement(request: DeskRequest, unit: int) -> HttpResponse:
    """First press: shows what the note will be and of which matter. Second press (do=add): writes it."""
    if request.method != "POST":
        return redirect("desk:take")
    number = request.POST.get("to", "")
    found = find_matter(number)
    form = TakeForm(request.POST, trees=directory())
    form.is_valid()
    if found is None or form.has_error("text"):
        raise Http404(number)
    if request.POST.get("do") == "add" and _added(request, found, form, unit):
        messages.success(request, _("已补充到这件事项，没有另立新件。"))
        return redirect("desk:matter", number)
    context = {
        "form": form,
        "matter": matter_view(*found, units=request.standing.units),
        "note": _words(form),
        "hidden": [(name, value) for name, value in request.POST.items() if name not in _OURS],
    }
    return render(request, "desk/take/supplement.html", context, status=409 if form.errors else 200)


_OURS = frozenset({"csrfmiddlewaretoken", "do", "to"})


def _added(request: DeskRequest, found: tuple[str, UUID], form: TakeForm, unit: int) -> bool:
    hand = Hand(actor_of(request.standing, unit), frozenset(request.standing.units))
    try:
        note(found, step=Step(by=hand, at=now()), zone=Zone.WORKING, text=_words(form))
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return False
    return True


def _words(form: TakeForm) -> str:
    """The caller's words under a line that says how they came."""
    code = form.cleaned_data.get("channel") or Channel.PHONE.value
    channel = gettext(CHANNEL_WORDS[code])
    head = gettext("反映人再次反映（%(channel)s）：") % {"channel": channel}
    return f"{head}\n{form.cleaned_data['text']}"
