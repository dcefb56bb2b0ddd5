"""A draft of the next book: begun, looked at table by table, tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heyi.desk.accounts.people import done, form_methods, show
from heyi.desk.books.door import in_administration, writes_rules
from heyi.desk.books.forms import BeginForm
from heyi.desk.books.showing import differences, doubts, line_of_draft, tried_limit_words
from heyi.desk.books.views import PAGE, Pager
from heyi.desk.doors import DeskRequest
from heyi.dispatch import operations
from heyi.dispatch.access import MOST_PAST, DraftPage, TrialView, draft_page, trial_hits, trial_of
from heyi.dispatch.codes import DraftState, RulePart
from heyi.kernel.clock import now
from heyi.matters.access import Brief, briefs
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import page_in

_TABS = (*RulePart, "changes", "findings", "trial")
DAYS = (30, 90, 0)


@form_methods
@writes_rules
def begin(request: DeskRequest) -> HttpResponse:
    """A draft that says what the newest book says."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    made: list[int] = []

    def start() -> None:
        with in_administration(request):
            made.append(operations.begin_draft(aim=form.cleaned_data["aim"], by=request.standing, at=now()))

    if done(form, start):
        messages.success(request, _("已起草。改好、试算以后提交，由另一位规则员复核。"))
        return redirect("desk:rule_draft", made[0])
    words = _("草稿先照抄最新的一版，再逐行修改。同时只有一份草稿，规则员们一起改。")
    return show(request, form, _("起草新的一版"), back=reverse("desk:rules"), words=words)


@dataclass(frozen=True, slots=True)
class DraftTab:
    """A tab of the draft's page; `tone` colours its number where something is to be done."""

    name: str
    count: int | None
    tone: str = ""


@require_safe
@writes_rules
def draft(request: DeskRequest, draft_id: int) -> HttpResponse:
    """A draft: one of its tables, what changed, what is doubtful, or the trial."""
    at, trees = now(), directory()
    page = draft_page(draft_id, trees=trees, at=at)
    if page is None:
        raise Http404
    typed = request.GET.get("tab", "")
    tab = typed if typed in _TABS else RulePart.ROUTING.value
    context = {**head_of(page, request), "tab": tab, "tabs": _tabs(page), **_part(page, tab, request, trees)}
    return render(request, "desk/rules/draft.html", context)


def head_of(page: DraftPage, request: DeskRequest) -> dict[str, Any]:
    """What every page of a draft shows above: how it stands, and whether this person may approve it."""
    return {
        "page": page,
        "draft": page.draft,
        "is_editing": page.draft.state == DraftState.EDITING,
        "is_submitted": page.draft.state == DraftState.SUBMITTED,
        "is_mine": str(request.standing.person_id) in page.draft.authors,
        "blocking": sum(finding.blocks for finding in page.findings),
    }


def _tabs(page: DraftPage) -> tuple[DraftTab, ...]:
    tables = tuple(DraftTab(part, sum(not row.removed for row in page.of(part))) for part in RulePart)
    blocks = any(finding.blocks for finding in page.findings)
    return (
        *tables,
        DraftTab("changes", len(page.changes)),
        DraftTab("findings", len(page.findings), "cinnabar" if blocks else "gamboge" if page.unread else ""),
        DraftTab("trial", None),
    )


def _part(page: DraftPage, tab: str, request: DeskRequest, trees: Directory) -> dict[str, Any]:
    if tab == "changes":
        return {"changes": differences(page.changes[:PAGE], trees), "rest": max(0, len(page.changes) - PAGE)}
    if tab == "findings":
        unread = {finding.mark for finding in page.unread}
        return {"doubts": [(each, each.mark in unread) for each in doubts(page.findings[:PAGE], trees)]}
    if tab == "trial":
        may_try = page.draft.state == DraftState.EDITING
        return trial_context(page.draft.id, page.trial, trees, may_try=may_try)
    rows, number = page.of(RulePart(tab)), page_in(request.GET)
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return {
        "lines": [line_of_draft(row, trees) for row in shown],
        "pager": Pager(number, len(rows)),
        "has_defaults": tab == RulePart.ESCALATION and not page.before.escalations and page.ends_defaults,
    }


@require_safe
@writes_rules
def trial(request: DeskRequest, draft_id: int) -> HttpResponse:
    """The trial alone, as the page asks for it while it runs."""
    trees = directory()
    found = trial_of(draft_id, at=now())
    if found is None:
        raise Http404
    return render(request, "desk/rules/trial.html", trial_context(draft_id, found, trees, may_try=True))


@dataclass(frozen=True, slots=True)
class MoveLine:
    """So many matters that would go from one unit to another, with those of them that the reader sees."""

    of: str
    to: str
    count: int
    matters: tuple[Brief, ...]


def trial_context(
    draft_id: int, found: TrialView | None, trees: Directory, *, may_try: bool
) -> dict[str, Any]:
    """A trial in words; matters stand there only where the reader sees them. Two queries."""
    result: Mapping[str, Any] = found.result if found else {}
    moves, limits = result.get("moves", []), result.get("limits", [])
    return {
        "draft_id": draft_id,
        "may_try": may_try,
        "trial": found,
        "days": DAYS,
        "is_capped": bool(found and found.total >= MOST_PAST),
        "most": MOST_PAST,
        "moves": _moves(found, moves[:PAGE], trees) if found and moves else (),
        "more_moves": max(0, len(moves) - PAGE),
        "limits": [
            (
                each["clock"],
                tried_limit_words(each["before"]),
                tried_limit_words(each["after"]),
                each["count"],
            )
            for each in limits[:PAGE]
        ],
    }


def _moves(found: TrialView, moves: Sequence[Mapping[str, Any]], trees: Directory) -> list[MoveLine]:
    hits = trial_hits(found.id)
    known = {brief.number: brief for brief in briefs([number for number, _of, _to in hits])} if hits else {}

    def name(unit_id: int | None) -> str:
        unit = trees.find_unit(unit_id) if unit_id is not None else None
        return unit.name if unit else _("没有单位可办")

    return [
        MoveLine(
            name(move["from"]),
            name(move["to"]),
            move["count"],
            tuple(
                known[number]
                for number, of, to in hits
                if (of, to) == (move["from"], move["to"]) and number in known
            ),
        )
        for move in moves
    ]
