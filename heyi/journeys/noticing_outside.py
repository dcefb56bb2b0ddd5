"""Notices that leave the house: each by the ways its person chose, now or when the quiet hours are over.

The delivery ledger carries them as it carries everything that goes out. Its rows hold kind, number, unit and due time;
whom an address belongs to and the words are looked up as a message leaves.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from heyi.journal.access import deliveries
from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY, DeliveryState
from heyi.journal.events import Actor
from heyi.journal.operations import NewDelivery, queue_deliveries, resend
from heyi.journeys.own_matters import can_send
from heyi.journeys.waking import deliver_later
from heyi.matters.access import entering
from heyi.notices.access import AddressRow, addresses_of, choices_of, find_address
from heyi.notices.codes import NoticeKind, NoticeWay, Outcome
from heyi.notices.operations import Waiting, hold, take_held
from heyi.notices.rules.table import URGENT
from heyi.notices.rules.ways import MOST_AT_ONCE, Choices, Going, going

NOTICE = "notice."
"""What every notice's delivery begins with."""
DIGEST = f"{NOTICE}digest"
TRIAL_KIND = "TRIAL"


@dataclass(frozen=True, slots=True)
class Note:
    """One event as it is told: to which people, and to the groups of which units."""

    county: str
    matter_id: UUID
    seq: int
    kind: NoticeKind
    unit_id: int
    number: str
    due_at: datetime | None
    is_urgent: bool
    people: Collection[int] = frozenset()
    groups: Collection[int] = frozenset()


def send_trial(addresses: Sequence[AddressRow], *, unit_id: int = 0, at: datetime) -> int:
    """A test notice to each of these addresses, at most one a minute; answers how many were queued."""
    minute = int(at.timestamp()) // 60
    note = Note(
        ADMINISTRATION_COUNTY, ADMINISTRATION, minute, NoticeKind.DRILL, unit_id, "", None, is_urgent=True
    )
    body = json.dumps({**_line(note), "kind": TRIAL_KIND})
    with entering("worker"):
        new = [
            NewDelivery(note.county, note.matter_id, minute, destination_of(address), f"{NOTICE}trial", body)
            for address in addresses
        ]
        count = queue_deliveries(new, at=at) if new else 0
    deliver_later()
    return count


def resend_failed(addresses: Sequence[AddressRow], *, by: Actor, at: datetime) -> int:
    """Try again what was given up to these addresses; journalled. Answers how many."""
    count = 0
    with entering("admin"):
        for address in addresses:
            for row in deliveries(
                state=DeliveryState.GAVE_UP.value, destination=destination_of(address)
            ).rows:
                resend(row.county, row.id, by=by, at=at)
                count += 1
    deliver_later()
    return count


def is_connected(way: NoticeWay) -> bool:
    """Whether this installation has what carries by this way."""
    if way is NoticeWay.MAIL:
        return bool(settings.HEYI_MAIL_SERVER)
    return can_send() if way is NoticeWay.SMS else True


def destination_of(address: AddressRow) -> str:
    """The address as the delivery ledger names it: by its number, never by itself."""
    return f"{address.way.value.lower()}:{address.id}"


def send_outside(notes: Sequence[Note], *, at: datetime) -> None:
    """Queue what leaves now and keep what waits. No more than four statements, however many."""
    people = {person for note in notes for person in note.people}
    groups = {unit for note in notes for unit in note.groups}
    addresses = addresses_of(people, groups) if people or groups else []
    if not addresses:
        return
    chosen = choices_of({address.person_id for address in addresses if address.person_id})
    planned = list(_planned(notes, addresses, chosen, at))
    crowded = _crowded(planned)
    queued, waiting = [], []
    for note, address, plan in planned:
        if plan.outcome is Outcome.NOW and not (address.id in crowded and not _hurries(note)):
            queued.append(_delivery(note, address))
        elif plan.outcome in (Outcome.NOW, Outcome.WAITS_FOR_MORNING):
            waiting.append(_waiting(note, address, plan.until or at))
    hold(waiting, at=at)
    if queued:
        queue_deliveries(queued, at=at)
    if queued or crowded:
        deliver_later()


def _planned(
    notes: Iterable[Note], addresses: Sequence[AddressRow], chosen: Mapping[int, Choices], at: datetime
) -> Iterator[tuple[Note, AddressRow, Going]]:
    for note in notes:
        for address in addresses:
            if address.person_id in note.people or address.unit_id in note.groups:
                yield note, address, plan_of(note, address, chosen, at)


def plan_of(note: Note, address: AddressRow, chosen: Mapping[int, Choices], at: datetime) -> Going:
    """What becomes of this notice at this address. A unit's group keeps the usual quiet hours."""
    return going(
        note.kind,
        address.way,
        chosen.get(address.person_id or 0, Choices()),
        is_urgent=note.is_urgent,
        has_address=True,
        is_connected=is_connected(address.way),
        at=at,
    )


def _hurries(note: Note) -> bool:
    return note.is_urgent or note.kind in URGENT


def _crowded(planned: Iterable[tuple[Note, AddressRow, Going]]) -> frozenset[int]:
    """Addresses to which more would go at once than anybody reads: theirs goes as one message."""
    counted = Counter(
        address.id for note, address, plan in planned if plan.outcome is Outcome.NOW and not _hurries(note)
    )
    return frozenset(address for address, count in counted.items() if count > MOST_AT_ONCE)


def _delivery(note: Note | Waiting, address: AddressRow) -> NewDelivery:
    return NewDelivery(
        note.county,
        note.matter_id,
        note.seq,
        destination_of(address),
        f"{NOTICE}{str(note.kind).lower()}",
        json.dumps(_line(note)),
    )


def _line(note: Note | Waiting) -> dict[str, object]:
    return {
        "county": note.county,
        "matter": str(note.matter_id),
        "kind": str(note.kind),
        "unit": note.unit_id,
        "number": note.number,
        "due_at": note.due_at.isoformat() if note.due_at else None,
    }


def _waiting(note: Note, address: AddressRow, until: datetime) -> Waiting:
    return Waiting(
        note.county,
        note.matter_id,
        note.seq,
        note.kind.value,
        address.id,
        note.unit_id,
        note.number,
        note.due_at,
        until,
    )


def release_held(*, now: Callable[[], datetime]) -> int:
    """Queue what waits no longer, all of one address as one message; answers how many messages."""
    count = 0
    while True:
        with entering("worker"):
            held = take_held(at=now())
            if not held:
                return count
            queue_deliveries(_messages(held), at=now())
        count += 1


def _messages(held: Sequence[Waiting]) -> list[NewDelivery]:
    address = find_address(held[0].address_id)
    if address is None:  # taken away in this very moment
        return []
    if len(held) == 1:
        return [_delivery(held[0], address)]
    body = json.dumps({"digest": [_line(each) for each in held]})
    first = held[0]
    what = f"{DIGEST}:{first.matter_id.hex}"  # with `seq` the same for the same things, and for no others
    return [
        NewDelivery(ADMINISTRATION_COUNTY, ADMINISTRATION, first.seq, destination_of(address), what, body)
    ]
