"""What must hold of objections: whole, waiting where somebody sees them, and none after a ruling."""

from collections.abc import Iterator

from django.db import connections

from heyi.journal.rules import Problem
from heyi.kernel.words import _

_IS_OPEN = "t.objection ->> 'state' IN ('ASKED', 'DISPUTED')"
_HALF = f"""
SELECT m.number FROM dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
 WHERE (t.objection IS NULL AND (t.decide_by IS NOT NULL OR t.decider_id IS NOT NULL))
    OR (t.objection IS NOT NULL AND CASE WHEN {_IS_OPEN}
        THEN t.role <> 'LEAD' OR t.state NOT IN ('TO_SIGN', 'IN_HAND')
          OR t.decide_by IS DISTINCT FROM (t.objection ->> 'decide_by')::timestamptz
          OR t.decider_id IS DISTINCT FROM (t.objection ->> 'decider')::bigint
          OR NOT EXISTS (SELECT FROM matters_reach r WHERE r.county = t.county AND r.matter_id = t.matter_id
                            AND r.unit_id = t.decider_id AND r.basis <> 'DENIED')
        ELSE t.decide_by IS NOT NULL OR t.decider_id IS NOT NULL
          OR (t.objection ->> 'decided_at')::timestamptz < (t.objection ->> 'asked_at')::timestamptz
          OR t.objection ->> 'decided_at' IS NULL END)"""
_AFTER_RULING = """
SELECT DISTINCT m.number
  FROM dispatch_task ruled
  JOIN dispatch_task later ON later.county = ruled.county AND later.matter_id = ruled.matter_id
   AND (later.objection ->> 'asked_at')::timestamptz > (ruled.objection ->> 'decided_at')::timestamptz
  JOIN matters_matter m ON m.county = ruled.county AND m.id = ruled.matter_id
 WHERE ruled.objection ->> 'state' IN ('KEPT', 'MOVED')"""


def objection_problems(using: str) -> Iterator[Problem]:
    """Objections that are not whole or wait where nobody looks, and matters that bounced after a ruling."""
    with connections[using].cursor() as cursor:
        cursor.execute(_HALF)
        for (number,) in cursor.fetchall():
            yield Problem("objection.not_whole", number, _("退单异议与决定的记录不完整。"))
        cursor.execute(_AFTER_RULING)
        for (number,) in cursor.fetchall():
            yield Problem("objection.after_ruling", number, _("裁定以后又有退单异议。"))
