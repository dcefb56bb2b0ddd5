"""Two pairs of eyes: one submits, another looks at everything and approves or sends back; withdrawing a book."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from heyi.desk.accounts.people import done, form_methods, show
from heyi.desk.books.acting import number_in
from heyi.desk.books.door import in_administration, writes_rules
from heyi.desk.books.drafts import head_of, trial_context
from heyi.desk.books.forms import SubmitForm, WhyForm
from heyi.desk.books.showing import Doubt, differences, doubts
from heyi.desk.books.views import PAGE
from heyi.desk.doors import DeskRequest
from heyi.dispatch import operations
from heyi.dispatch.access import DraftPage, book_view, draft_page
from heyi.dispatch.codes import FINDING_WORDS, BookStanding
from heyi.kernel.clock import now
from heyi.orgs.access import directory
from heyi.orgs.rules import Refused


def _page(draft_id: int) -> DraftPage:
    found = draft_page(draft_id, trees=directory(), at=now())
    if found is None:
        raise Http404
    return found


@form_methods
@writes_rules
def submit(request: DeskRequest, draft_id: int) -> HttpResponse:
    """When it is to take effect, and that the new warnings were read."""
    page, trees = _page(draft_id), directory()
    unread = [(each.mark, _words(each)) for each in doubts(page.unread, trees)]
    form = SubmitForm(request.POST if request.method == "POST" else None, unread=unread)

    def send() -> None:
        with in_administration(request):
            operations.submit_draft(
                draft_id,
                effective_at=form.effective_at(),
                read=form.cleaned_data.get("read", []),
                seen=number_in(request.POST.get("seen", "")),
                by=request.standing,
                at=now(),
            )

    if done(form, send):
        messages.success(request, _("已提交复核，由另一位没有改过它的规则员决定。"))
        return redirect("desk:rule_draft", draft_id)
    context = {**head_of(page, request), "form": form, "back": reverse("desk:rule_draft", args=[draft_id])}
    return render(request, "desk/rules/submit.html", context, status=422 if form.is_bound else 200)


def _words(doubt: Doubt) -> str:
    """A warning in one line, to be ticked."""
    told = [_(FINDING_WORDS[doubt.code]), *doubt.rows]
    return _("：").join((told[0], "；".join((*told[1:], *doubt.examples[:3])))) if len(told) > 1 else told[0]


@form_methods
@writes_rules
def review(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Everything that a second pair of eyes looks at, on one page; approval is pressed below it."""
    if request.method == "POST":
        return _approve(request, draft_id)
    page, trees = _page(draft_id), directory()
    new = {finding.mark for finding in page.unread}
    context: dict[str, Any] = {
        **head_of(page, request),
        "changes": differences(page.changes[:PAGE], trees),
        "rest": max(0, len(page.changes) - PAGE),
        "doubts": [(each, True) for each in doubts(page.findings, trees) if each.blocks or each.mark in new],
        **trial_context(draft_id, page.trial, trees, may_try=False),
    }
    return render(request, "desk/rules/review.html", context)


def _approve(request: DeskRequest, draft_id: int) -> HttpResponse:
    try:
        with in_administration(request):
            version = operations.approve_draft(
                draft_id,
                seen=number_in(request.POST.get("seen", "")),
                against=number_in(request.POST.get("against", "")),
                by=request.standing,
                at=now(),
            )
    except Refused as refused:
        fault = refused.faults[0]
        messages.error(request, _(fault.sentence) % dict(fault.params))
        return redirect("desk:rule_review", draft_id)
    messages.success(request, _("已发布第 %(version)s 版。") % {"version": version})
    return redirect("desk:rule_book", version)


@form_methods
@writes_rules
def send_back(request: DeskRequest, draft_id: int) -> HttpResponse:
    """Not so: with the reason."""
    page = _page(draft_id)
    form = WhyForm(request.POST if request.method == "POST" else None)

    def send() -> None:
        with in_administration(request):
            operations.send_back_draft(
                draft_id,
                why=form.cleaned_data["why"],
                seen=page.draft.revision,
                by=request.standing,
                at=now(),
            )

    if done(form, send):
        messages.success(request, _("已退回修改。"))
        return redirect("desk:rule_draft", draft_id)
    words = _("起草的人会看到理由，改好再提交。")
    return show(request, form, _("退回修改"), back=reverse("desk:rule_review", args=[draft_id]), words=words)


@form_methods
@writes_rules
def withdraw(request: DeskRequest, version: int) -> HttpResponse:
    """A book whose day has not come is taken back, with the reason."""
    found = book_view(version, at=now())
    if found is None:
        raise Http404
    if found.standing != BookStanding.COMING:
        messages.error(request, _("第 %(version)s 版已经生效或已撤回，不能撤回。") % {"version": version})
        return redirect("desk:rule_book", version)
    form = WhyForm(request.POST if request.method == "POST" else None)

    def take_back() -> None:
        with in_administration(request):
            operations.withdraw_book(version, why=form.cleaned_data["why"], by=request.standing, at=now())

    if done(form, take_back):
        messages.success(request, _("已撤回第 %(version)s 版，现行的一版继续有效。") % {"version": version})
        return redirect("desk:rules")
    words = _("第 %(version)s 版还没有生效。撤回以后它不会生效，记录留着。") % {"version": version}
    return show(request, form, _("撤回这一版"), back=reverse("desk:rule_book", args=[version]), words=words)
