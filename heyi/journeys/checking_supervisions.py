"""What must hold of supervisions: counted on their task, whole in their order, and none on a task that is over."""

from collections.abc import Iterator

from django.db import connections

from heyi.journal.rules import Problem
from heyi.kernel.words import _
from heyi.matters.states import LIVE_TASK

_NOT_WHOLE = """
SELECT m.number FROM (
    SELECT t.county, t.matter_id FROM dispatch_task t
      LEFT JOIN dispatch_supervision s ON s.county = t.county AND s.task_id = t.id AND s.ended_at IS NULL
     WHERE t.supervised > 0 OR s.id IS NOT NULL
     GROUP BY t.county, t.matter_id, t.id, t.supervised, t.state
    HAVING count(s.id) <> t.supervised OR NOT t.state = ANY (%s)
     UNION
    SELECT county, matter_id FROM dispatch_supervision
     WHERE (state = 'ENDED') <> (ended_at IS NOT NULL) OR (state = 'REPLIED' AND replied_at IS NULL)
        OR replied_at < asked_at OR ended_at < asked_at) AS broken
  JOIN matters_matter m ON m.county = broken.county AND m.id = broken.matter_id"""


def supervision_problems(using: str) -> Iterator[Problem]:
    """Supervisions that their task does not count, that outlive it, or whose times contradict each other."""
    with connections[using].cursor() as cursor:
        cursor.execute(_NOT_WHOLE, [list(LIVE_TASK)])
        for (number,) in cursor.fetchall():
            yield Problem("supervision.not_whole", number, _("督办的记录不完整。"))
