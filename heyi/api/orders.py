"""POST /api/partners/v1/hotline12345/orders: 12345 hands a work order over."""

from datetime import datetime

from heyi.adapters.hotline12345.mapping import order_of
from heyi.api.receiving import KNOWN_REGIONS
from heyi.api.signed import hash_of, signed_door
from heyi.intake.codes import PartnerKind
from heyi.journeys.handing_over import hand_over
from heyi.journeys.receive import Answer
from heyi.journeys.understanding import Confirmed


def take(document: object, *, source: str, key: str, at: datetime) -> Answer:
    """201 with the receipt; 200 with the same when this key and body were received before."""
    given = order_of(document, at=at, regions=KNOWN_REGIONS)
    return hand_over(
        given.report,
        source=source,
        key=key,
        body_hash=hash_of(document),
        at=at,
        confirmed=Confirmed(nature=given.nature or None, field=given.field or None),
        remark=given.remark,
    )


view = signed_door(PartnerKind.HOTLINE12345, take)
