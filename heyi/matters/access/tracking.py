"""What the holder of a tracking code sees: the same sentence as everybody, and what was said to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.kernel.codes import county_of_code, read_tracking_code
from heyi.matters.codes import Zone
from heyi.matters.models import Matter, Note
from heyi.matters.rules import Sentence, answer_due_of, lets_contest, sentence_of
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class PublicNote:
    """A public answer or a contest; `by` is the partner whose answer or progress it is, else empty."""

    what: str
    text: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """A matter as its reporter follows it; no name, no working note."""

    county: str
    id: UUID
    source: str  # who handed it in; for telling it, not for showing
    source_ref: str  # its own number for it; the same
    number: str
    tracking_code: str
    kind: str
    title: str
    channel: str
    state: str
    unit: str
    received_at: datetime
    due_at: datetime | None
    answer_due_at: datetime | None
    answered_at: datetime | None
    contested_at: datetime | None
    closed_at: datetime | None
    closing: str
    partner: str  # to whom it is transferred, by name
    partner_ref: str  # its own number, once it has acknowledged
    sentence: Sentence
    notes: tuple[PublicNote, ...]
    seq: int
    has_parts: bool = False


def find_tracked(typed: str) -> tuple[str, UUID] | None:
    """The matter whose code was typed; the caller then enters the scope `tracking` with it."""
    code = read_tracking_code(typed)
    if code is None:
        return None
    county = county_of_code(code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT heyi_matter_of_code(%s, %s)", [county, code])
        (found,) = cursor.fetchone()
    return None if found is None else (county, found)


def public_status(county: str, matter_id: UUID) -> PublicStatus:
    """The public page of the matter in scope; Matter.DoesNotExist outside it."""
    matter = Matter.objects.get(county=county, id=matter_id)
    notes = Note.objects.filter(county=county, matter_id=matter_id, zone=Zone.PUBLIC.value).order_by(
        "at", "id"
    )
    return _status(matter, notes, directory())


def public_statuses(
    matters: Collection[tuple[str, UUID]], *, sources: Collection[str]
) -> tuple[PublicStatus, ...]:
    """The public pages of those of these matters that came from these sources, within the scope. Three statements."""
    counties, ids = {county for county, _id in matters}, [matter_id for _county, matter_id in matters]
    found = list(Matter.objects.filter(county__in=counties, id__in=ids, source__in=sources))
    notes: dict[UUID, list[Note]] = {matter.id: [] for matter in found}
    public = Note.objects.filter(county__in=counties, matter_id__in=notes, zone=Zone.PUBLIC.value)
    for note in public.order_by("at", "id") if found else ():
        notes[note.matter_id].append(note)
    units = directory()
    return tuple(_status(matter, notes[matter.id], units) for matter in found)


def own_statuses(matters: Collection[tuple[str, UUID]]) -> tuple[PublicStatus, ...]:
    """These matters without what was said in them, newest first, within the scope `reporter`. One statement."""
    counties, ids = {county for county, _id in matters}, [matter_id for _county, matter_id in matters]
    found = Matter.objects.filter(county__in=counties, id__in=ids).order_by("-received_at", "-id")
    units = directory()
    return tuple(_status(matter, (), units) for matter in found)


def _status(matter: Matter, notes: Iterable[Note], units: Directory) -> PublicStatus:
    unit = units.unit(matter.lead_unit_id).name
    return PublicStatus(
        county=matter.county,
        id=matter.id,
        source=matter.source,
        source_ref=matter.source_ref,
        number=matter.number,
        tracking_code=matter.tracking_code,
        kind=matter.kind,
        title=matter.title,
        channel=matter.channel,
        state=matter.state,
        unit=unit,
        received_at=matter.received_at,
        due_at=matter.next_due_at,
        answer_due_at=answer_due_of(matter.state, matter.answer_due_at),
        answered_at=matter.answered_at,
        contested_at=matter.contested_at,
        closed_at=matter.closed_at,
        closing=matter.closing,
        partner=matter.partner,
        partner_ref=matter.partner_ref,
        sentence=sentence_of(
            unit=unit,
            state=matter.state,
            due_at=matter.next_due_at,
            answer_due_at=matter.answer_due_at,
            why=matter.lead_why,
            closing=matter.closing,
            partner=matter.partner,
            partner_ref=matter.partner_ref,
            may_contest=lets_contest(matter.channel, matter.contested_at),
        ),
        notes=tuple(_public(note) for note in notes),
        seq=matter.head_seq,
        has_parts=matter.has_parts,
    )


def _public(note: Note) -> PublicNote:
    """Of a unit's people no name; a partner is named by what it wrote, whoever has the matter since."""
    return PublicNote(note.what, note.text, note.at, note.author if note.what in _OF_PARTNER else "")


_OF_PARTNER = ("reply", "progress")
