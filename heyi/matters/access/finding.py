"""What a person may find by words: permission is asked inside the query, by reach as it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.kernel.codes import county_of_code, read_tracking_code
from heyi.matters.access.lists import WorkFilter, behind
from heyi.matters.codes import Zone
from heyi.search.rules import Query

MOST_FOUND = 20  # on a page
TAIL_DIGITS = 4  # digits of a telephone that stand in the open
_WALKED = 3000  # of the newest documents looked at one by one, before the index is asked
_NEWEST = UUID(int=(1 << 128) - 1)

_SEARCH = "SELECT county, matter_id, whole FROM heyi_search(%s, %s::tsquery, %s::tsquery, %s, %s, %s, %s, %s, %s, %s)"
_BY_TAIL = "SELECT county, matter_id, whole FROM heyi_by_phone_tail(%s, %s)"
_ALIKE = "SELECT county, matter_id, story FROM heyi_alike(%s::tsquery, %s, %s)"
_BY_CODE = "SELECT number FROM matters_matter WHERE county = %s AND tracking_code = %s"
_ROWS = """
SELECT m.county, m.id, m.number, m.title, m.narrative, m.place, m.kind, m.region_code, m.state, m.urgency,
       m.lead_unit_id, m.received_at, m.next_due_at
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_matter m ON m.county = wanted.county AND m.id = wanted.id
"""
_RIGHTS = """
SELECT r.county, r.matter_id,
       bool_or(r.basis IN ('LEAD', 'ASSIST', 'SUPERIOR', 'HEAD', 'GROUP')) OR NOT bool_or(r.basis = 'ALARM')
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_reach r ON r.county = wanted.county AND r.matter_id = wanted.id AND r.unit_id = ANY (heyi_units())
 GROUP BY 1, 2 HAVING bool_and(r.basis <> 'DENIED')
"""
_PUBLIC_NOTES = """
SELECT n.county, n.matter_id, n.text FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_note n ON n.county = wanted.county AND n.matter_id = wanted.id AND n.zone = %s ORDER BY n.at, n.id
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A matter that was found; who has only an alarm is told where it is and no more."""

    county: str
    matter_id: UUID
    number: str
    title: str
    narrative: str
    place: str
    kind: str
    region_code: str
    state: str
    urgency: str
    lead_unit_id: int
    received_at: datetime
    next_due_at: datetime | None
    public_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundList:
    """A page of what was found, the newest first, and the key of the next page."""

    rows: tuple[Found, ...]
    after: str = ""


def found_by_words(
    query: Query,
    *,
    wanted: WorkFilter | None = None,
    live: bool | None = None,
    after: str = "",
    limit: int = MOST_FOUND,
) -> FoundList:
    """Matters of this scope in which every term stands. Three queries, whatever is found."""
    if not query.terms:
        return FoundList(())
    keys = _keys(query, wanted=wanted or WorkFilter(), live=live, after=after, most=limit + 1)
    page = keys[:limit]
    return FoundList(_read(page), str(page[-1][1]) if len(keys) > limit else "")


def found_by_phone_tail(tail: str, *, limit: int = MOST_FOUND) -> tuple[Found, ...]:
    """Matters of this scope whose reporter's telephone ends in these four digits, the newest first. Three queries.

    For a purpose, and to be noted: who asks `journeys.finding` does both.
    """
    if len(tail) != TAIL_DIGITS or not tail.isascii() or not tail.isdigit():
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_BY_TAIL, [tail, limit])
        return _read(list(cursor.fetchall()))


def alike_by_words(asked: str, *, live: bool | None, limit: int) -> list[tuple[str, UUID, str]]:
    """(county, id, folded story) of matters of this scope that hold any of these lexemes, most of them first.

    `asked` comes from `search.rules.asked_of`. One query.
    """
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ALIKE, [asked, live, limit])
        return list(cursor.fetchall())


def found_by_keys(keys: Sequence[tuple[str, UUID]]) -> tuple[Found, ...]:
    """These matters as far as this scope reaches them, in this order. Three queries, whatever their number."""
    if not keys:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_RIGHTS, [[key[0] for key in keys], [key[1] for key in keys]])
        rights = {(county, matter_id): whole for county, matter_id, whole in cursor.fetchall()}
    return _read([(*key, rights[key]) for key in keys if key in rights])


def number_of_code(typed: str) -> str | None:
    """The number behind a tracking code, within the scope."""
    code = read_tracking_code(typed)
    if code is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_BY_CODE, [county_of_code(code), code])
        row = cursor.fetchone()
    return str(row[0]) if row else None


def _keys(
    query: Query, *, wanted: WorkFilter, live: bool | None, after: str, most: int
) -> list[tuple[str, UUID, bool]]:
    values: list[Any] = [query.patterns, query.asked(), query.asked("@"), _before(after), most, _WALKED]
    region = wanted.region_code
    narrowed = [wanted.kind, region, behind(region) if region else "", live]
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, [*values, *narrowed])
        return list(cursor.fetchall())


def _read(keys: Sequence[tuple[str, UUID, bool]]) -> tuple[Found, ...]:
    """What is shown of these matters; the wall is asked once more."""
    counties, ids = [key[0] for key in keys], [key[1] for key in keys]
    if not keys:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [counties, ids])
        rows = {(row[0], row[1]): row for row in cursor.fetchall()}
        cursor.execute(_PUBLIC_NOTES, [counties, ids, Zone.PUBLIC.value])
        notes = cursor.fetchall()
    return tuple(
        _found(rows[county, matter_id], notes, whole=whole)
        for county, matter_id, whole in keys
        if (county, matter_id) in rows
    )


def _found(row: Sequence[Any], notes: Iterable[tuple[str, UUID, str]], *, whole: bool) -> Found:
    """Who has only an alarm is told neither title nor story nor answers."""
    named: dict[str, Any] = dict(zip(_SHOWN, row, strict=True))
    if not whole:
        return Found(**{**named, "title": "", "narrative": ""})
    key = named["county"], named["matter_id"]
    said = tuple(text for county, matter_id, text in notes if (county, matter_id) == key)
    return Found(**named, public_notes=said)


_SHOWN = tuple(column.name for column in fields(Found))[:-1]


def _before(after: str) -> UUID:
    """The key that a page's address carries; anything else is the first page."""
    try:
        return UUID(after)
    except ValueError:
        return _NEWEST
