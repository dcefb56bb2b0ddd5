"""What becomes of a matter that another city handed over is said there, as answers to its transfer, in their order.

Our number is the acknowledgement; then who has it, what is answered, how it ends. Nothing else of us leaves.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.dispatch.events import GIVEN_ON
from heyi.intake.access import destination_of
from heyi.intake.codes import PartnerKind
from heyi.journal.events import RecordedEvent
from heyi.journal.operations import DueDelivery, NewDelivery, queue_deliveries
from heyi.journeys.telling import TOLD, changes_standing
from heyi.journeys.waking import deliver_later
from heyi.kernel.clock import CHINA
from heyi.matters.access import (
    ArrivalView,
    PublicStatus,
    arrivals_of,
    entering,
    public_statuses,
    words_of_notes,
)
from heyi.matters.codes import CLOSING_WORDS, STATE_WORDS, Zone
from heyi.matters.transfers import ANSWER

_Key = tuple[str, UUID]
_REPLIES = frozenset({"task.answered", "transfer.answered", "transfer.fulfilled"})
_SAID_BY: Mapping[str, str] = {"arrival.taken": "take_over", "arrival.sent_back": "give_back"}
HEARD = TOLD | _REPLIES | _SAID_BY.keys()


@dataclass(frozen=True, slots=True)
class _Saying:
    """One event of a matter that came from another city, with all that is needed to say it there."""

    event: RecordedEvent
    arrival: ArrivalView
    status: PublicStatus
    text: str  # of the note that the event brought, where there was one for them

    @property
    def verb(self) -> str:
        """What it is in the words of the transfer (transfers.SAID)."""
        if said := _SAID_BY.get(self.event.verb):
            return said
        if self.event.facts.get("state") == "CLOSED":
            return "conclude"
        return "reply" if self.text else "progress"

    @property
    def words(self) -> str:
        """What the reporter, or for a return the unit, reads there."""
        if self.text or self.verb == "take_over":
            return self.text
        if self.verb == "conclude":
            return "" if self._is_replied() else CLOSING_WORDS.get(self.status.closing, STATE_WORDS["CLOSED"])
        return f"{self._who()}：{STATE_WORDS[str(self.event.facts.get('state', self.status.state))]}。"

    def _who(self) -> str:
        return (
            self.status.partner
            if self.event.facts.get("state") == "WITH_PARTNER" and self.status.partner
            else self.status.unit
        )

    def _is_replied(self) -> bool:
        return any(note.what in ("answer", "reply") for note in self.status.notes)


def queue_answers(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Queue what the cities that handed these matters over are told; answers how many are new.

    One query where no matter came from another city, three more otherwise; none without an event to tell.
    """
    heard = [event for event in events if event.verb in HEARD]
    arrivals = arrivals_of({(event.county, event.matter_id) for event in heard}) if heard else {}
    if not arrivals:
        return 0
    sayings = _sayings([event for event in heard if (event.county, event.matter_id) in arrivals], arrivals)
    if sayings:
        deliver_later()
    return queue_deliveries([_delivery(saying) for saying in sayings], at=at) if sayings else 0


def _sayings(events: Sequence[RecordedEvent], arrivals: Mapping[_Key, ArrivalView]) -> list[_Saying]:
    sources = {f"partner:{arrival.partner_id}" for arrival in arrivals.values()}
    statuses = {
        (status.county, status.id): status for status in public_statuses(arrivals.keys(), sources=sources)
    }
    texts = words_of_notes([note for event in events if (note := _note_for_them(event))])
    return [
        _Saying(event, arrivals[key], statuses[key], texts.get(_note_for_them(event), ""))  # type: ignore[arg-type]
        for event in events
        if (key := (event.county, event.matter_id)) and _is_told(event)
    ]


def _is_told(event: RecordedEvent) -> bool:
    if event.verb in _SAID_BY or _note_for_them(event):
        return True
    return event.verb in GIVEN_ON or changes_standing(event)


def _note_for_them(event: RecordedEvent) -> UUID | None:
    """The note whose words go there: a public answer, or why it is sent back. Working notes stay here."""
    note, zone = event.facts.get("note"), event.facts.get("zone")
    public = zone == Zone.PUBLIC.value and event.verb in (*_REPLIES, "transfer.concluded")
    return UUID(note) if note and (public or event.verb == "arrival.sent_back") else None


def _delivery(saying: _Saying) -> NewDelivery:
    event, arrival = saying.event, saying.arrival
    told = {
        "transfer": str(arrival.transfer),
        "matter": [event.county, str(event.matter_id)],
        "verb": saying.verb,
        "number": saying.status.number if saying.verb == "take_over" else "",
        "text": saying.words,
        "at": event.at.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    body = json.dumps(told, ensure_ascii=False)
    destination = destination_of(PartnerKind.CITY.value, arrival.partner_id)
    return NewDelivery(event.county, event.matter_id, event.seq, destination, ANSWER, body, in_order=True)


def is_still_theirs(delivery: DueDelivery) -> bool:
    """Whether the other city still waits for this: what it has recalled it is told no more of."""
    if delivery.what != ANSWER:
        return True
    told = json.loads(delivery.body)
    county, matter_id = told["matter"]
    key = (county, UUID(matter_id))
    with entering("worker"):
        arrival = arrivals_of([key])[key]
    return arrival.is_open or told["verb"] == "give_back"
