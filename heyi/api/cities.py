"""POST /api/partners/v1/city: another city hands a matter over, recalls it, or answers to one that we handed over."""

from datetime import datetime

from heyi.adapters.city.mapping import NAMES, Offered, Recalled, message_of
from heyi.api.problems import Problem
from heyi.api.receiving import KNOWN_REGIONS
from heyi.api.signed import hash_of, signed_door
from heyi.api.transfers import answered
from heyi.intake.access import find_city
from heyi.intake.codes import PartnerKind
from heyi.journeys.arriving import take_offer, take_recall
from heyi.journeys.receive import Answer
from heyi.journeys.understanding import NOTHING_SAID, Confirmed
from heyi.kernel.flow import NotAllowed


def take(document: object, *, source: str, key: str, at: datetime) -> Answer:
    """201 with how it stands here; 200 with the same where this was taken before."""
    city = find_city(source)
    message = message_of(document, at=at, regions=KNOWN_REGIONS, sender=city.city)
    named = {"source": source, "partner": city.name, "at": at}
    try:
        if isinstance(message, Offered):
            confirmed = Confirmed(urgency="URGENT") if message.is_urgent else NOTHING_SAID
            return take_offer(message.report, message.offer, confirmed=confirmed, **named)  # type: ignore[arg-type]
        if isinstance(message, Recalled):
            return take_recall(message.transfer, **named)  # type: ignore[arg-type]
    except NotAllowed as error:
        raise Problem("NOT_OPEN", refusal=error.refusal) from error
    return answered(
        message, source=source, key=key, body_hash=hash_of(document), at=at, number_field=NAMES.transfer
    )


view = signed_door(PartnerKind.CITY, take)
