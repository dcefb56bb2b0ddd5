"""Changing a matter: lock it, and write its row, its reach and its events together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.journal.events import Actor, Head
from heyi.journal.operations import Recorder, Writes, wake
from heyi.kernel.codes import uuid7
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Basis, Zone
from heyi.matters.events import image_of
from heyi.matters.models import Note
from heyi.matters.operations.rows import insert
from heyi.matters.operations.wiring import salts_of
from heyi.orgs.rules import town_of

_COLUMNS = (
    "county", "id", "number", "kind", "channel", "region_code", "urgency", "state",
    "lead_unit_id", "lead_why", "received_at", "next_due_at", "answer_due_at", "answered_at",
    "contested_at", "closed_at", "closing", "partner", "partner_ref", "is_commanded",
    "part_of", "has_parts",
)  # fmt: skip
_LOCK = (
    f"SELECT {', '.join(_COLUMNS)}, salt, head_seq, head_hash"  # noqa: S608 - our own names
    " FROM matters_matter WHERE county = %s AND id = %s FOR UPDATE"
)


@dataclass(frozen=True, slots=True)
class Held:
    """A matter's row while this transaction holds its lock."""

    county: str
    id: UUID
    number: str
    kind: str
    channel: str
    region_code: str
    urgency: str
    state: str
    lead_unit_id: int
    lead_why: str
    received_at: datetime
    next_due_at: datetime | None
    answer_due_at: datetime | None
    answered_at: datetime | None
    contested_at: datetime | None
    closed_at: datetime | None
    closing: str
    partner: str
    partner_ref: str
    is_commanded: bool  # whether a command group stands
    part_of: UUID | None  # its head, where it is a part
    has_parts: bool  # whether any was ever split off it
    salt: bytes
    head: Head

    def image(
        self, table: str, values: Mapping[str, object], algo: str
    ) -> dict[str, str | int | bool | None]:
        """The columns of a row of this matter as an event holds them."""
        return image_of(table, values, salts=salts_of(self.salt), algo=algo)


def hold_matter(county: str, matter_id: UUID) -> Held:
    """Lock the row until the transaction ends; raises MatterNotFound outside this scope."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [county, matter_id])
        row = cursor.fetchone()
    if row is None:
        raise MatterNotFound(str(matter_id))
    *columns, salt, seq, digest = row
    named: dict[str, Any] = dict(zip(_COLUMNS, columns, strict=True))
    return Held(**named, salt=bytes(salt), head=Head(seq, bytes(digest)))


def save(held: Held, changes: Mapping[str, object], *, recorder: Recorder) -> Held:
    """Write the row with the new head of its chain, the events, and the rows that go with them, in one statement."""
    head = recorder.head
    row = {
        "county": held.county,
        "id": held.id,
        **changes,
        "head_seq": head.seq,
        "head_hash": head.hash,
    }
    recorder.rows.update("matters_matter", [row])
    recorder.flush()
    wake()
    return replace(held, head=head, **changes)  # type: ignore[arg-type]


def save_reach(held: Held, reach: Mapping[int, Basis], standing: Mapping[int, Mapping[str, object]]) -> None:
    """Write the reach anew; `standing` holds each unit's own state, liveness and due time.

    Denial is never lifted here: `lift_denial` does that first, where a person has.
    """
    base = {
        "county": held.county,
        "matter_id": held.id,
        "kind": held.kind,
        "region_code": town_of(held.region_code),
        "urgency": held.urgency,
        "received_at": held.received_at,
    }
    rows = [
        {**base, "unit_id": unit, "basis": basis.value, **standing[unit]} for unit, basis in reach.items()
    ]
    insert("matters_reach", rows, on_conflict=_OVERWRITE)
    with connection.cursor() as cursor:  # last: it may take away the sight of whoever acts
        cursor.execute(_DROP, [held.county, held.id, list(reach)])


_DROP = """DELETE FROM matters_reach
            WHERE county = %s AND matter_id = %s AND basis <> 'DENIED' AND unit_id <> ALL(%s)"""
_OVERWRITE = """ON CONFLICT (county, matter_id, unit_id) DO UPDATE SET basis = excluded.basis, state = excluded.state,
    is_live = excluded.is_live, next_due_at = excluded.next_due_at, kind = excluded.kind, urgency = excluded.urgency,
    region_code = excluded.region_code WHERE matters_reach.basis <> 'DENIED'"""


def lift_denial(held: Held, *, keep: Collection[int]) -> int:
    """Take away the denied rows of units that no subject's line holds any more; answers how many there were.

    The transaction says aloud whose denial it lifts, else a trigger refuses. Only after the subject's row was lifted
    and journalled, and before the reach is written anew.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('heyi.lifting', %s, true)", [str(held.id)])
        cursor.execute(_LIFT, [held.county, held.id, list(keep)])
        lifted = int(cursor.rowcount)
        cursor.execute("SELECT set_config('heyi.lifting', '', true)")
    return lifted


_LIFT = """DELETE FROM matters_reach
            WHERE county = %s AND matter_id = %s AND basis = 'DENIED' AND unit_id <> ALL(%s)"""
_FOLLOW = """UPDATE matters_reach SET state = v.state, is_live = v.is_live, next_due_at = v.next_due_at
               FROM (VALUES (false, %s, %s::boolean, %s::timestamptz), (true, %s, %s::boolean, %s::timestamptz))
                    AS v (alarm, state, is_live, next_due_at)
              WHERE county = %s AND matter_id = %s AND basis = ANY (
                    CASE WHEN v.alarm THEN '{ALARM}'::text[] ELSE '{LEAD,SUPERIOR,HEAD,GROUP}'::text[] END)"""
_SHOW_ASSIST = """UPDATE matters_reach SET state = %s, is_live = %s, next_due_at = %s
              WHERE county = %s AND matter_id = %s AND unit_id = %s AND basis = 'ASSIST'"""


@dataclass(frozen=True, slots=True)
class Showing:
    """What a reach row repeats: state, liveness and next due time."""

    state: str
    is_live: bool
    next_due_at: datetime | None


def follow_in_reach(
    held: Held, lead: Showing, alarm: Showing, assists: Mapping[int, Showing], *, rows: Writes
) -> None:
    """The rows of lead and superiors are to show the matter's state; of who sees only the alarm, the alarm's; of each
    unit that assists, its own task's. Who had it before is told nothing new."""
    rows.add(
        _FOLLOW,
        lead.state, lead.is_live, lead.next_due_at,
        alarm.state, alarm.is_live, alarm.next_due_at,
        held.county, held.id,
    )  # fmt: skip
    for unit, shown in assists.items():
        rows.add(_SHOW_ASSIST, shown.state, shown.is_live, shown.next_due_at, held.county, held.id, unit)


def is_noted(held: Held, *, zone: Zone, what: str, text: str, by: Actor, since: datetime) -> bool:
    """Whether this person has written these very words there since that instant. One statement."""
    own = Note.objects.filter(county=held.county, matter_id=held.id, at__gte=since, unit_id=by.unit_id)
    return own.filter(zone=zone.value, what=what, text=text, author_id=by.id, author=by.name).exists()


def write_note(
    held: Held,
    *,
    task_id: UUID | None,
    zone: Zone,
    what: str,
    text: str,
    by: Actor,
    at: datetime,
    rows: Writes,
) -> dict[str, object]:
    """Have a note to one zone written; answers its row, whose image the caller records."""
    row: dict[str, object] = {
        "county": held.county,
        "id": uuid7(at),
        "matter_id": held.id,
        "task_id": task_id,
        "zone": zone.value,
        "what": what,
        "text": text,
        "unit_id": by.unit_id,
        "author_id": by.id if by.kind == "PERSON" else None,
        "author": by.name,
        "at": at,
    }
    rows.insert("matters_note", [row])
    return {column: value for column, value in row.items() if column not in ("county", "id", "matter_id")} | {
        "id": row["id"]
    }
