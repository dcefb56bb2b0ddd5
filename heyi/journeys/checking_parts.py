"""What must hold between heads and their parts: asked of the whole database, whoever wrote the rows.

Parts follow their heads by reaction: what that has not read yet is not wrong here, and that it lags is told elsewhere.
"""

from heyi.journeys.invariants import Invariant, has_read
from heyi.kernel.words import _
from heyi.matters.states import LIVE_MATTER, LIVE_TASK

_LIVE = str(LIVE_MATTER)
_OF_MATTER = "dispatch_part p JOIN matters_matter m ON m.county = p.county AND m.id = p.matter_id"
_WITH_HEAD = f"{_OF_MATTER} JOIN matters_matter h ON h.county = p.head_county AND h.id = p.head_id"
_SETTLED = has_read("parts", "e.county = p.head_county AND e.matter_id = p.head_id")

PARTS = (
    Invariant(
        "part.repeats_wrong",
        _("分项登记的状态、单位、时限或警情与分项本身不符。"),
        f"""SELECT m.number FROM {_OF_MATTER}
             WHERE (p.number, p.kind, p.state, p.closing, p.lead_unit_id, p.due_at)
                   IS DISTINCT FROM (m.number, m.kind, m.state, m.closing, m.lead_unit_id, m.next_due_at)
                OR p.has_alarm <> EXISTS (SELECT FROM dispatch_task t WHERE t.county = p.county
                   AND t.matter_id = p.matter_id AND t.role = 'ALARM' AND t.state IN {LIVE_TASK})""",
    ),
    Invariant(
        "part.headless",
        _("分项与主件的登记不全，或者编号不符。"),
        """SELECT m.number FROM matters_matter m
             LEFT JOIN dispatch_part p ON p.county = m.county AND p.matter_id = m.id
             LEFT JOIN matters_matter h ON h.county = p.head_county AND h.id = p.head_id
            WHERE (m.part_of IS NOT NULL OR p.id IS NOT NULL)
              AND (m.part_of IS DISTINCT FROM p.head_id OR h.has_parts IS NOT TRUE
                   OR h.number IS DISTINCT FROM p.head_number)""",
    ),
    Invariant(
        "part.layers",
        _("分项又拆分出了分项。"),
        f"SELECT m.number FROM {_WITH_HEAD} WHERE h.part_of IS NOT NULL",
    ),
    Invariant(
        "part.other_lead",
        _("分项登记的主件主办单位不是主件现在的主办单位。"),
        f"SELECT m.number FROM {_WITH_HEAD} WHERE p.head_unit_id <> h.lead_unit_id AND {_SETTLED}",
    ),
    Invariant(
        "part.outlives_withdrawal",
        _("反映人撤回了主件，分项还没有结束。"),
        f"""SELECT m.number FROM {_WITH_HEAD}
             WHERE h.closing IN ('WITHDRAWN', 'RECALLED') AND m.state IN {_LIVE} AND {_SETTLED}""",
    ),
    Invariant(
        "part.subject_not_denied",
        _("主件反映的单位没有在分项回避。"),
        f"""SELECT DISTINCT m.number FROM {_OF_MATTER}
              JOIN matters_subjectunit s ON s.county = p.head_county AND s.matter_id = p.head_id
               AND s.lifted_at IS NULL
             WHERE NOT EXISTS (SELECT FROM matters_subjectunit mine WHERE mine.county = p.county
                   AND mine.matter_id = p.matter_id AND mine.unit_id = s.unit_id AND mine.lifted_at IS NULL)
               AND {_SETTLED}""",
    ),
)
