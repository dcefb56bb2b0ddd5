"""The reporter's identity: masked everywhere, opened here for a purpose, each opening logged and shown."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heyi.accounts.codes import Door
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.forms import IdentityForm
from heyi.desk.matters.naming import unit_that_looks
from heyi.desk.matters.page import matter_page
from heyi.desk.matters.views import key_of, listening
from heyi.journal.operations import log_look
from heyi.kernel.clock import now
from heyi.matters.codes import Purpose
from heyi.matters.operations import IdentityErased, open_identities
from heyi.web.waiting import TooMany, let_in, tells_to_wait


@works_on_matters
@tells_to_wait
def identity(request: DeskRequest, number: str) -> HttpResponse:
    """GET asks for the purpose; POST opens, once, and leaves nothing behind in the browser."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    key = key_of(number)
    page = matter_page(*key, standing=request.standing)
    if not page.may_open_identity:
        if page.identity_erasure:
            messages.info(request, _("反映人的姓名和电话已经清除，任何人都不能再打开。"))
            return redirect("desk:matter", number)
        raise PermissionDenied
    form = IdentityForm(request.POST if request.method == "POST" else None)
    context = {"page": page, "matter": page.matter, "form": form, "people": (), "is_erased": False}
    context |= {"seen": page.seen, **listening(request)}
    if form.is_valid():
        unit = unit_that_looks(request.standing, page.tasks)
        purpose = Purpose(form.cleaned_data["purpose"])
        _let_open(request, key, unit, purpose)
        try:
            context["people"] = open_identities(
                *key, by=actor_of(request.standing, unit), purpose=purpose, at=now()
            )
        except IdentityErased:
            context["is_erased"] = True
    return render(request, "desk/matters/identity.html", context, status=422 if form.errors else 200)


def _let_open(request: DeskRequest, key: tuple[str, UUID], unit: int | None, purpose: Purpose) -> None:
    """Far more than a day's work is refused, and stands in the access log for the auditor; raises TooMany."""
    try:
        let_in(Door.IDENTITY, str(request.standing.person_id))
    except TooMany:
        by = actor_of(request.standing, unit)
        log_look(*key, by=by, what="REFUSED", purpose=purpose.value, at=now())
        raise
