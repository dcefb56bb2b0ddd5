"""A delivery in words: to whom, what, how it stands, why, and what may be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from heyi.desk.deliveries.reasons import reason_words
from heyi.desk.matters.timeline import words_of
from heyi.intake.access import partners
from heyi.journal.access import DeliveryRow
from heyi.journeys.noticing_outside import NOTICE
from heyi.journeys.noticing_words import is_notice
from heyi.journeys.party_texts import DESTINATION as PARTIES
from heyi.journeys.texting import DESTINATION
from heyi.kernel.clock import now
from heyi.matters.access import Offer, waiting_offers
from heyi.matters.transfers import OFFER
from heyi.notices.access import address_names
from heyi.notices.codes import NOTICE_WORDS, WAY_WORDS, NoticeWay
from heyi.orgs.access import directory, directory_at_hand
from heyi.web.moments import instant_words


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery as people read it."""

    row: DeliveryRow
    to: str
    what: str
    number: str
    why: str


NOTICES = "notices"
"""All notices to people and groups, as one destination to choose."""


def names() -> Mapping[str, str]:
    """Destinations by the names of their partners, the reporters' telephones, and notices; one query."""
    others = {DESTINATION: _("反映人的手机"), NOTICES: _("工作人员和工作群")}
    return {**{partner.destination: partner.name for partner in partners()}, **others}


class Part(TypedDict, total=False):
    """What narrows the ledger."""

    destination: str
    only: str
    but: str


def part_of(to: str) -> Part:
    """What a chosen destination asks of the ledger; without one, notices stay apart: they are many."""
    if to == NOTICES:
        return {"only": NOTICE}
    return {"destination": to} if to else {"but": NOTICE}


def lines(
    rows: Iterable[DeliveryRow], known: Mapping[str, str], numbers: Mapping[UUID, str]
) -> tuple[Line, ...]:
    """Each row with its words; a partner that is gone keeps its number. One query where an offer has arrived, one
    where notices are among them."""
    rows = tuple(rows)
    known = {**known, **_addresses(rows)}
    arrived = {(row.county, row.matter_id) for row in rows if row.what == OFFER and row.delivered_at}
    offers = waiting_offers(arrived)
    return tuple(
        Line(
            row,
            _named(row.destination, known),
            _what(row.what),
            numbers.get(row.matter_id, ""),
            _why(row, offers.get((row.county, row.matter_id))),
        )
        for row in rows
    )


def _named(destination: str, known: Mapping[str, str]) -> str:
    """A destination in words; a party's is told by its letter."""
    place, _sep, side = destination.partition("/")
    if place == PARTIES:
        return _("当事人 %(side)s 的手机") % {"side": side}
    return known.get(destination, destination)


def _addresses(rows: Iterable[DeliveryRow]) -> Mapping[str, str]:
    """Whose address, and by which way; never the address."""
    places = {row.destination for row in rows if is_notice(row.destination)}
    found = address_names([int(place.partition(":")[2]) for place in places]) if places else {}
    return {place: _whose(found.get(int(place.partition(":")[2]))) for place in places}


def _whose(found: tuple[NoticeWay, str, int | None] | None) -> str:
    if found is None:
        return _("已取消的地址")
    way, person, unit_id = found
    unit = (directory_at_hand() or directory()).find_unit(unit_id) if unit_id else None
    return f"{unit.short_name if unit else person} · {_(WAY_WORDS[way.value])}"


def _what(what: str) -> str:
    """An event, or a kind of notice."""
    if not what.startswith(NOTICE):
        return words_of(what)
    kind = what.removeprefix(NOTICE).partition(":")[0].upper()
    others = {"DIGEST": _("通知汇总"), "TRIAL": _("测试通知")}
    return _(NOTICE_WORDS[kind]) if kind in NOTICE_WORDS else others.get(kind, what)


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
