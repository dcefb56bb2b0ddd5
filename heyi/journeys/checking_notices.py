"""Whether each event that tells people was told: its notices are there, or a code says why nobody was."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connections

from heyi.journal.rules import Problem
from heyi.kernel.words import _
from heyi.notices.operations import KEPT
from heyi.notices.rules.table import TABLE

PATIENCE = timedelta(minutes=10)
"""So long the worker may take."""

_ASKED = """
WITH since AS (
     SELECT coalesce(min(e.position), 0) AS position FROM journal_event e
       JOIN (SELECT county, matter_id, seq FROM notices_told ORDER BY at LIMIT 100) AS first
         ON first.county = e.county AND first.matter_id = e.matter_id AND first.seq = e.seq),
     wanted AS (SELECT * FROM unnest(%(verbs)s::text[], %(kinds)s::text[]) AS row (verb, kind))
SELECT m.number, t.kind IS NULL
  FROM journal_event e JOIN wanted w ON w.verb = e.verb
  JOIN matters_matter m ON m.county = e.county AND m.id = e.matter_id
  LEFT JOIN notices_told t ON t.county = e.county AND t.matter_id = e.matter_id AND t.seq = e.seq AND t.kind = w.kind
 WHERE e.at < %(before)s AND e.at > %(after)s AND e.position >= (SELECT position FROM since)
   AND EXISTS (SELECT FROM notices_told)
   AND (t.kind IS NULL OR t.people <> (
        SELECT count(*) FROM notices_notice n
         WHERE n.county = t.county AND n.matter_id = t.matter_id AND n.seq = t.seq AND n.kind = t.kind))
 ORDER BY e.position
"""


def notice_problems(using: str, *, at: datetime) -> Iterator[Problem]:
    """Events that nobody was told of and nothing says why, and such whose notices are not all there.

    Asked of what is younger than notices are kept, from the first event on that was ever told.
    """
    given: dict[str, Any] = {
        "verbs": [row.verb for row in TABLE],
        "kinds": [row.kind.value for row in TABLE],
        "before": at - PATIENCE,
        "after": at - KEPT + timedelta(days=1),
    }
    with connections[using].cursor() as cursor:
        cursor.execute(_ASKED, given)
        for number, is_missing in cursor.fetchall():
            if is_missing:
                yield Problem(
                    "notice.missing", number, _("有一件事应当通知有关人员，没有通知，也没有说明原因。")
                )
            else:
                yield Problem("notice.differs", number, _("通知与登记的人数不符。"))
