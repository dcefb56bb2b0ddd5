"""POST /api/partners/v1/{police110|hotline12345}/calls: the record of a three-way call about whose a matter is."""

from collections.abc import Callable
from datetime import datetime

from heyi.adapters.hotline12345.mapping import call_of as call_of_hotline
from heyi.adapters.partner.handover import CallRecord
from heyi.adapters.police110.mapping import call_of as call_of_police
from heyi.api.signed import Take, hash_of, signed_door
from heyi.intake.codes import FaultCode, PartnerKind
from heyi.intake.rules import Fault, InvalidReport
from heyi.journeys.handing_over import NotItsMatter, record_call
from heyi.journeys.receive import Answer

Read = Callable[..., CallRecord]


def _taker(kind: PartnerKind, read: Read, code_field: str) -> Take:
    """What takes a call in, as this partner writes one; `code_field` is its name for the tracking code."""

    def take(document: object, *, source: str, key: str, at: datetime) -> Answer:
        record = read(document, at=at)
        try:
            return record_call(
                record.tracking_code,
                record.call,
                kind=kind,
                source=source,
                key=key,
                body_hash=hash_of(document),
                at=at,
            )
        except NotItsMatter as error:
            raise InvalidReport((Fault(code_field, FaultCode.NO_SUCH_MATTER),)) from error

    return take


police = signed_door(PartnerKind.POLICE110, _taker(PartnerKind.POLICE110, call_of_police, "cxm"))
hotline = signed_door(
    PartnerKind.HOTLINE12345, _taker(PartnerKind.HOTLINE12345, call_of_hotline, "trackingCode")
)
