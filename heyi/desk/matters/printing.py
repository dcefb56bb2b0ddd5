"""The work order on paper: A4, with a code that leads back to the matter, and who printed it when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.page import matter_page
from heyi.desk.matters.views import key_of, log_opening
from heyi.kernel.clock import now
from heyi.matters.codes import Zone


@require_safe
@works_on_matters
def work_order(request: DeskRequest, number: str) -> HttpResponse:
    """What paper may carry: never what was said in mediation. A look of its own in the access log."""
    page = matter_page(*key_of(number), standing=request.standing)
    log_opening(request, page, what="PRINT")
    entries = [entry for entry in reversed(page.entries) if entry.zone != Zone.CONFIDENTIAL.value]
    context = {"page": page, "matter": page.matter, "entries": entries, "printed_at": now()}
    return render(request, "desk/matters/print.html", context)
