"""The last pages: all answers on one list, the report sent once, and its receipt."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from heyi.accounts.codes import Door
from heyi.accounts.rules import Wait
from heyi.intake.drafts import SOURCE, find_sent, forget_draft, key_of_draft
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import body_hash
from heyi.journal.events import REPORTER
from heyi.journeys.foreseeing import foresee
from heyi.journeys.frame import NotReady
from heyi.journeys.receive import receive
from heyi.kernel.clock import now
from heyi.matters.access import PublicStatus, find_tracked, public_status
from heyi.portal.report.keeping import Written, take_back, token_in, written_in
from heyi.portal.report.meaning import body_of, confirmed_of, kept_files, report_of
from heyi.portal.report.summary import lines
from heyi.portal.report.views import asked_of, missing_page, onward, stopped, waiting_words
from heyi.web.addresses import client_address
from heyi.web.scope import scope
from heyi.web.waiting import TOO_MANY, TooMany, let_in

_CONFLICT, _NOT_READY = 409, 503


def tells_when_not_ready(
    view: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Before units and rules are loaded nothing can be given to anybody: said so, and nothing lost."""

    @wraps(view)
    def watched(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except NotReady:
            return render(request, "portal/report/not_ready.html", status=_NOT_READY)

    return watched


@require_safe
@tells_when_not_ready
def check(request: HttpRequest) -> HttpResponse:
    """All answers, who would get it by when, and what happens then."""
    at = now()
    written = written_in(request, at=at)
    if stop := stopped(request, written):
        return stop
    if away := missing_page(asked_of(written, at)):
        return away
    return _checked(request, written, at)


def _checked(
    request: HttpRequest, written: Written, at: datetime, *, status: int = 200, wait: Wait | None = None
) -> HttpResponse:
    context = {
        "written": written,
        "lines": lines(asked_of(written, at)),
        "foreseen": foresee(report_of(written, at=at), confirmed=confirmed_of(written), at=at),
        "contact": written.of("contact"),
        "seen": seen_of(written),
        "status": status,
        "waiting": waiting_words(wait, at) if wait else "",
    }
    response = render(request, "portal/report/check.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait.seconds(at))
    return response


def seen_of(written: Written) -> str:
    """A mark of all answers, so that nobody sends what another window has changed meanwhile."""
    return "".join(written.seen(page)[:4] for page in (written.answers or {}))


@require_POST
@tells_when_not_ready
def send(request: HttpRequest) -> HttpResponse:
    """Send once: a second press, in whatever window, shows the same receipt."""
    at = now()
    written = written_in(request, at=at)
    receipt = onward(request, reverse("portal:report-receipt"))
    if written.receipt is not None and request.POST.get("draft", "") in ("", written.sent_mark):
        return receipt
    if stop := stopped(request, written):
        return stop
    if away := missing_page(asked_of(written, at)):
        return away
    if request.POST.get("seen", "") != seen_of(written):
        return _checked(request, written, at, status=_CONFLICT)
    try:
        let_in(Door.REPORT_SENT, client_address(request))
    except TooMany as shut:
        return _checked(request, written, at, status=TOO_MANY, wait=shut.wait)
    _sent(written, at)
    return receipt


def _sent(written: Written, at: datetime) -> None:
    """One transaction: the report is received, and its draft forgotten."""
    files = kept_files(written)
    body = {**body_of(written), "files": [str(file.id) for file in files]}
    report = report_of(written, at=at)
    said = confirmed_of(written)
    try:
        with scope("receive", source=SOURCE):
            receive(
                report,
                source=SOURCE,
                key=key_of_draft(written.token),
                body_hash=body_hash(body),
                at=at,
                confirmed=said,
                by=REPORTER,
                files=files,
            )
            forget_draft(written.token)
    except KeyTaken:
        return  # another window sent it a moment ago, otherwise worded: its receipt is the one


@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Number, code, who has it, until when and why; for the browser that sent it."""
    token = token_in(request)
    status = _status_of(token) if token else None
    if status is None:
        return stopped(request, written_in(request, at=now())) or HttpResponseRedirect(
            reverse("portal:report-check")
        )
    return render(request, "portal/report/receipt.html", {"status": status})


def _status_of(token: str) -> PublicStatus | None:
    with scope("receive", source=SOURCE):
        sent: Mapping[str, Any] | None = find_sent(token)
    found = find_tracked(str(sent["tracking_code"])) if sent else None
    if found is None:
        return None
    with scope("tracking", matter=found[1]):
        return public_status(*found)


@require_POST
def leave(_request: HttpRequest) -> HttpResponse:
    """This device forgets the receipt; the code on paper still opens the matter."""
    response = HttpResponseRedirect(reverse("portal:home"))
    take_back(response)
    return response
