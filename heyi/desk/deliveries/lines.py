"""A delivery in words: to whom, what, how it stands, why, and what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from heyi.desk.deliveries.reasons import reason_words
from heyi.desk.matters.timeline import words_of
from heyi.intake.access import partners
from heyi.journal.access import DeliveryRow
from heyi.journeys.texting import DESTINATION


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery as people read it."""

    row: DeliveryRow
    to: str
    what: str
    number: str
    why: str


def names() -> Mapping[str, str]:
    """Destinations by the names of their partners, and the reporters' telephones; one query."""
    return {**{partner.destination: partner.name for partner in partners()}, DESTINATION: _("反映人的手机")}


def lines(
    rows: Iterable[DeliveryRow], known: Mapping[str, str], numbers: Mapping[UUID, str]
) -> tuple[Line, ...]:
    """Each row with its words; a partner that is gone keeps its number."""
    return tuple(
        Line(
            row,
            known.get(row.destination, row.destination),
            words_of(row.what),
            numbers.get(row.matter_id, ""),
            _why(row),
        )
        for row in rows
    )


def _why(row: DeliveryRow) -> str:
    """Why it is not there yet."""
    if row.delivered_at or row.dismissed_at:
        return ""
    if row.is_behind:
        return _("等前一条送达后再送，以免颠倒先后")
    return reason_words(row.last_error)
