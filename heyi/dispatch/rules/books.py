"""A rule book as a value: its rows as plain values, what changed from one book to the next, and its digest. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from heyi.dispatch.codes import BookStanding, ChangeKind, RulePart
from heyi.dispatch.rules.escalating import DEFAULTS, EscalationRow
from heyi.dispatch.rules.routing import Book, LimitRow, Routing
from heyi.kernel.chain import Algo, canonical, digest

Row = Routing | LimitRow | EscalationRow
Key = tuple[str, ...]
KINDS: Mapping[RulePart, type[Row]] = {
    RulePart.ROUTING: Routing,
    RulePart.LIMIT: LimitRow,
    RulePart.ESCALATION: EscalationRow,
}
_CONDITIONS = {
    RulePart.LIMIT: ("clock", "nature", "channel", "urgency", "role"),
    RulePart.ESCALATION: ("clock", "urgency", "stage"),
}


def part_of(row: Row) -> RulePart:
    """The table of the book that a row stands in."""
    return next(part for part, kind in KINDS.items() if isinstance(row, kind))


def values_of(row: Row) -> dict[str, object]:
    """A row as plain values."""
    return asdict(row)


def row_from(part: RulePart, values: Mapping[str, object]) -> Row:
    """A row from plain values; what is not given is empty."""
    kind = KINDS[part]
    known = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})  # type: ignore[arg-type]


def key_of(row: Row) -> Key:
    """What makes a row the same row in two books: a routing rule's code, else its conditions."""
    if isinstance(row, Routing):
        return (row.code,)
    return tuple(str(getattr(row, name)) for name in _CONDITIONS[part_of(row)])


def rows_of(book: Book, part: RulePart) -> Sequence[Row]:
    """The rows of one table, in the order in which they are tried."""
    if part == RulePart.ROUTING:
        return book.routing
    return book.limits if part == RulePart.LIMIT else book.escalations


def book_from(version: int, rows: Iterable[tuple[RulePart, Row]]) -> Book:
    """A book of these rows, highest priority first; of equal ones the first given stays first."""
    held: dict[RulePart, list[Row]] = {part: [] for part in RulePart}
    for part, row in rows:
        held[part].append(row)
    ordered = {part: tuple(sorted(found, key=lambda row: -row.priority)) for part, found in held.items()}
    return Book(
        version,
        ordered[RulePart.ROUTING],  # type: ignore[arg-type]
        ordered[RulePart.LIMIT],  # type: ignore[arg-type]
        ordered[RulePart.ESCALATION],  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is not in both books as it is; `fields` are the columns that differ."""

    kind: ChangeKind
    part: RulePart
    key: Key
    before: Row | None
    after: Row | None
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> Row:
        """The row as it is now; as it was, where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found


def changes(before: Book, after: Book) -> tuple[Change, ...]:
    """What became of each row from one book to the next, table by table, in the order of the rows."""
    return tuple(change for part in RulePart for change in _changes(part, *_told(before, after, part)))


def _told(before: Book, after: Book, part: RulePart) -> tuple[Sequence[Row], Sequence[Row]]:
    """The rows of two books to be compared: where one of them has no escalations, the defaults hold in it.

    A default that the other book wrote out as it is counts as written there, not as one that was always there.
    """
    was, now = rows_of(before, part), rows_of(after, part)
    if part != RulePart.ESCALATION or bool(was) == bool(now):
        return was, now
    defaults = tuple(row for row in DEFAULTS if row not in (*was, *now))
    return was or defaults, now or defaults


def _changes(part: RulePart, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    was, now = _keyed(before), _keyed(after)
    for key, row in now.items():
        old = was.get(key)
        if old is None:
            yield Change(ChangeKind.ADDED, part, key[:-1], None, row)
        elif old != row:
            yield Change(ChangeKind.CHANGED, part, key[:-1], old, row, _differing(old, row))
    for key, row in was.items():
        if key not in now:
            yield Change(ChangeKind.REMOVED, part, key[:-1], row, None)


def _keyed(rows: Sequence[Row]) -> dict[Key, Row]:
    """Rows by what makes them the same, the second of two with the same conditions as a row of its own."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Row] = {}
    for row in rows:
        key = key_of(row)
        seen[key] += 1
        found[(*key, str(seen[key]))] = row
    return found


def _differing(one: Row, other: Row) -> tuple[str, ...]:
    return tuple(
        field.name for field in fields(one) if getattr(one, field.name) != getattr(other, field.name)
    )


def digest_of(book: Book, *, author: str, effective_at: datetime) -> str:
    """What a book says, in one line: kept in the event of its publication, so that a later hand is seen."""
    told = {
        "version": book.version,
        "author": author,
        "effective_at": effective_at.timestamp(),
        **{part.value: [values_of(row) for row in rows_of(book, part)] for part in RulePart},
    }
    return f"{Algo.SHA256}:{digest(canonical(told).encode(), Algo.SHA256).hex()}"


@dataclass(frozen=True, slots=True)
class Term:
    """When a book takes effect, and whether it was withdrawn before it did."""

    version: int
    effective_at: datetime
    withdrawn_at: datetime | None = None


def standing_at(term: Term, terms: Iterable[Term], at: datetime) -> BookStanding:
    """Where a book stands among all that were published."""
    if term.withdrawn_at is not None:
        return BookStanding.WITHDRAWN
    if term.effective_at > at:
        return BookStanding.COMING
    later = any(
        other.version > term.version and other.effective_at <= at and other.withdrawn_at is None
        for other in terms
    )
    return BookStanding.FOLLOWED if later else BookStanding.IN_FORCE
