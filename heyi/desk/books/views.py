"""Rules as they were published: the page of all books, and one book with its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from heyi.desk.books.door import is_officer
from heyi.desk.books.showing import Line, differences, line_of
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.dispatch.access import book_page, book_view, open_draft, rule_book, rulings_since_book
from heyi.dispatch.codes import BookStanding, RulePart
from heyi.dispatch.rules.books import changes, rows_of
from heyi.dispatch.rules.routing import Book
from heyi.dispatch.rules.suggesting import Suggestion
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import page_in

PAGE = 50


@dataclass(frozen=True, slots=True)
class RulingLine:
    """Rulings that agree, in words, with where a row of them is begun."""

    nature: str
    field: str
    place: str
    by_rules: str
    ruled: str
    count: int
    query: str


@require_safe
@works_on_matters
def rules(request: DeskRequest) -> HttpResponse:
    """Every book, the newest first; for officers the draft, and what rulings say."""
    at, trees = now(), directory()
    typed = request.GET.get("before", "")
    before = whole_number(typed, digits=8)
    books, more = book_page(before=before, at=at)
    officer = is_officer(request)
    context: dict[str, Any] = {
        "books": books,
        "more": more,
        "is_first": before is None,
        "in_force": next((each for each in books if each.standing == BookStanding.IN_FORCE), None),
        "coming": next((each for each in books if each.standing == BookStanding.COMING), None),
        "is_officer": officer,
        "draft": open_draft() if officer else None,
        "rulings": [_ruling(each, trees) for each in rulings_since_book(trees)[:PAGE]] if officer else (),
        "me": str(request.standing.person_id),
    }
    return render(request, "desk/rules/rules.html", context)


def _ruling(found: Suggestion, trees: Directory) -> RulingLine:
    by_rules = trees.find_unit(found.by_rules) if found.by_rules else None
    ruled = trees.find_unit(found.ruled)
    query = urlencode(
        {
            "nature": found.nature,
            "field": found.field,
            "region": found.region_code,
            "unit": str(found.ruled),
            "count": str(found.count),
        }
    )
    return RulingLine(
        found.nature,
        found.field,
        trees.name_of_region(found.region_code) if found.region_code else "",
        by_rules.name if by_rules else "",
        ruled.name if ruled else "",
        found.count,
        query,
    )


@require_safe
@works_on_matters
def book(request: DeskRequest, version: int) -> HttpResponse:
    """One published book: a table of its rows at a time, or what it changed."""
    at, trees = now(), directory()
    found = book_view(version, at=at)
    if found is None:
        raise Http404
    whole = rule_book(version)
    part, wanted = part_in(request.GET, changes_too=found.follows is not None), request.GET.get("rule", "")
    lines = [] if part is None else [line_of(row, trees) for row in rows_of(whole, part)]
    page = _page_of(wanted, lines) or page_in(request.GET)
    context: dict[str, Any] = {
        "book": found,
        "part": part,
        "parts": tabs(reverse("desk:rule_book", args=[version]), whole),
        "lines": lines[(page - 1) * PAGE : page * PAGE],
        "pager": Pager(page, len(lines)),
        "wanted": wanted,
        "changes": differences(changes(rule_book(found.follows), whole), trees)
        if part is None and found.follows
        else (),
        "previous": found.follows,
        "is_officer": is_officer(request),
        "is_coming": found.standing == BookStanding.COMING,
    }
    return render(request, "desk/rules/book.html", context)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a reader is among the pages of a table."""

    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE))

    @property
    def before(self) -> int:
        """The page before, 0 where there is none."""
        return self.page - 1

    @property
    def after(self) -> int:
        """The page after, 0 where there is none."""
        return self.page + 1 if self.page < self.pages else 0


@dataclass(frozen=True, slots=True)
class Tab:
    """One table of a book as a tab of its page."""

    part: str
    url: str
    count: int


def tabs(address: str, whole: Book) -> tuple[Tab, ...]:
    """A tab for each table."""
    return tuple(Tab(part, f"{address}?part={part}", len(rows_of(whole, part))) for part in RulePart)


def part_in(query: Mapping[str, str], *, changes_too: bool) -> RulePart | None:
    """The table that is asked for; None for what changed. Anything else is the first table."""
    typed = query.get("part", "")
    if typed == "changes" and changes_too:
        return None
    return RulePart(typed) if typed in set(RulePart) else RulePart.ROUTING


def _page_of(wanted: str, lines: Sequence[Line]) -> int:
    """The page on which a rule stands; 0 where none was asked for or it is not there."""
    place = next((number for number, line in enumerate(lines) if line.name == wanted), None)
    return 0 if not wanted or place is None else place // PAGE + 1
