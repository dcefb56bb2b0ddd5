"""外市来件: another city hands a matter over, or recalls it, by the same signed protocol as any partner.

A transfer opens one matter, however often it comes. The caller names the scope (`receive`, with the city as its
source) and commits.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from heyi.dispatch import operations as dispatch
from heyi.dispatch.operations import Hand, Step
from heyi.intake.codes import FaultCode
from heyi.intake.operations import is_recalled_early, note_early_recall
from heyi.intake.rules import Fault, InvalidReport, Report, body_hash
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.journeys.receive import Answer, receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.access import (
    ArrivalView,
    entering,
    find_arrival_view,
    find_matter_of_arrival,
    find_tracked,
    public_status,
)
from heyi.matters.arrivals import CityOffer
from heyi.matters.codes import ArrivalState, Zone
from heyi.matters.operations import Held, hold_matter, save, write_note
from heyi.matters.states import LIVE_MATTER

RECALLED = Refusal("transfer_over", _("这次转交已经收回或了结。"))
RECALLED_WHY = _("移交的城市收回，随之收回")
Matter = tuple[str, UUID]


def take_offer(
    report: Report, offer: CityOffer, *, source: str, partner: str, confirmed: Confirmed, at: datetime
) -> Answer:
    """Receive the matter and keep whence it came; our number goes back by the ledger, as the acknowledgement.

    Raises InvalidReport where the matter has been in this city before, NotAllowed where it was recalled already.
    """
    if settings.HEYI_CITY in offer.route:
        raise InvalidReport((Fault("route", FaultCode.GOES_IN_CIRCLE),))
    if is_recalled_early(source, offer.transfer):
        raise NotAllowed(RECALLED)
    once = {"transfer": str(offer.transfer)}
    key = f"transfer:{offer.transfer}"
    answer = receive(report, source=source, key=key, body_hash=body_hash(once), at=at, confirmed=confirmed)
    if not answer.repeated:
        matter = find_tracked(str(answer.receipt["tracking_code"]))
        assert matter is not None  # noqa: S101 - it was opened a moment ago
        _keep(matter, offer, by=_actor(source, partner), at=at)
    return Answer(_told(offer.transfer, at), repeated=answer.repeated)


def take_recall(transfer: UUID, *, source: str, partner: str, at: datetime) -> Answer:
    """The other city has its matter again: what was given on is recalled too, and nothing more is done here.

    A recall of what never came is kept, so that an offer which it has overtaken opens nothing.
    """
    if not is_recalled_early(source, transfer):
        matter = find_matter_of_arrival(transfer)
        if matter is None:
            note_early_recall(source, transfer, at=at)
        else:
            _call_back(matter, by=_actor(source, partner), at=at)
    return Answer(_told(transfer, at), repeated=False)


def _call_back(matter: Matter, *, by: Actor, at: datetime) -> None:
    with entering("tracking", matter=matter[1]):
        held, arrival = hold_matter(*matter), find_arrival_view(*matter)
        if arrival is None or not arrival.is_open:
            return
        if held.partner and held.state in LIVE_MATTER:
            ours = Hand(Actor(ActorKind.SYSTEM, None, by.name), frozenset({held.lead_unit_id}))
            dispatch.recall(matter, step=Step(by=ours, at=at), text=RECALLED_WHY)
        dispatch.call_back(matter, step=Step(by=Hand(by, frozenset()), at=at))


def _actor(source: str, name: str) -> Actor:
    return Actor(ActorKind.PARTNER, int(source.partition(":")[2]), name)


def _keep(matter: Matter, offer: CityOffer, *, by: Actor, at: datetime) -> None:
    """Whence it came, and as a working note what is asked of us, with one event: it changes nothing else."""
    with entering("tracking", matter=matter[1]):
        held = hold_matter(*matter)
        recorder = Recorder(held.county, held.id, head=held.head, actor=by, at=at)
        rows = recorder.rows
        asked = {"zone": Zone.WORKING, "what": "arrival", "text": offer.asked}
        note = write_note(held, task_id=None, by=by, at=at, rows=rows, **asked)  # type: ignore[arg-type]
        note_id, arrival = note.pop("id"), _row_of(offer, by, at)
        rows.insert("matters_arrival", [{"county": held.county, "matter_id": held.id, **arrival}])
        images = {
            f"note/{note_id}": _image(held, "note", note, recorder),
            f"arrival/{arrival.pop('id')}": _image(held, "arrival", arrival, recorder),
        }
        named = {"note": str(note_id), "zone": Zone.WORKING.value, "partner": by.name}
        recorder.record("arrival.taken", **named, set=images)
        save(held, {}, recorder=recorder)


def _image(held: Held, table: str, row: dict[str, object], recorder: Recorder) -> dict[str, object]:
    return {**held.image(table, {name: value for name, value in row.items() if name != "id"}, recorder.algo)}


def _row_of(offer: CityOffer, by: Actor, at: datetime) -> dict[str, object]:
    return {
        "id": uuid7(at),
        "partner_id": by.id,
        "partner": by.name,
        "transfer": offer.transfer,
        "number": offer.number,
        "unit": offer.unit,
        "reason": offer.reason,
        "asked": offer.asked,
        "route": ",".join(offer.route),
        "state": ArrivalState.TAKEN.value,
        "arrived_at": at,
        "ended_at": None,
    }


def _told(transfer: UUID, at: datetime) -> dict[str, object]:
    """What the other city is answered at once: our number, and how it stands now."""
    matter = find_matter_of_arrival(transfer)
    number, state, arrival = "", "CLOSED", None
    if matter is not None:
        with entering("tracking", matter=matter[1]):
            status, arrival = public_status(*matter), find_arrival_view(*matter)
            number, state = status.number, status.state
    return {
        "transfer": str(transfer),
        "number": number,
        "state": state,
        "recorded_at": _since(arrival, at).astimezone(CHINA).isoformat(timespec="seconds"),
    }


def _since(arrival: ArrivalView | None, at: datetime) -> datetime:
    return (arrival.ended_at or arrival.arrived_at) if arrival else at
