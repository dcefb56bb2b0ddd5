"""A partner hands a matter over, with what it did before; and the record of a call about who takes it.

Both are taken once for a key: who repeats is answered as before. The caller names the scope (`receive`, with its
source) and commits.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from heyi.intake.operations import keep_answer, take_key
from heyi.intake.rules import Report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.journeys.receive import Answer, receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import CHINA
from heyi.matters.access import entering, find_tracked, public_status
from heyi.matters.codes import Zone
from heyi.matters.operations import hold_matter, save, write_note


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
        _journal(matter, "note.added", "note", remark, source=source, at=at, facts={})
    return answer


def record_call(
    tracking_code: str,
    *,
    taker: str,
    text: str,
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
    _journal(matter, "call.recorded", "call", text, source=source, at=at, facts={"taker": taker})
    answer = {
        "number": status.number,
        "tracking_code": status.tracking_code,
        "recorded_at": at.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    keep_answer(source, key, county=matter[0], matter_id=matter[1], answer=answer)
    return Answer(answer, repeated=False)


def _journal(
    matter: tuple[str, UUID],
    verb: str,
    what: str,
    text: str,
    *,
    source: str,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    """A working note in the partner's name, with its event: it changes nothing else of the matter."""
    by = Actor(ActorKind.PARTNER, int(source.partition(":")[2]), source)
    with entering("tracking", matter=matter[1]):
        held = hold_matter(*matter)
        recorder = Recorder(held.county, held.id, head=held.head, actor=by, at=at)
        rows = recorder.rows
        note = write_note(
            held, task_id=None, zone=Zone.WORKING, what=what, text=text, by=by, at=at, rows=rows
        )
        note_id = note.pop("id")
        images = {f"note/{note_id}": held.image("note", note, recorder.algo)}
        named = {"note": str(note_id), "zone": Zone.WORKING.value, **facts}
        recorder.record(verb, **named, set=images)
        save(held, {}, recorder=recorder)
