"""What two cities say to each other of a matter: offered, recalled, and the answers to that. Pure.

Both run this project, so the words are the same in both directions; docs/howto/connect-a-city.md has the table.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.adapters.partner.reading import Reading
from heyi.adapters.partner.transferring import Names, contact_of, number_of, read_answer
from heyi.intake.codes import FaultCode
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, Report
from heyi.matters.arrivals import CityOffer
from heyi.matters.codes import REASONS_FOR, Channel
from heyi.matters.transfers import (
    ANSWER,
    ASKED_MOST,
    CITY,
    MOST_CITIES,
    OFFER,
    RECALL,
    REF_MOST,
    TOLD_MOST,
    TransferAnswer,
)

ASKS = ("OFFER", "RECALL")  # of the city that hands over; the others answer
NAMES = Names(
    transfer="transfer",
    action="action",
    ref="number",
    text="text",
    actions={
        "ACCEPT": "take_over",
        "REFUSE": "turn_down",
        "PROGRESS": "progress",
        "REPLY": "reply",
        "CLOSE": "conclude",
        "RETURN": "give_back",
    },
)
OFFERED = (
    "action", "transfer", "number", "unit", "offeredAt", "reason", "told", "asked", "areaCode", "area", "address",
    "occurredAt", "urgent", "route", "contactName", "contactPhone",
)  # fmt: skip
RECALLED = ("action", "transfer", "number", "recalledAt")
REASONS: Mapping[str, str] = {reason: reason for reason in REASONS_FOR[CITY]}
URGENT: Mapping[str, bool] = {"Y": True, "N": False}
_ACTIONS = {verb: action for action, verb in NAMES.actions.items()}
_DIVISION = re.compile("[1-9][0-9]{5}")
_UNIT_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Offered:
    """A matter that another city hands over: the report, and what goes with it."""

    report: Report
    offer: CityOffer
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Recalled:
    """That a matter is the other city's again."""

    transfer: UUID


Message = Offered | Recalled | TransferAnswer


def message_of(document: object, *, at: datetime, regions: Container[str], sender: str) -> Message:
    """What another city says; raises InvalidReport with every fault. `sender` is the city that signed."""
    action = document.get("action") if isinstance(document, Mapping) else None
    if action == "OFFER":
        return _offered(document, at, regions, sender)
    if action == "RECALL":
        reading = Reading(document, fields=RECALLED, at=at)
        transfer = _head(reading)
        reading.line("recalledAt")
        reading.finish()
        return Recalled(transfer)
    return read_answer(document, NAMES, at=at, also=ASKS)


def _head(reading: Reading) -> UUID:
    """The transfer; the number is the other city's own."""
    reading.text("action")
    reading.text("number", limit=REF_MOST)
    return number_of(reading, "transfer") or UUID(int=0)


def _offered(document: object, at: datetime, regions: Container[str], sender: str) -> Offered:
    reading = Reading(document, fields=OFFERED, at=at)
    transfer, number = _head(reading), reading.line("number")
    area = reading.line("areaCode", limit=12)
    reading.line("offeredAt")
    report = Report(
        text=reading.text("told", limit=TOLD_MOST),
        channel=Channel.CITY,
        place=_place(reading),
        region=area if area in regions else "",
        occurred_at=reading.instant("occurredAt", needed=False),
        source_ref=number,
        reporter=reading.reporter("contactName", "contactPhone", limit=NAME_LIMIT),
    )
    offer = CityOffer(
        transfer,
        number,
        reading.text("unit", limit=_UNIT_LIMIT),
        reading.code("reason", REASONS),
        reading.text("asked", limit=ASKED_MOST),
        _route(reading, sender),
    )
    is_urgent = URGENT.get(reading.code("urgent", URGENT), False)
    reading.finish()
    return Offered(report, offer, is_urgent)


def _place(reading: Reading) -> str:
    """Where it was, in the other city's words: its codes mean nothing here."""
    words = [reading.line("area", limit=PLACE_LIMIT // 2), reading.line("address", limit=PLACE_LIMIT // 2)]
    return " ".join(" ".join(filter(None, words)).split())


def _route(reading: Reading, sender: str) -> tuple[str, ...]:
    """Every city that has had it; the last is the one that signed, so that nobody leaves itself out."""
    route = tuple(reading.text("route", limit=100).split(","))
    fits = all(_DIVISION.fullmatch(city) for city in route) and len(set(route)) == len(route)
    if not fits or len(route) >= MOST_CITIES or route[-1] != sender:
        reading.blame("route", FaultCode.BAD_ROUTE, most=str(MOST_CITIES - 1))
    return route


def offer_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """The matter as the other city is asked to take it."""
    sent, (name, phone) = news["sent"], contact_of(news)
    return {
        "action": "OFFER",
        "transfer": news["transfer"],
        "number": news["number"],
        "unit": sent["unit"],
        "offeredAt": news["at"],
        "reason": news["reason"],
        "told": news["told"],
        "asked": news["asked"],
        "areaCode": sent["region_code"],
        "area": sent["region"],
        "address": sent["place"],
        "occurredAt": sent["occurred_at"],
        "urgent": "Y" if sent["urgency"] == "URGENT" else "N",
        "route": sent["route"],
        "contactName": name,
        "contactPhone": phone,
    }


def recall_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """That the matter is not the other city's any more."""
    return {
        "action": "RECALL",
        "transfer": news["transfer"],
        "number": news["number"],
        "recalledAt": news["at"],
    }


def answered_of(news: Mapping[str, Any]) -> Mapping[str, object]:
    """What became here of a matter that the other city handed over."""
    return {
        "action": _ACTIONS[news["verb"]],
        "transfer": news["transfer"],
        "number": news["number"],
        "text": news["text"],
    }


MESSAGES = {OFFER: offer_of, RECALL: recall_of, ANSWER: answered_of}
