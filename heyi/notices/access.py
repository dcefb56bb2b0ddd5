"""What others may read of notices. Row-level security shows each person the own ones, while the matter may be seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY
from heyi.notices import queries
from heyi.notices.queries import MOST_SHOWN, AddressRow, DrillRow, NoticeRow
from heyi.notices.rules.ways import Choices

__all__ = ["MOST_SHOWN", "AddressRow", "DrillRow", "NoticePage", "NoticeRow"]

PAGE = 50
DRILLS_SHOWN = 10

count_unread = queries.count_unread
addresses_of = queries.addresses_of
find_address = queries.find_address
choices_of = queries.choices_of
address_names = queries.address_names


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page of a person's notices, and where the next one begins."""

    rows: tuple[NoticeRow, ...]
    next: str


def notice_page(person_id: int, *, unread_only: bool = False, before: str = "") -> NoticePage:
    """A person's notices, newest first; one query. A key that no page gave is the first page's."""
    rows = queries.notices_of(person_id, unread_only=unread_only, before=_key(before), limit=PAGE + 1)
    return NoticePage(tuple(rows[:PAGE]), str(rows[PAGE - 1].id) if len(rows) > PAGE else "")


def _key(written: str) -> UUID | None:
    try:
        return UUID(written) if written else None
    except ValueError:
        return None


def choices_of_person(person_id: int) -> Choices:
    """What a person chose, or the usual; one query."""
    return queries.choices_of([person_id]).get(person_id, Choices())


def drills_of(unit_id: int) -> tuple[DrillRow, ...]:
    """The last drills of a unit, newest first; one query."""
    return tuple(queries.drills_of(unit_id, limit=DRILLS_SHOWN))


def answers_of_drill(drill_id: int) -> tuple[tuple[int, datetime, datetime | None], ...]:
    """(person, told at, acknowledged at); one query, in the worker's scope: notices are their person's."""
    return tuple(queries.answers_of_drill(ADMINISTRATION_COUNTY, ADMINISTRATION, drill_id))


def failing(addresses: Collection[AddressRow]) -> tuple[AddressRow, ...]:
    """Those of which the last attempt failed."""
    return tuple(address for address in addresses if address.is_failing)
