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
from heyi.kernel.clock import now
from heyi.matters.access import Offer, waiting_offers
from heyi.matters.transfers import OFFER
from heyi.web.moments import instant_words


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
    """Each row with its words; a partner that is gone keeps its number. One query where an offer has arrived."""
    rows = tuple(rows)
    arrived = {(row.county, row.matter_id) for row in rows if row.what == OFFER and row.delivered_at}
    offers = waiting_offers(arrived)
    return tuple(
        Line(
            row,
            known.get(row.destination, row.destination),
            words_of(row.what),
            numbers.get(row.matter_id, ""),
            _why(row, offers.get((row.county, row.matter_id))),
        )
        for row in rows
    )


def _why(row: DeliveryRow, offer: Offer | None) -> str:
    """Why it is not there yet; of an offer that has arrived, that nobody has taken the matter."""
    if row.what == OFFER and row.delivered_at and offer and row.queued_at >= offer.at:  # not one before it
        told = {"at": instant_words(offer.at, now=now())}
        return _("对方系统收下了，还没有给出受理编号（%(at)s 转交）：事项仍由本单位负责") % told
    if row.delivered_at or row.dismissed_at:
        return ""
    if row.is_behind:
        return _("等前一条送达后再送，以免颠倒先后")
    return reason_words(row.last_error)
