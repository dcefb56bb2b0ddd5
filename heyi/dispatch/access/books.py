"""What the desk reads of rule books and drafts: as values, with where each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from heyi.dispatch.codes import BookStanding, ChangeKind, DraftState, RulePart, TrialState
from heyi.dispatch.models import DraftRow, RuleBook, RuleDraft, RuleTrial
from heyi.dispatch.queries import drafts as queries
from heyi.dispatch.queries.books import (
    book,
    book_followed_by,
    books_before,
    find_book,
    newest_book,
    read_book,
)
from heyi.dispatch.rules.books import (
    Change,
    Row,
    Term,
    changes,
    digest_of,
    key_of,
    row_from,
    rows_of,
    standing_at,
)
from heyi.dispatch.rules.escalating import DEFAULTS
from heyi.dispatch.rules.findings import Finding, findings, to_read
from heyi.dispatch.rules.routing import Book
from heyi.dispatch.rules.suggesting import Suggestion, suggestions
from heyi.orgs.rules import Directory

PAGE = 50
MOST_RULINGS = 1_000  # of the latest that are counted
MOST_HITS = 200
STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class BookView:
    """A published book: who wrote and who approved it, from when it holds, where it stands."""

    version: int
    author: str
    approver: str
    authors: tuple[str, ...]
    aim: str
    published_at: datetime
    effective_at: datetime
    digest: str
    standing: BookStanding
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str
    follows: int | None = None


def book_page(*, before: int | None, at: datetime) -> tuple[tuple[BookView, ...], int | None]:
    """Published books, the newest first, and where the next page begins. Two queries at most."""
    found = books_before(before, limit=PAGE + 1)
    terms = _terms(books_before(None, limit=PAGE + 1) if before else found)
    shown = tuple(_view(each, terms, at) for each in found[:PAGE])
    return shown, shown[-1].version if len(found) > PAGE else None


def book_view(version: int, *, at: datetime) -> BookView | None:
    """One published book, with the one that it follows. Three queries."""
    found = find_book(version)
    if found is None:
        return None
    follows = book_followed_by(version)
    view = _view(found, _terms(books_before(None, limit=PAGE)), at)
    return replace(view, follows=None if follows is None else follows.version)


def digest_now(version: int, *, using: str = "default") -> str:
    """The digest of a book as its rows stand now, whatever was kept of it. Five queries."""
    found = RuleBook.objects.using(using).get(version=version)
    whole = read_book(version, using=using)
    return digest_of(whole, author=found.author, effective_at=found.effective_at)


def _terms(books: Sequence[RuleBook]) -> list[Term]:
    return [Term(each.version, each.effective_at, each.withdrawn_at) for each in books]


def _view(found: RuleBook, terms: Sequence[Term], at: datetime) -> BookView:
    return BookView(
        found.version,
        found.author,
        found.approver,
        tuple(str(each["name"]) for each in found.authors),
        found.aim,
        found.published_at,
        found.effective_at,
        found.digest,
        standing_at(Term(found.version, found.effective_at, found.withdrawn_at), terms, at),
        found.withdrawn_at,
        found.withdrawn_by,
        found.withdrawn_why,
    )


@dataclass(frozen=True, slots=True)
class TrialView:
    """A trial of a draft: how far it is, what it found, and whether the draft has changed since."""

    id: int
    state: str
    days: int | None
    total: int
    done: int
    result: Mapping[str, object]
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    is_stale: bool
    is_stuck: bool

    @property
    def is_going(self) -> bool:
        """Whether there is more to come."""
        return self.state in (TrialState.WAITING, TrialState.RUNNING) and not self.is_stuck


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a draft: what it says, what became of it since the book before, and who changed it last."""

    id: int
    part: RulePart
    row: Row
    edition: int
    removed: bool
    change: str
    fields: tuple[str, ...]
    before: Row | None
    changed_by: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft, with everything that has been written of it but its rows."""

    id: int
    aim: str
    base: int
    state: str
    revision: int
    begun_by: str
    begun_at: datetime
    authors: Mapping[str, str]
    submitted_by: str
    submitted_at: datetime | None
    effective_at: datetime | None
    sent_back: str
    sent_back_by: str

    @property
    def is_open(self) -> bool:
        """Whether it may still become a book."""
        return self.state in queries.OPEN


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft beside the newest book: its rows, what changed, what is doubtful."""

    draft: DraftView
    against: int
    before: Book
    after: Book
    rows: tuple[RowView, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    unread: tuple[Finding, ...]
    trial: TrialView | None

    @property
    def ends_defaults(self) -> bool:
        """Whether any escalation that holds by default is not written in the draft."""
        there = {key_of(row) for row in self.after.escalations}
        return any(key_of(row) not in there for row in DEFAULTS)

    def of(self, part: RulePart) -> tuple[RowView, ...]:
        """The rows of one table, in the order in which they are tried; removed ones stand where they stood."""
        own = (row for row in self.rows if row.part == part)
        return tuple(sorted(own, key=lambda view: -view.row.priority))


def open_draft() -> DraftView | None:
    """The draft that is being written or waits for approval, if there is one. One query."""
    found = queries.open_draft()
    return None if found is None else _draft(found)


def draft_page(draft_id: int, *, trees: Directory, at: datetime) -> DraftPage | None:
    """A draft with its rows, differences, findings and latest trial. Five queries at most."""
    found = queries.find_draft(draft_id)
    if found is None:
        return None
    newest, rows = newest_book().version, queries.rows_of_draft(draft_id)
    before, after = book(newest), queries.draft_as_book(rows)
    differing = changes(before, after)
    doubts = findings(after, trees)
    return DraftPage(
        _draft(found),
        newest,
        before,
        after,
        tuple(_row_views(rows, differing, before)),
        differing,
        doubts,
        to_read(doubts, findings(before, trees)),
        _trial(queries.latest_trial(draft_id), found.revision, newest, at),
    )


def trial_of(draft_id: int, *, at: datetime) -> TrialView | None:
    """The latest trial of a draft. Three queries."""
    found = queries.find_draft(draft_id)
    if found is None:
        return None
    return _trial(queries.latest_trial(draft_id), found.revision, newest_book().version, at)


def row_view(row_id: int) -> tuple[DraftView, RowView] | None:
    """One row of a draft, to be changed. Three queries."""
    held = DraftRow.objects.select_related("draft").filter(pk=row_id).first()
    if held is None:
        return None
    before = book(newest_book().version)
    return _draft(held.draft), _row_view(held, {}, before)


def _row_views(rows: Sequence[DraftRow], differing: Sequence[Change], before: Book) -> list[RowView]:
    known = {(change.part, id_of(change.row)): change for change in differing}
    return [_row_view(held, known, before) for held in rows]


def id_of(row: Row) -> tuple[object, ...]:
    """What names a row within one book: its key and its priority."""
    return (*key_of(row), row.priority)


def _row_view(
    held: DraftRow, known: Mapping[tuple[RulePart, tuple[object, ...]], Change], before: Book
) -> RowView:
    part = RulePart(held.part)
    row = row_from(part, held.values)
    change = None if held.removed else known.get((part, id_of(row)))
    gone = held.removed and any(key_of(other) == key_of(row) for other in rows_of(before, part))
    return RowView(
        held.pk,
        part,
        row,
        held.edition,
        held.removed,
        ChangeKind.REMOVED if gone else change.kind if change else "",
        change.fields if change else (),
        change.before if change else None,
        held.changed_by_name,
        held.changed_at,
    )


def _draft(found: RuleDraft) -> DraftView:
    return DraftView(
        found.pk,
        found.aim,
        found.base,
        found.state,
        found.revision,
        found.begun_by_name,
        found.begun_at,
        found.authors,
        found.submitted_by_name,
        found.submitted_at,
        found.effective_at,
        found.sent_back if found.state == DraftState.EDITING else "",
        found.sent_back_by_name,
    )


def _trial(found: RuleTrial | None, revision: int, newest: int, at: datetime) -> TrialView | None:
    if found is None:
        return None
    return TrialView(
        found.pk,
        found.state,
        found.days,
        found.total,
        found.done,
        found.result or {},
        found.asked_by_name,
        found.asked_at,
        found.ended_at,
        is_stale=(found.revision, found.against) != (revision, newest),
        is_stuck=found.ended_at is None and at > found.asked_at + STUCK_AFTER,
    )


def trial_hits(trial_id: int) -> tuple[tuple[str, int | None, int | None], ...]:
    """Matters within the scope that would go elsewhere: number, unit by the book, unit by the draft. One query."""
    return tuple(
        (hit.number, hit.of_unit_id, hit.to_unit_id) for hit in queries.hits_of(trial_id, limit=MOST_HITS)
    )


def rulings_since_book(trees: Directory) -> tuple[Suggestion, ...]:
    """What rulings on matters within the scope say since the newest book was published. Two queries."""
    newest = newest_book()
    found = queries.rulings_since(newest.published_at, limit=MOST_RULINGS)
    return suggestions(found, book(newest.version), trees)
