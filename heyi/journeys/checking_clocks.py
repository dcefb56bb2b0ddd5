"""What must hold of clocks: the due time is what the fold gives, and what was asked for and granted is whole."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connections

from heyi.deadlines.rules import Limit, Pause, due, plainly_due
from heyi.dispatch.rules.alerting import alert_at
from heyi.dispatch.rules.clocks import pauses_from
from heyi.dispatch.rules.extending import extensions_from, granted
from heyi.journal.rules import Problem
from heyi.kernel.calendar import mainland
from heyi.kernel.hours import OpeningHours
from heyi.kernel.words import _

# Clocks that another calendar reckoned are mended at night; until then they are what that calendar gave.
_RUNNING = """
SELECT m.number, c.started_at, c.limit, c.hours, c.pauses::text, c.extensions::text, c.due_at, c.stage, c.warn_at,
       c.alert_at
  FROM dispatch_clock c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
 WHERE c.state = 'RUNNING' AND c.calendar_version = %s
"""


def clock_problems(using: str) -> Iterator[Problem]:
    """Running clocks whose due time is not what start, limit, hours, pauses and extensions give over the calendar."""
    calendar, connection = mainland(), connections[using]
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, "check_clocks") as cursor:
        cursor.execute(_RUNNING, [calendar.version], binary=True)
        for number, started_at, limit, hours, pauses, extensions, due_at, stage, warn_at, speaks in cursor:
            if pauses == extensions == _NONE:
                expected: datetime | None = plainly_due(started_at, limit, calendar, hours=_hours(hours)).at
            else:
                still, more = _pauses(pauses), _granted(extensions)
                expected = due(
                    started_at, _limit(limit), calendar, hours=_hours(hours), pauses=still, extensions=more
                ).at
            if expected != due_at:
                yield Problem("clock.reckoned_wrong", number, _("时限的到期时间与推算不符。"))
            told = alert_at(stage=stage, started_at=started_at, due_at=due_at, warn_at=warn_at)
            if not _is_same(told, speaks):
                yield Problem("clock.alert_wrong", number, _("时限何时预警、超期登记得不对。"))


def _is_same(told: datetime | None, kept: datetime | None) -> bool:
    """To the second: rows from before alerts were filled by the database's own arithmetic."""
    if told is None or kept is None:
        return told is kept
    return abs(told - kept) < timedelta(seconds=1)


@lru_cache(maxsize=1_000)
def _limit(words: str) -> Limit:
    return Limit.parse(words)


@lru_cache(maxsize=1_000)
def _hours(words: str) -> OpeningHours | None:
    return OpeningHours.parse(words) if words else None


def _pauses(kept: str) -> tuple[Pause, ...]:
    return () if kept == _NONE else pauses_from(json.loads(kept))


def _granted(kept: str) -> tuple[Limit, ...]:
    return () if kept == _NONE else granted(extensions_from(json.loads(kept)))


_NONE = "[]"


def extension_problems(using: str) -> Iterator[Problem]:
    """Requests for longer that are not whole: two at a time, decided before asked, waiting where nobody sees it, or
    older than the task that they would give time to.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_EXTENDED)
        for number, state, asked_at, kept, given_at in cursor.fetchall():
            is_anothers = asked_at is not None and asked_at < given_at
            if is_anothers or not _is_whole(json.loads(kept), state=state, asked_at=asked_at):
                yield Problem("extension.not_whole", number, _("延期申请与审批的记录不完整。"))


_EXTENDED = """
SELECT m.number, c.state, c.asked_at, c.extensions, t.given_at
  FROM dispatch_clock c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
  JOIN dispatch_task t ON t.county = c.county AND t.id = c.task_id
 WHERE c.extensions <> '[]' OR c.asked_at IS NOT NULL
"""


def _is_whole(kept: list[dict[str, Any]], *, state: str, asked_at: datetime | None) -> bool:
    found = extensions_from(kept)
    waiting = [each for each in found if each.state == "ASKED"]
    shown = waiting[0].asked_at if waiting and state != "STOPPED" else None
    decided = [each.decided_at for each in found if each.state != "ASKED"]
    in_order = (
        all(each.decided_at is None or each.decided_at >= each.asked_at for each in found)
        and None not in decided
    )
    return len(waiting) <= 1 and in_order and shown == asked_at
