"""What must hold of duty and of who handles: asked of the whole database, whoever wrote the rows."""

from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _
from heyi.matters.states import LIVE_TASK

_LIVE = str(LIVE_TASK)
_EVER_HELD = """SELECT FROM accounts_appointment held
                 WHERE held.person_id = {person} AND held.unit_id = {unit} AND held.released_at IS NOT NULL"""


def _ever_held(person: str, unit: str) -> str:
    """Whether the person was ever appointed to the unit: who has left since still stands where the work was."""
    return f"EXISTS ({_EVER_HELD.format(person=person, unit=unit)})"


DUTY = (
    Invariant(
        "task.handler_stranger",
        _("在办任务的经办人从未在承办单位任职。"),
        f"""SELECT m.number FROM dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
             WHERE t.handler_id IS NOT NULL AND t.state IN {_LIVE} AND NOT {_ever_held("t.handler_id", "t.unit_id")}""",
    ),
    Invariant(
        "turn.stranger",
        _("值班的人从未在该单位任职。"),
        f"SELECT t.id::text FROM accounts_turn t WHERE NOT {_ever_held('t.person_id', 't.unit_id')} ORDER BY t.id",
    ),
    Invariant(
        "turn.overlaps",
        _("同一个人有两班时间重叠。"),
        """SELECT a.id::text FROM accounts_turn a JOIN accounts_turn b ON b.person_id = a.person_id AND b.id > a.id
            WHERE a.starts_at < b.ends_at AND b.starts_at < a.ends_at ORDER BY a.id""",
    ),
    Invariant(
        "swap.not_agreed",
        _("调班没有双方同意，也不是值班领导调整的，或有一方从未在该单位任职。"),
        f"""SELECT s.id::text FROM accounts_swap s WHERE s.state IN ('ACCEPTED', 'SET') AND (
              (s.state = 'ACCEPTED' AND s.decided_by_id IS DISTINCT FROM s.to_id)
           OR (s.state = 'SET' AND NOT EXISTS (SELECT FROM accounts_appointment led
                WHERE led.person_id = s.decided_by_id AND led.role = 'LEADER' AND led.released_at IS NOT NULL))
           OR NOT {_ever_held("s.asked_by_id", "s.unit_id")}
           OR NOT {_ever_held("s.to_id", "s.unit_id")}) ORDER BY s.id""",
    ),
)
