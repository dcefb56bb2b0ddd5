"""POST /api/partners/v1/{police110|hotline12345}/transfers: what a partner answers to a matter that we gave it."""

from collections.abc import Callable
from datetime import datetime

from heyi.adapters.hotline12345.transferring import NAMES as HOTLINE
from heyi.adapters.hotline12345.transferring import answer_of as answer_of_hotline
from heyi.adapters.police110.transferring import NAMES as POLICE
from heyi.adapters.police110.transferring import answer_of as answer_of_police
from heyi.api.problems import Problem
from heyi.api.signed import Take, hash_of, signed_door
from heyi.intake.codes import FaultCode, PartnerKind
from heyi.intake.rules import Fault, InvalidReport
from heyi.journeys.receive import Answer
from heyi.journeys.transferring import NotItsTransfer, take_answer
from heyi.kernel.flow import NotAllowed
from heyi.matters.transfers import TransferAnswer

Read = Callable[..., TransferAnswer]


def _taker(read: Read, number_field: str) -> Take:
    """What takes an answer in, as this partner writes one; `number_field` is its name for the transfer's number."""

    def take(document: object, *, source: str, key: str, at: datetime) -> Answer:
        return answered(
            read(document, at=at),
            source=source,
            key=key,
            body_hash=hash_of(document),
            at=at,
            number_field=number_field,
        )

    return take


def answered(
    answer: TransferAnswer, *, source: str, key: str, body_hash: bytes, at: datetime, number_field: str
) -> Answer:
    """Do what the answer says; what it cannot be is refused, the number by the partner's own name for it."""
    try:
        return take_answer(answer, source=source, key=key, body_hash=body_hash, at=at)
    except NotItsTransfer as error:
        raise InvalidReport((Fault(number_field, FaultCode.NO_SUCH_TRANSFER),)) from error
    except NotAllowed as error:
        raise Problem("NOT_OPEN", refusal=error.refusal) from error


police = signed_door(PartnerKind.POLICE110, _taker(answer_of_police, POLICE.transfer))
hotline = signed_door(PartnerKind.HOTLINE12345, _taker(answer_of_hotline, HOTLINE.transfer))
