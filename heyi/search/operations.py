"""Writing the index, and keeping searches. The owner of a text hands it in with its readers; search knows no case."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from heyi.search.models import SavedSearch
from heyi.search.rules import OUTLINE, closed, folded, lexemes_of, without_persons

MOST_SAVED = 20  # searches that a person keeps: more are not looked through any more


class TooManySaved(Exception):
    """A person keeps as many searches as are of use: one must go first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is handed in: texts for every reader, texts for the outline alone, names that stay whole."""

    county: str
    matter_id: UUID
    texts: Sequence[str]
    outline: Sequence[str]
    marks: Sequence[str]
    readers: Collection[int]
    outline_readers: Collection[int]


_INDEX = """
INSERT INTO search_document (county, matter_id, story, outline, lexemes) VALUES {rows}
    ON CONFLICT (county, matter_id) DO UPDATE
   SET story = excluded.story, outline = excluded.outline, lexemes = excluded.lexemes
 WHERE (search_document.story, search_document.lexemes) IS DISTINCT FROM (excluded.story, excluded.lexemes)
"""
_ROW = "(%s, %s, %s, %s, array_to_tsvector(%s::text[]))"


def index(entries: Sequence[Entry]) -> int:
    """Put these documents into the index as they are now; answers how many changed. One statement."""
    if not entries:
        return 0
    values: list[Any] = [value for entry in entries for value in _row(entry)]
    with connection.cursor() as cursor:
        cursor.execute(_INDEX.format(rows=", ".join([_ROW] * len(entries))), values)
        return int(cursor.rowcount)


def _row(entry: Entry) -> tuple[object, ...]:
    """Key, story, outline, lexemes. Marks are numbers of ours and are not taken for a telephone."""
    outline = "\n".join((*entry.marks, *map(_compared, entry.outline)))
    story = "\n".join((*map(_compared, entry.texts), outline))
    return entry.county, entry.matter_id, story, outline, sorted(set(_lexemes(entry, story, outline)))


def _compared(text: str) -> str:
    return closed(without_persons(folded(text)))


def _lexemes(entry: Entry, story: str, outline: str) -> Iterator[str]:
    yield from lexemes_of(story)
    yield from (f"#{unit}" for unit in entry.readers)
    if entry.outline_readers:
        yield from (OUTLINE + lexeme for lexeme in lexemes_of(outline))
        yield from (f"{OUTLINE}#{unit}" for unit in entry.outline_readers)


def save_search(person_id: int, *, name: str, query: str, at: datetime) -> None:
    """Keep a search under a name; the same name again takes the new words. Raises TooManySaved."""
    with transaction.atomic():
        own = SavedSearch.objects.select_for_update().filter(person_id=person_id)
        if not any(row.name == name for row in own) and len(own) >= MOST_SAVED:
            raise TooManySaved
        given = {"query": query, "saved_at": at}
        SavedSearch.objects.update_or_create(person_id=person_id, name=name, defaults=given)


def forget_search(person_id: int, saved_id: int) -> bool:
    """Whether there was one's own to forget."""
    gone, _each = SavedSearch.objects.filter(person_id=person_id, pk=saved_id).delete()
    return bool(gone)
