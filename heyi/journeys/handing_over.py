"""A partner hands a matter over, with what it did before; and the record of a call about who takes it.

Both are taken once for a key: who repeats is answered as before. The caller names the scope (`receive`, with its
source) and commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.intake.codes import PartnerKind
from heyi.intake.operations import keep_answer, take_key
from heyi.intake.rules import Report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.journeys.receive import Answer, receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import CHINA
from heyi.matters.access import entering, find_tracked, public_status
from heyi.matters.calls import Call
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter, save, write_call, write_note

Key = tuple[str, UUID]


class NotItsMatter(LookupError):
    """No matter of this tracking code was handed in by this source."""


def hand_over(
    report: Report,
    *,
    source: str,
    key: str,
    body_hash: bytes,
    at: datetime,
    confirmed: Confirmed,
    remark: str,
) -> Answer:
    """Receive the report; what the partner did before stands with it as a working note, in the same transaction."""
    answer = receive(report, source=source, key=key, body_hash=body_hash, at=at, confirmed=confirmed)
    if remark and not answer.repeated:
        matter = find_tracked(str(answer.receipt["tracking_code"]))
        assert matter is not None  # noqa: S101 - it was opened a moment ago
        _journal_remark(matter, remark, source=source, at=at)
    return answer


def record_call(
    tracking_code: str,
    call: Call,
    *,
    kind: PartnerKind,
    source: str,
    key: str,
    body_hash: bytes,
    at: datetime,
) -> Answer:
    """Keep who spoke, when, who takes it and why (国办发〔2022〕12号); raises NotItsMatter, KeyTaken."""
    kept = take_key(source, key, body_hash=body_hash, at=at)
    if kept is not None:
        return Answer(kept, repeated=True)
    matter = find_tracked(tracking_code)
    if matter is None:
        raise NotItsMatter
    with entering("tracking", matter=matter[1]):
        status = public_status(*matter)
    if status.source != source:
        raise NotItsMatter
    _journal_call(matter, call, kind=kind, source=source, at=at)
    answer = {
        "number": status.number,
        "tracking_code": status.tracking_code,
        "recorded_at": at.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    keep_answer(source, key, county=matter[0], matter_id=matter[1], answer=answer)
    return Answer(answer, repeated=False)


def _journal_call(matter: Key, call: Call, *, kind: PartnerKind, source: str, at: datetime) -> None:
    """The call as a row of the log and as a working note, by one event."""
    with _in_name_of(source, matter, at=at) as (held, recorder, by):
        row = write_call(
            held,
            partner=(_number_of(source), kind.value),
            spoke_at=call.spoke_at,
            who=call.who,
            taker=call.taker,
            ground=call.ground,
            why=call.why,
            at=at,
            rows=recorder.rows,
        )
        named = _add_note(held, recorder, "call", call.text, by=by, at=at)
        named["set"] |= {f"call/{row.pop('id')}": held.image("call", row, recorder.algo)}
        recorder.record("call.recorded", taker=call.taker.value, ground=call.ground.value, **named)


def _journal_remark(matter: Key, text: str, *, source: str, at: datetime) -> None:
    """What the partner did before, as a working note in its name."""
    with _in_name_of(source, matter, at=at) as (held, recorder, by):
        recorder.record("note.added", **_add_note(held, recorder, "note", text, by=by, at=at))


@contextmanager
def _in_name_of(source: str, matter: Key, *, at: datetime) -> Iterator[tuple[Held, Recorder, Actor]]:
    """The matter locked, to be written to in the partner's name: what is recorded changes nothing else of it."""
    with entering("tracking", matter=matter[1]):
        held = hold_matter(*matter)
        by = Actor(ActorKind.PARTNER, _number_of(source), source)
        recorder = Recorder(held.county, held.id, head=held.head, actor=by, at=at)
        yield held, recorder, by
        save(held, {}, recorder=recorder)


def _add_note(
    held: Held, recorder: Recorder, what: str, text: str, *, by: Actor, at: datetime
) -> dict[str, Any]:
    """Have a working note written; what its event says of it."""
    rows = recorder.rows
    note = write_note(held, task_id=None, zone=Zone.WORKING, what=what, text=text, by=by, at=at, rows=rows)
    note_id = note.pop("id")
    images = {f"note/{note_id}": held.image("note", note, recorder.algo)}
    return {"note": str(note_id), "zone": Zone.WORKING.value, "set": images}


def _number_of(source: str) -> int:
    """The number of the partner that a source names."""
    return int(source.partition(":")[2])
