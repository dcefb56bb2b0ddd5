"""Likely repeats: a person judges, and may take it back; the two matters stay two."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.naming import unit_that_looks_at
from heyi.desk.matters.page import JUDGES
from heyi.desk.matters.views import key_of
from heyi.kernel.clock import now
from heyi.matters.access import matter_view
from heyi.matters.codes import Verdict
from heyi.matters.operations import judge_likeness


@require_POST
@works_on_matters
def judge(request: DeskRequest, number: str, likeness_id: UUID) -> HttpResponse:
    """From either of the two pages; the link hangs on the later matter, and so does the event."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    if matter.basis not in JUDGES:
        raise PermissionDenied
    link = next((like for like in matter.likenesses if like.id == likeness_id), None)
    if link is None:
        raise Http404(str(likeness_id))
    typed = request.POST.get("verdict", "")
    verdict = Verdict(typed) if typed in set(Verdict) else None
    unit = unit_that_looks_at(request.standing, (matter.county, matter.id))
    judge_likeness(
        link.county, link.matter_id, link.id, verdict=verdict, by=actor_of(request.standing, unit), at=now()
    )
    messages.success(request, _("已记录判断，随时可以改。") if verdict else _("已收回判断。"))
    return redirect("desk:matter", number)
