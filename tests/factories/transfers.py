"""Matters given to a partner, and what a test reads of them on our side."""

from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.dispatch import operations as ops
from heyi.dispatch.operations import Errand
from heyi.matters.access import TransferView, entering, public_status, transfers_of
from heyi.matters.transfers import Receiver
from tests.factories.matters import MORNING, ZHILI, Received, desk, received, step
from tests.factories.partners import KIND_OF, Signing, Stub

REASON = {"POLICE110": "EMERGENCY", "HOTLINE12345": "SERVICE_REQUEST", "CITY": "PLACE_ELSEWHERE"}


def receiver_of(partner: Signing, kind: str) -> Receiver:
    return Receiver(partner.id, kind, partner.name, partner.city)


def given(
    partner: Signing,
    kind: str = "POLICE110",
    *,
    matter: Received | None = None,
    at: datetime = MORNING,
    contact: bool = False,
    **report: Any,
) -> tuple[Received, UUID]:
    """A matter of Zhili, in hand, that was offered to this partner; and the transfer's number."""
    if matter is None:
        matter = received(at=at, **report)
        with desk(ZHILI):
            ops.sign(matter.key, step=step(ZHILI, at=at))
    errand = Errand(receiver_of(partner, kind), REASON[kind], "两人持械对峙", "请立即出警", contact)
    with desk(ZHILI):
        ops.transfer(matter.key, step=step(ZHILI, at=at), errand=errand)
    return matter, open_transfer(matter).id


def given_to(stub: Stub, **named: Any) -> tuple[Received, UUID]:
    kind = KIND_OF[stub.server.hand.trade.name].value
    return given(stub.partner, kind, **named)


def open_transfer(matter: Received) -> TransferView:
    return next(each for each in all_transfers(matter) if each.is_open)


def all_transfers(matter: Received) -> tuple[TransferView, ...]:
    with desk(ZHILI):
        return transfers_of(*matter.key)


def standing(matter: Received) -> tuple[str, str]:
    """State, and by which number of the partner."""
    with entering("tracking", matter=matter.id):
        status = public_status(*matter.key)
    return status.state, status.partner_ref
