"""A resident reports: one question a page, kept as it goes, sent once, and answered with a receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.accounts.codes import DOOR_WORDS, Door
from heyi.accounts.rules import Wait
from heyi.intake.drafts import forget_draft
from heyi.kernel.clock import now
from heyi.orgs.access import directory
from heyi.portal.report import keeping
from heyi.portal.report.asking import Asked
from heyi.portal.report.forms import PageForm
from heyi.portal.report.keeping import Written, hand_over, take_back, written_in
from heyi.portal.report.meaning import kept_files, read_so_far
from heyi.portal.report.pages import CHECK, FIRST, PAGES, first_missing, next_page, page_before
from heyi.portal.report.repeats import look_for_known
from heyi.web import outlines
from heyi.web.addresses import client_address
from heyi.web.moments import instant_words
from heyi.web.waiting import TOO_MANY, TooMany, let_in

ONWARD = "application/x-onward"
_UNFIT, _CONFLICT, _GONE = 422, 409, 410
_DEPENDS_ON_TEXT = frozenset({"danger", "kind", "about", "where", "place"})


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is for and what not; and the way on where something was begun."""
    return render(request, "portal/report/start.html", {"written": written_in(request, at=now())})


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Throw away what was written, and what this browser knows of it."""
    written = written_in(request, at=now())
    if written.token:
        forget_draft(written.token)
    response = HttpResponseRedirect(reverse("portal:report"))
    take_back(response)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One question. A page far ahead leads back to the first one that is missing before it."""
    if slug not in PAGES:
        raise Http404
    at = now()
    written = written_in(request, at=at)
    if slug != FIRST and (stopped := _stopped(request, written)):
        return stopped
    if request.method == "POST":
        return _answered(request, slug, written, at)
    asked = asked_of(written, at)
    form = PAGES[slug].form(asked, initial=PAGES[slug].form.first(written.of(slug), asked))
    return _drawn(request, slug, asked, form)


def _answered(request: HttpRequest, slug: str, written: Written, at: datetime) -> HttpResponse:
    if _is_of_another(request.POST.get("draft", ""), slug, written):
        return _elsewhere(request, slug, written)
    asked = asked_of(written, at)
    form = PAGES[slug].form(asked, request.POST)
    try:
        _count(request, written)
    except TooMany as shut:
        return _waiting(request, slug, asked, form, shut.wait)
    if not form.is_valid():
        return _drawn(request, slug, asked, form, status=_UNFIT)
    said = form.answer()
    if written.is_open and request.POST.get("seen", "") != written.seen(slug) and said != written.of(slug):
        form.add_error(None, gettext("这一页刚在另一个窗口改过。再按一次“继续”，就用这里的内容。"))
        return _drawn(request, slug, asked, form, status=_CONFLICT)
    kept = _kept(written, slug, said, shared=request.POST.get("shared") == "1", at=at)
    return _led_on(request, slug, kept, at) if kept.is_open else _elsewhere(request, slug, kept)


def _is_of_another(mark: str, slug: str, written: Written) -> bool:
    """Whether the page was drawn for a draft that this browser no longer holds; a first page may begin anew."""
    if written.is_open:
        return mark != written.mark
    return slug != FIRST or (bool(mark) and mark == written.sent_mark)


def _count(request: HttpRequest, written: Written) -> None:
    """A draft may be saved so often, an address begin so many; raises TooMany."""
    if written.is_open:
        let_in(Door.REPORT_SAVED, written.token)
    else:
        let_in(Door.REPORT_BEGUN, client_address(request))


def _waiting(request: HttpRequest, slug: str, asked: Asked, form: PageForm, wait: Wait) -> HttpResponse:
    """The same page with what was typed, until when to wait, and nothing lost."""
    form.add_error(None, waiting_words(wait, asked.at))
    response = _drawn(request, slug, asked, form, status=TOO_MANY)
    response["Retry-After"] = str(wait.seconds(asked.at))
    return response


def waiting_words(wait: Wait, at: datetime) -> str:
    """Why not now, and when again."""
    words = {"door": gettext(DOOR_WORDS[wait.door]), "at": instant_words(wait.until, now=at)}
    return gettext("次数太多：%(door)s。请在 %(at)s 以后再按；内容还在，没有丢。急事请打 12345。") % words


def _led_on(request: HttpRequest, slug: str, kept: Written, at: datetime) -> HttpResponse:
    to_check = request.POST.get("to") == CHECK
    response = onward(request, _address(_following(slug, asked_of(kept, at), to_check=to_check), to_check))
    hand_over(response, kept, secure=request.is_secure())
    return response


def onward(request: HttpRequest, address: str) -> HttpResponse:
    """To the next page; our script is told where that is, so that a slow telephone loads it once."""
    if ONWARD in request.headers.get("Accept", ""):
        return HttpResponse(status=204, headers={"X-Onward": address})
    return HttpResponseRedirect(address)


def _kept(written: Written, slug: str, said: Mapping[str, Any], *, shared: bool, at: datetime) -> Written:
    """The answer kept; after another text, what was read otherwise is asked again."""
    if not written.is_open:
        return keeping.begin({slug: dict(said), **({"shared": True} if shared else {})}, at=at)
    kept = keeping.answer(written, slug, said, at=at)
    if slug == FIRST and kept.is_open and written.of(slug) != said:
        before, after = read_so_far(written, at=at), read_so_far(kept, at=at)
        same = (before.kind, before.danger, before.region_code, before.stored["runner_up"], before.subjects)
        if same != (after.kind, after.danger, after.region_code, after.stored["runner_up"], after.subjects):
            kept = keeping.drop(kept, _DEPENDS_ON_TEXT, at=at)
    if slug == "where" and (written.of(slug) or {}) != said:
        kept = keeping.drop(kept, frozenset({"place"}), at=at)
    if slug in ("what", "place") and kept.is_open:
        kept = look_for_known(kept, at=at)
    return kept


def _following(slug: str, asked: Asked, *, to_check: bool) -> str:
    """The next page; a search for a unit shows its finds on the same."""
    if slug == "about" and "units" not in (asked.written.of(slug) or {}):
        return slug
    return next_page(slug, asked, to_check=to_check)


def _address(slug: str, to_check: bool) -> str:  # noqa: FBT001
    address = reverse("portal:report-check") if slug == CHECK else reverse("portal:report-page", args=[slug])
    return f"{address}?to=check" if to_check and slug != CHECK else address


def asked_of(written: Written, at: datetime) -> Asked:
    """What the forms of this draft need."""
    meant = read_so_far(written, at=at) if written.of(FIRST) else None
    return Asked(written, meant, directory(), at)


def _stopped(request: HttpRequest, written: Written) -> HttpResponse | None:
    """Why there is nothing to go on with here; None where there is."""
    if written.is_open and written.of(FIRST):
        return None
    if written.receipt is not None and request.method != "POST":
        return HttpResponseRedirect(reverse("portal:report-receipt"))
    if written.receipt is not None or written.is_lost or request.method == "POST":
        return _elsewhere(request, "", written)
    return HttpResponseRedirect(reverse("portal:report-page", args=[FIRST]))


def _elsewhere(request: HttpRequest, slug: str, written: Written) -> HttpResponse:
    """This page belongs to a draft that is no more here: expired, sent or begun anew; what was typed is handed back."""
    context = {"written": written, "typed": request.POST.get("text", "") if slug == FIRST else ""}
    status = _CONFLICT if written.is_open or written.receipt else _GONE
    return render(request, "portal/report/elsewhere.html", context, status=status)


def _drawn(
    request: HttpRequest, slug: str, asked: Asked, form: PageForm, *, status: int = 200
) -> HttpResponse:
    written = asked.written
    before = page_before(slug, asked)
    context = {
        "page": PAGES[slug],
        "asked": asked,
        "form": form,
        "written": written,
        "seen": written.seen(slug),
        "to_check": request.GET.get("to") == CHECK or request.POST.get("to") == CHECK,
        "is_shared": written.is_shared
        or request.GET.get("shared") == "1"
        or request.POST.get("shared") == "1",
        "back": reverse("portal:report-page", args=[before]) if before else reverse("portal:report"),
    }
    if slug == "photos":
        context |= {"files": kept_files(written)}
    if slug == "where":
        context |= {"shapes": outlines.shapes(asked.units_known, [r.code for r in asked.counties()])}
        context |= {"view": outlines.VIEW, "chosen": form["county"].value()}
    if slug == "place":
        context |= {"shape": asked.shape}
    return render(request, [f"portal/report/{slug}.html", "portal/report/page.html"], context, status=status)


def draw_files(request: HttpRequest, written: Written, form: PageForm, *, status: int = 200) -> HttpResponse:
    """The page of photographs."""
    return _drawn(request, "photos", asked_of(written, form.asked.at), form, status=status)


def lead_on(request: HttpRequest, slug: str, kept: Written, at: datetime) -> HttpResponse:
    """To the page that follows."""
    return _led_on(request, slug, kept, at)


def stopped_elsewhere(request: HttpRequest, written: Written) -> HttpResponse:
    """The page belongs to another draft."""
    return _elsewhere(request, "photos", written)


def missing_page(asked: Asked) -> HttpResponse | None:
    """The way to the first unanswered page; None where nothing is missing."""
    slug = first_missing(asked)
    return HttpResponseRedirect(_address(slug, to_check=True)) if slug else None


def stopped(request: HttpRequest, written: Written) -> HttpResponse | None:
    """The same for the last pages."""
    return _stopped(request, written)
