"""Rows of the work list as they are written: a row that many people look at is written once for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from heyi.desk.matters.tabs import groups
from heyi.kernel.clock import CHINA
from heyi.matters.access import WorkFilter, WorkList, WorkRow
from heyi.orgs.rules import Directory
from heyi.web.moments import left_words
from heyi.web.moments import pace as pace_of

KEPT = 4096  # rows, each about a kilobyte


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the work list with its names; the first of a group that is due together carries its words."""

    row: WorkRow
    place: str
    lead: str
    group: str = ""


def lines(page: WorkList, trees: Directory, wanted: WorkFilter, at: datetime) -> Iterator[Line]:
    """The rows; what is closed is due no more and stands in no group."""
    due = [] if wanted.done else [row.next_due_at for row in page.rows]
    begun = list(groups(due, at=at)) or [""] * len(page.rows)
    for row, group in zip(page.rows, begun, strict=True):
        lead = trees.find_unit(row.lead_unit_id)
        names = trees.place_name(row.region_code), lead.short_name if lead else ""
        yield Line(row, *names, group)


def written(shown: Iterable[Line], wanted: WorkFilter, at: datetime) -> list[SafeString]:
    """Each row in the language of the request. What it says of the time is part of what it is kept by."""
    language, today = get_language() or "", at.astimezone(CHINA).date().isoformat()
    return [
        _written(line, wanted.below, wanted.done, *_of_time(line.row.next_due_at, at), (language, today))
        for line in shown
    ]


def _of_time(due: datetime | None, at: datetime) -> tuple[str, str]:
    """Its pace, and how long is left: of the request's instant, never of the one at which the row was written."""
    return ("", "") if due is None else (pace_of(due, now=at), left_words(due, now=at))


@lru_cache(KEPT)
def _written(
    line: Line,
    below: bool,  # noqa: FBT001 - parts of the key
    done: bool,  # noqa: FBT001
    pace: str,
    left: str,
    _read_in: tuple[str, str],
) -> SafeString:
    context = {"line": line, "wanted": {"below": below, "done": done}, "pace": pace, "left": left}
    return render_to_string("desk/matters/row.html", context)
