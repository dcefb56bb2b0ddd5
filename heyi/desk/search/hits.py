"""What was found, as it is shown: in groups, with the words that were looked for marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from heyi.matters.access import Found
from heyi.orgs.rules import Directory
from heyi.search.rules import Piece, Query, pieces_of, stands_in

_AROUND = 72  # letters of a text that are shown about the first word that was looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """A matter that was found."""

    number: str
    number_pieces: tuple[Piece, ...]
    title_pieces: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    place: str
    state: str
    urgency: str
    lead: str
    received_at: datetime
    is_by_number: bool


def hits_of(found: Sequence[Found], query: Query, trees: Directory) -> tuple[Hit, ...]:
    """Each matter with its marked words."""
    return tuple(_hit(each, query.terms, trees) for each in found)


def _hit(found: Found, terms: Sequence[str], trees: Directory) -> Hit:
    lead = trees.find_unit(found.lead_unit_id)
    return Hit(
        number=found.number,
        number_pieces=pieces_of(found.number, terms),
        title_pieces=pieces_of(found.title, terms),
        excerpt=pieces_of(_telling(found, terms), terms, around=_AROUND),
        place=trees.place_name(found.region_code),
        state=found.state,
        urgency=found.urgency,
        lead=lead.short_name if lead else "",
        received_at=found.received_at,
        is_by_number=any(term.isdigit() and term in found.number for term in terms),
    )


def _telling(found: Found, terms: Sequence[str]) -> str:
    """The text in which most of the words stand; of equals the first."""
    texts = [text for text in (found.narrative, *found.public_notes, found.place) if text]
    return max(texts, key=lambda text: stands_in(text, terms), default="")
