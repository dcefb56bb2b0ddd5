"""Three-way calls as they come into being in life: a matter handed over, and the call about it recorded."""

from datetime import datetime, timedelta
from uuid import uuid4

from heyi.intake.codes import PartnerKind
from heyi.intake.rules import body_hash, read_report
from heyi.journeys.handing_over import hand_over, record_call
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked
from heyi.matters.calls import Call
from heyi.matters.codes import CallGround, CallTaker
from tests.factories.matters import MORNING, Received, body
from tests.factories.partners import Signing


def called(
    partner: Signing,
    *,
    kind: PartnerKind = PartnerKind.POLICE110,
    spoke_at: datetime = MORNING,
    taker: CallTaker = CallTaker.CENTRE,
    ground: CallGround = CallGround.UNSAID,
    **given: str,
) -> Received:
    """A matter that the partner handed over, with the call about whose it is."""
    sent = body(channel="police_110", **given)
    call = Call(spoke_at, "110 接警员、12345 话务员、中心值班员", taker, ground, "主管部门未定")
    told = {"source": partner.source, "body_hash": body_hash(sent), "at": spoke_at + timedelta(minutes=1)}
    with entering("receive", source=partner.source):
        report = read_report(sent, at=now(), regions={sent["region"]})
        answer = hand_over(report, key=uuid4().hex, confirmed=Confirmed(), remark="", **told)
        record_call(answer.receipt["tracking_code"], call, kind=kind, key=uuid4().hex, **told)
    found = find_tracked(answer.receipt["tracking_code"])
    assert found is not None
    return Received(answer.receipt, *found)
