"""What must hold of joint work: asked of the whole database, whoever wrote the rows."""

from heyi.dispatch.codes import AssistOutcome
from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _
from heyi.matters.states import LIVE_MATTER, LIVE_TASK

_OUTCOMES = str(tuple(each.value for each in AssistOutcome))
_LIVE = str(LIVE_TASK)
_OF_MATTER = "dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id"

JOINT_WORK = (
    Invariant(
        "assist.outlives_matter",
        _("事项已办结，协办任务还没有结束。"),
        f"""SELECT m.number FROM {_OF_MATTER}
             WHERE t.role = 'ASSIST' AND t.state IN {_LIVE} AND m.state NOT IN {LIVE_MATTER}""",
    ),
    Invariant(
        "assist.no_outcome",
        _("协办任务已结束而没有结果，或者没有结束就有结果。"),
        f"""SELECT m.number FROM {_OF_MATTER}
             WHERE (t.role = 'ASSIST' AND t.state NOT IN {_LIVE}) <> (t.outcome IN {_OUTCOMES})""",
    ),
    Invariant(
        "assist.no_clock",
        _("协办任务没有走动的办理时限，也没有说明理由的暂停。"),
        f"""SELECT m.number FROM {_OF_MATTER}
             WHERE t.role = 'ASSIST' AND t.state IN {_LIVE} AND t.why->>'rule' <> 'conferral' AND NOT EXISTS (
                   SELECT FROM dispatch_clock c WHERE c.county = t.county AND c.task_id = t.id
                      AND c.matter_id = t.matter_id AND c.name = 'HANDLE' AND (c.state = 'RUNNING'
                       OR c.state = 'PAUSED' AND t.state = 'ON_HOLD' AND EXISTS (
                          SELECT FROM matters_note n WHERE n.county = t.county AND n.matter_id = t.matter_id
                             AND n.task_id = t.id AND n.what = 'hold_assist')))""",
    ),
    Invariant(
        "assist.pauses_alone",
        _("协办任务的状态与它自己的时限是否暂停不一致。"),
        f"""SELECT m.number FROM {_OF_MATTER}
             WHERE t.role = 'ASSIST' AND t.state IN {_LIVE} AND t.state <> 'ON_HOLD' AND EXISTS (
                   SELECT FROM dispatch_clock c WHERE c.county = t.county AND c.task_id = t.id
                      AND c.matter_id = t.matter_id AND c.state = 'PAUSED')
                OR t.role = 'ASSIST' AND t.state = 'ON_HOLD' AND EXISTS (
                   SELECT FROM dispatch_clock c WHERE c.county = t.county AND c.task_id = t.id
                      AND c.matter_id = t.matter_id AND c.state = 'RUNNING')""",
    ),
    Invariant(
        "reach.repeats_assist_wrong",
        _("可达表与协办任务，或与已转办的事项不一致。"),
        f"""SELECT m.number FROM matters_reach r JOIN matters_matter m ON m.county = r.county AND m.id = r.matter_id
              LEFT JOIN LATERAL (
                   SELECT t.state, t.state IN {_LIVE} AS is_live, (SELECT min(c.due_at) FROM dispatch_clock c
                           WHERE c.county = t.county AND c.matter_id = t.matter_id AND c.task_id = t.id
                             AND c.state = 'RUNNING') AS due_at
                     FROM dispatch_task t WHERE t.county = r.county AND t.matter_id = r.matter_id
                      AND t.unit_id = r.unit_id AND t.role = 'ASSIST' AND t.state <> 'WITHDRAWN'
                    ORDER BY t.state = 'CLOSED', t.given_at DESC, t.id DESC LIMIT 1) AS own ON r.basis = 'ASSIST'
             WHERE r.basis IN ('ASSIST', 'FORMER')
               AND (r.state IS DISTINCT FROM CASE r.basis WHEN 'FORMER' THEN 'REFERRED' ELSE own.state END
                 OR r.is_live IS DISTINCT FROM (r.basis <> 'FORMER' AND own.is_live)
                 OR r.next_due_at IS DISTINCT FROM own.due_at)""",
    ),
    Invariant(
        "conferral.not_whole",
        _("会商的状态、结束时间和参加的单位不一致。"),
        """SELECT m.number FROM dispatch_conferral c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
            WHERE (c.state = 'PLANNED') <> (c.ended_at IS NULL) OR NOT c.units @> c.came
               OR (c.state = 'HELD') <> (c.came <> '[]'::jsonb)""",
    ),
    Invariant(
        "conferral.blind",
        _("被请参加会商的单位看不到这件事项。"),
        f"""SELECT DISTINCT m.number FROM dispatch_conferral c
              JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
             CROSS JOIN LATERAL jsonb_array_elements_text(c.units) AS called (unit)
             WHERE c.state = 'PLANNED' AND m.state IN {LIVE_MATTER} AND NOT EXISTS (
                   SELECT FROM dispatch_task t WHERE t.county = c.county AND t.matter_id = c.matter_id
                      AND t.unit_id = called.unit::bigint)""",
    ),
    Invariant(
        "bundle.layers",
        _("并案有两层：并入的主件本身又并入了别的事项。"),
        """SELECT m.number FROM dispatch_bundling g JOIN matters_matter m ON m.county = g.county AND m.id = g.matter_id
              JOIN dispatch_bundling above ON above.county = g.head_county AND above.matter_id = g.head_id
               AND above.left_at IS NULL
            WHERE g.left_at IS NULL""",
    ),
    Invariant(
        "bundle.headless",
        _("并入的主件不存在，或者编号不符。"),
        """SELECT m.number FROM dispatch_bundling g JOIN matters_matter m ON m.county = g.county AND m.id = g.matter_id
            WHERE NOT EXISTS (SELECT FROM matters_matter h WHERE h.county = g.head_county AND h.id = g.head_id
                                 AND h.number = g.head_number)""",
    ),
)
