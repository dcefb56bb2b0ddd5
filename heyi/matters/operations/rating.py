"""A rating as its own row: nothing that was said is overwritten."""

from datetime import datetime

from heyi.journal.operations import Writes
from heyi.kernel.codes import uuid7
from heyi.matters.operations.changing import Held
from heyi.matters.rules import Rating


def write_rating(held: Held, rating: Rating, *, at: datetime, rows: Writes) -> dict[str, object]:
    """Have a rating written; answers its row, whose image the caller records."""
    row: dict[str, object] = {
        "id": uuid7(at),
        "reasonable": rating.reasonable,
        "done": rating.done,
        "satisfied": rating.satisfied,
        "text": rating.text.strip(),
        "at": at,
    }
    rows.insert("matters_rating", [{"county": held.county, "matter_id": held.id, **row}])
    return row
