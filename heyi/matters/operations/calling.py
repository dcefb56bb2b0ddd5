"""A three-way call, kept with its matter: who spoke, who takes it, by which ground."""

from datetime import datetime

from heyi.journal.operations import Writes
from heyi.kernel.codes import uuid7
from heyi.matters.codes import CallGround, CallTaker
from heyi.matters.operations.changing import Held


def write_call(
    held: Held,
    *,
    partner: tuple[int, str],
    spoke_at: datetime,
    who: str,
    taker: CallTaker,
    ground: CallGround,
    why: str,
    at: datetime,
    rows: Writes,
) -> dict[str, object]:
    """Have a call written; answers its row, whose image the caller records. `partner`: its number and its kind."""
    row: dict[str, object] = {
        "id": uuid7(at),
        "partner_id": partner[0],
        "partner_kind": partner[1],
        "spoke_at": spoke_at,
        "who": who,
        "taker": taker.value,
        "ground": ground.value,
        "why": why,
        "recorded_at": at,
    }
    rows.insert("matters_call", [{"county": held.county, "matter_id": held.id, **row}])
    return row
