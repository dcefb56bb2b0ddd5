"""What the reporter and the partner who handed a matter in are told of it: the public status, at every change."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from heyi.dispatch.events import GIVEN_ON
from heyi.intake.access import is_told_in_order, told_sources
from heyi.journal.codes import ActorKind
from heyi.journal.events import RecordedEvent
from heyi.journal.operations import NewDelivery, queue_deliveries
from heyi.journeys.waking import deliver_later
from heyi.kernel.clock import CHINA
from heyi.matters.access import PublicStatus, public_statuses

TOLD = frozenset(
    {
        "task.signed",
        "task.held",
        "task.resumed",
        "task.answered",
        "task.closed",
        "extension.granted",
        *GIVEN_ON,
        "matter.contested",
        "matter.accepted",
        "matter.withdrawn",
        "transfer.accepted",
        "transfer.concluded",
        "transfer.fulfilled",
        "transfer.returned",
        "transfer.recalled",
    }
)
_UNTOLD = frozenset(
    {"ask_erasure", "erasure", "no_erasure", "extension"}
)  # between the reporter and the unit: no answer to what was reported
_STANDING = frozenset({"state", "lead_unit_id"})  # columns of a matter that say how it stands and who has it


def as_written(words: str) -> str:
    """Chinese, as the words stand in the code."""
    return words


def status_document(status: PublicStatus, translate: Callable[[str], str] = as_written) -> dict[str, object]:
    """The public status as machines read it: the API's answer and a callback's body have this form."""
    return {
        "number": status.number,
        "tracking_code": status.tracking_code,
        "kind": status.kind,
        "state": status.state,
        "unit": status.unit,
        "received_at": _iso(status.received_at),
        "due_at": _iso(status.due_at),
        "answer_due_at": _iso(status.answer_due_at),
        "answered_at": _iso(status.answered_at),
        "contested_at": _iso(status.contested_at),
        "closed_at": _iso(status.closed_at),
        "closing": status.closing,
        "partner": status.partner,
        "partner_ref": status.partner_ref,
        "sentence": {
            "unit": status.sentence.unit,
            "state": translate(status.sentence.state_words),
            "due_at": _iso(status.sentence.due_at),
            "why": translate(status.sentence.why) if status.sentence.why else "",
            "next": translate(status.sentence.next_words),
        },
        "answers": [
            {"what": note.what, "text": note.text, "at": _iso(note.at)}
            for note in status.notes
            if note.what not in _UNTOLD
        ],
    }


def queue_news(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Queue one delivery for each event that changed how a partner's matter stands; answers how many are new.

    The body shows the matter as it stands when it is queued, which may be after later events: its reader keeps the
    highest `event.seq`. No statement when there is nothing to tell; five otherwise, however many events.
    """
    changes = [event for event in events if changes_standing(event)]
    sources = told_sources() if changes else {}
    if not sources:
        return 0
    matters = {(event.county, event.matter_id) for event in changes}
    statuses = {(found.county, found.id): found for found in public_statuses(matters, sources=list(sources))}
    news = [
        _news(event, statuses[event.county, event.matter_id], sources)
        for event in changes
        if (event.county, event.matter_id) in statuses
        and not _is_own_doing(event, statuses[event.county, event.matter_id])
    ]
    if news:
        deliver_later()
    return queue_deliveries(news, at=at) if news else 0


def changes_standing(event: RecordedEvent) -> bool:
    """Whether the matter's state or lead unit is another now; what an assisting or alarmed unit does is its own."""
    images: Mapping[str, Mapping[str, object]] = event.facts.get("set", {})
    return event.verb in TOLD and bool(_STANDING & images.get(f"matter/{event.matter_id}", {}).keys())


def _is_own_doing(event: RecordedEvent, status: PublicStatus) -> bool:
    """Whether the very partner that handed it in has done this, to whom it was given back: it knows."""
    return event.actor.kind == ActorKind.PARTNER and f"partner:{event.actor.id}" == status.source


def _news(event: RecordedEvent, status: PublicStatus, sources: Mapping[str, str]) -> NewDelivery:
    happened = {
        "verb": event.verb,
        "seq": event.seq,
        "at": _iso(event.at),
        "state": event.facts.get("state", status.state),
        "source_ref": status.source_ref,
    }
    body = json.dumps({"event": happened, **status_document(status)}, ensure_ascii=False)
    destination = sources[status.source]
    in_order = is_told_in_order(destination)
    return NewDelivery(event.county, event.matter_id, event.seq, destination, event.verb, body, in_order)


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(CHINA).isoformat(timespec="seconds") if at else None
