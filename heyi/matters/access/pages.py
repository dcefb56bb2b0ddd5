"""One matter as a person of its reach may see it. Who has only an alarm sees place, danger and number."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from heyi.kernel.codes import is_number
from heyi.kernel.point import Point
from heyi.matters.access.finding import found_by_keys
from heyi.matters.access.ratings import GivenRating, find_rating
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Basis, Zone
from heyi.matters.models import Likeness, Matter, Note, Party, Reach
from heyi.matters.queries import subjects_of
from heyi.matters.rules import Sentence, lets_contest, sentence_of
from heyi.orgs.access import directory


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party, masked."""

    role: str
    name: str
    phone: str
    is_sealed: bool

    @property
    def is_erased(self) -> bool:
        """Whether nobody knows any more who this is: of an identity there is always a mask."""
        return self.is_sealed and not self.name and not self.phone


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note and who wrote it."""

    id: UUID
    task_id: UUID | None
    zone: str
    what: str
    text: str
    author: str
    unit_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LikenessView:
    """A matter that may tell of the same, where this person may see it; the link hangs on the later of the two."""

    id: UUID
    county: str
    matter_id: UUID
    number: str
    title: str
    state: str
    reason: str
    verdict: str


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter's page: facts, the sentence, parties, notes."""

    county: str
    id: UUID
    number: str
    tracking_code: str
    kind: str
    title: str
    narrative: str
    place: str
    point: Point | None
    region_code: str
    region: str
    channel: str
    source_ref: str
    urgency: str
    state: str
    lead_unit_id: int
    lead_unit: str
    amount: Decimal | None
    occurred_at: datetime | None
    received_at: datetime
    contested_at: datetime | None
    closing: str
    partner: str
    reading: dict[str, Any]
    seq: int
    basis: str
    sentence: Sentence
    parties: tuple[PartyView, ...]
    notes: tuple[NoteView, ...]
    likenesses: tuple[LikenessView, ...]
    news: str
    rating: GivenRating | None
    subjects: tuple[str, ...]
    subject_ids: tuple[int, ...]
    is_commanded: bool = False  # whether a command group stands
    is_part: bool = False
    has_parts: bool = False

    @property
    def words(self) -> str:
        """Title and story as they are read together."""
        return f"{self.title}\n{self.narrative}"

    @property
    def is_alarm_only(self) -> bool:
        """Whether this person sees the danger and the place, and not the story."""
        return self.basis == Basis.ALARM.value

    @property
    def is_in_the_room(self) -> bool:
        """Whether this person's unit mediates: others do not learn what was confided, nor that or how often."""
        return self.basis in _IN_THE_ROOM


def find_matter(number: str) -> tuple[str, UUID] | None:
    """The key of a matter by its number, within the scope; what lies outside is not there."""
    if not is_number(number):
        return None
    with connection.cursor() as cursor:  # every page and every step of the desk begins here: plain SQL
        cursor.execute(
            "SELECT county, id FROM matters_matter WHERE county = %s AND number = %s", [number[:6], number]
        )
        row: tuple[str, UUID] | None = cursor.fetchone()
    return row


def numbers_of(matter_ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of those of these matters that lie within the scope; one query."""
    return dict(Matter.objects.filter(id__in=matter_ids).values_list("id", "number"))


def matter_view(county: str, matter_id: UUID, *, units: Collection[int]) -> MatterView:
    """The page of a matter for a person of these units; raises MatterNotFound outside the scope."""
    matter, basis = _found(county, matter_id, units)
    alarm = basis == Basis.ALARM.value
    trees = directory()
    lead = trees.unit(matter.lead_unit_id).name
    subjects = () if alarm else sorted(subjects_of(county, matter_id))
    notes = () if alarm else _notes(county, matter_id, confidential=basis in _IN_THE_ROOM)
    return MatterView(
        county=county,
        id=matter_id,
        number=matter.number,
        tracking_code=""
        if alarm or matter.part_of
        else matter.tracking_code,  # nobody follows a part by a code
        kind=matter.kind,
        title="" if alarm else matter.title,
        narrative="" if alarm else matter.narrative,
        place=matter.place,
        point=Point.read(matter.point),
        region_code=matter.region_code,
        region=trees.name_of_region(matter.region_code),
        channel=matter.channel,
        source_ref="" if alarm else matter.source_ref,
        urgency=matter.urgency,
        state=matter.state,
        lead_unit_id=matter.lead_unit_id,
        lead_unit=lead,
        amount=None if alarm else matter.amount,
        occurred_at=matter.occurred_at,
        received_at=matter.received_at,
        contested_at=matter.contested_at,
        closing=matter.closing,
        partner="" if alarm else matter.partner,
        reading={"danger": matter.reading.get("danger")} if alarm else matter.reading,
        seq=matter.head_seq,
        basis=basis,
        sentence=_sentence(matter, lead),
        parties=_parties(county, matter_id),
        notes=notes,
        likenesses=() if alarm else _likenesses(county, matter_id),
        news=_news(matter.state, notes),
        rating=None if alarm else find_rating(county, matter_id),
        subjects=tuple(trees.unit(unit).name for unit in subjects),
        subject_ids=tuple(subjects),
        is_commanded=not alarm and matter.is_commanded,
        is_part=not alarm and matter.part_of is not None,
        has_parts=not alarm and matter.has_parts,
    )


def _found(county: str, matter_id: UUID, units: Collection[int]) -> tuple[Matter, str]:
    matter = Matter.objects.filter(county=county, id=matter_id).first()
    basis = basis_of(county, matter_id, units)
    if matter is None or basis is None:
        raise MatterNotFound(str(matter_id))
    return matter, basis


def _sentence(matter: Matter, lead: str) -> Sentence:
    return sentence_of(
        unit=lead,
        state=matter.state,
        due_at=matter.next_due_at,
        answer_due_at=matter.answer_due_at,
        why=matter.lead_why,
        closing=matter.closing,
        partner=matter.partner,
        partner_ref=matter.partner_ref,
        is_part=matter.part_of is not None,
        may_contest=lets_contest(matter.channel, matter.contested_at),
    )


_IN_THE_ROOM = (Basis.LEAD.value, Basis.ASSIST.value)
_STRONGEST = (Basis.LEAD, Basis.ASSIST, Basis.SUPERIOR, Basis.HEAD, Basis.GROUP, Basis.ALARM, Basis.FORMER)


def basis_of(county: str, matter_id: UUID, units: Collection[int]) -> str | None:
    """The strongest basis on which these units see a matter within the scope, if any. One query."""
    rows = Reach.objects.filter(county=county, matter_id=matter_id, unit_id__in=units)
    held = set(rows.values_list("basis", flat=True))
    return next((basis.value for basis in _STRONGEST if basis.value in held), None)


def _parties(county: str, matter_id: UUID) -> tuple[PartyView, ...]:
    rows = Party.objects.filter(county=county, matter_id=matter_id).order_by("id")
    return tuple(
        PartyView(row.role, row.masked_name, row.masked_phone, row.identity_id is not None) for row in rows
    )


def _notes(county: str, matter_id: UUID, *, confidential: bool) -> tuple[NoteView, ...]:
    """Notes in order; what was said in mediation stays with who mediates, superiors do not read it."""
    rows = Note.objects.filter(county=county, matter_id=matter_id).order_by("at", "id")
    if not confidential:
        rows = rows.exclude(zone=Zone.CONFIDENTIAL.value)
    return tuple(NoteView(n.id, n.task_id, n.zone, n.what, n.text, n.author, n.unit_id, n.at) for n in rows)


def _news(state: str, notes: Sequence[NoteView]) -> str:
    """What the reporter did last and nobody has acted on.

    `supplement` while it is on hold or with a partner, `contest` once reopened; of a part, that its head's lead
    returned it (`return_part`).
    """
    last = next((note.what for note in reversed(notes) if note.what in _TURNS), "")
    waits = {
        "supplement": state in ("ON_HOLD", "WITH_PARTNER"),
        "contest": state == "IN_HAND",
        "return_part": state == "IN_HAND",
    }
    return last if waits.get(last) else ""


_TURNS = ("hold", "supplement", "contest", "answer", "reply", "return_part")


def _likenesses(county: str, matter_id: UUID) -> tuple[LikenessView, ...]:
    """Four queries, whatever their number: the links both ways, then those matters that this scope may see."""
    mine = Q(county=county, matter_id=matter_id) | Q(other_county=county, other_id=matter_id)
    links = [(link, link.other(county, matter_id)) for link in Likeness.objects.filter(mine).order_by("id")]
    seen = {(row.county, row.matter_id): row for row in found_by_keys([other for _link, other in links])}
    return tuple(
        LikenessView(
            link.id, link.county, link.matter_id,
            seen[other].number, seen[other].title, seen[other].state, link.reason, link.verdict,
        )
        for link, other in links
        if other in seen
    )  # fmt: skip
