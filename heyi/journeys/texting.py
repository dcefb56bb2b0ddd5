"""A receipt by text: number, code and address of the tracking page, to the mobile number that the reporter left.

Asked for at a desk, journalled without the number, queued by the worker, carried by adapters. The number is opened only
to tell whether it can take a message, to count how often it got one, and to send; nobody is shown it. The caller enters
the scope `tracking` of the one matter: whoever sends it need not be let in to see it, and for a report about their own
unit is not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.accounts.codes import Door
from heyi.accounts.operations import count_attempt
from heyi.accounts.rules import Wait
from heyi.intake.rules import mobile_of
from heyi.journal.access import DeliveryRow, deliveries_of, timeline_of
from heyi.journal.codes import DeliveryState
from heyi.journal.events import Actor, RecordedEvent
from heyi.journal.operations import NewDelivery, Recorder, queue_deliveries, try_now
from heyi.journeys.own_matters import can_send
from heyi.journeys.waking import deliver_later
from heyi.kernel.codes import spaced
from heyi.kernel.words import _
from heyi.matters.access import entering, identity_erasure, public_status
from heyi.matters.operations import Held, hold_matter, save, telephones_of
from heyi.matters.rules import masked_phone

DESTINATION = "text:reporter"
ASKED = "receipt.text_asked"
WORDS = (
    "【合一】您反映的事项已受理。编号 %(number)s，查询码 %(code)s。"
    "查进度：%(address)s 知道查询码的人都能看到，请勿转发。"
)
WORDS_ALONE = (
    "【合一】您反映的事项已受理。编号 %(number)s，查询码 %(code)s。"
    "查进度：在受理的网站输入查询码。知道查询码的人都能看到，请勿转发。"
)
Matter = tuple[str, UUID]


class CannotText(Exception):
    """There is nowhere to send it to, or nobody who carries it: a code of REFUSALS, and since when it is gone."""

    def __init__(self, code: str, erased_at: datetime | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.erased_at = erased_at


REFUSALS = {
    "NO_GATEWAY": _("本系统没有接短信平台，不能发短信。"),
    "NO_PHONE": _("反映人没有留下电话，不能发短信。"),
    "NOT_MOBILE": _("反映人留的不是手机号码，不能发短信。"),
    "ERASED": _("反映人的姓名和电话已依法清除（%(day)s），不能发短信。"),
}
WITHHELD = _("这件事的回执现在不能用短信发送。")
"""For who is shut out of the matter, whatever the reason is that it has by now: that somebody erased is not theirs."""
NOT_TOLD = frozenset({"ERASED", "NO_GATEWAY"})  # told apart by nobody who is shut out


class TextedTooOften(Exception):
    """This telephone got as many as it may for now."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(wait.door.value)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Texted:
    """How the last message stands: "" where none was asked for; `refusal` is why none can be (a code of REFUSALS)."""

    state: str
    at: datetime | None
    next_try_at: datetime | None
    attempts: int
    masked: str
    refusal: str
    erased_at: datetime | None

    @property
    def is_waiting(self) -> bool:
        """Whether it is on its way, and nothing has gone wrong yet."""
        return self.state == DeliveryState.WAITING and not self.attempts

    @property
    def has_failed(self) -> bool:
        """Whether the gateway did not take it: the house tries again, or has given up."""
        return self.state == DeliveryState.GAVE_UP or (
            self.state == DeliveryState.WAITING and self.attempts > 0
        )


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and to whom."""

    phone: str
    words: str


def texted(county: str, matter_id: UUID) -> Texted:
    """How the receipt's message stands, and whether one can be sent."""
    phone, refusal, erased_at = _telephone(county, matter_id)
    told = masked_phone(phone), refusal, erased_at
    asked = _last_asked(county, matter_id)
    if asked is None:
        return Texted("", None, None, 0, *told)
    row = next((row for row in _deliveries(county, matter_id) if row.seq == asked.seq), None)
    if row is None:  # the worker has not read of it yet
        return Texted(DeliveryState.WAITING, asked.at, None, 0, *told)
    failed = row.attempts if row.last_error else 0
    at = row.delivered_at or row.gave_up_at or row.queued_at
    return Texted(row.state, at, row.next_try_at, failed, *told)


def text_receipt(matter: Matter, *, follow_up: str, by: Actor, at: datetime) -> None:
    """Have the receipt sent to the reporter's mobile. One that waits is not doubled, one that failed tried again.

    `follow_up` is the address of the tracking page up to its code, as this house is reached from outside; "" where
    nobody has said how it is: the message then says number and code alone. Raises CannotText, TextedTooOften,
    MatterNotFound; CannotResend where it arrived in this very moment.
    """
    held = hold_matter(*matter)
    phone, refusal, erased_at = _telephone(*matter)
    if refusal:
        raise CannotText(refusal, erased_at)
    now_stands = texted(*matter)
    if now_stands.is_waiting:
        return
    if wait := count_attempt(Door.RECEIPT_TO_PHONE, phone, at=at):
        raise TextedTooOften(wait)
    recorder = Recorder(held.county, held.id, head=held.head, actor=by, at=at)
    if now_stands.has_failed:
        _try_again(held, recorder, at)
    else:
        recorder.record("receipt.text_asked", follow_up=follow_up)
    save(held, {}, recorder=recorder)


def _try_again(held: Held, recorder: Recorder, at: datetime) -> None:
    row = _deliveries(held.county, held.id)[-1]
    destination = try_now(held.county, row.id, at=at)
    recorder.record("delivery.retried", delivery=str(row.id), destination=destination)
    deliver_later()


def queue_texts(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Queue what was asked for; the body holds neither number nor code. No statement where nothing was."""
    asked = [event for event in events if event.verb == ASKED]
    if not asked:
        return 0
    deliver_later()
    return queue_deliveries([_queued(event) for event in asked], at=at)


def _queued(event: RecordedEvent) -> NewDelivery:
    body = {
        "county": event.county,
        "matter": str(event.matter_id),
        "follow_up": event.facts["follow_up"],
    }
    return NewDelivery(
        event.county,
        event.matter_id,
        event.seq,
        DESTINATION,
        event.verb,
        json.dumps(body, ensure_ascii=False),
    )


def message_of(body: str) -> Message | None:
    """What a queued body stands for, composed as it leaves; None where the number is gone. In a scope of its own.

    In Chinese: nobody asked the reporter's language, and the page behind the address speaks both.
    """
    asked = json.loads(body)
    county, matter_id = asked["county"], UUID(asked["matter"])
    with entering("tracking", matter=matter_id):
        phone, refusal, _erased_at = _telephone(county, matter_id)
        status = public_status(county, matter_id)
    if refusal in ("NO_PHONE", "NOT_MOBILE", "ERASED"):
        return None
    code = spaced(status.tracking_code)
    given = {"number": status.number, "code": code, "address": f"{asked['follow_up']}{code}"}
    return Message(phone, (WORDS if asked["follow_up"] else WORDS_ALONE) % given)


def _telephone(county: str, matter_id: UUID) -> tuple[str, str, datetime | None]:
    """The reporter's mobile number, or why none can be texted, and since when it is gone where it was erased."""
    given = [phone for phone in telephones_of(county, matter_id) if phone]
    mobile = next((found for found in map(mobile_of, given) if found), "")
    if not can_send():
        return mobile, "NO_GATEWAY", None
    if given:
        return mobile, "" if mobile else "NOT_MOBILE", None
    erased = identity_erasure(county, matter_id)
    return ("", "ERASED", erased.at) if erased else ("", "NO_PHONE", None)


def _last_asked(county: str, matter_id: UUID) -> RecordedEvent | None:
    return next((event for event in reversed(timeline_of(county, matter_id)) if event.verb == ASKED), None)


def _deliveries(county: str, matter_id: UUID) -> list[DeliveryRow]:
    return [row for row in deliveries_of(county, matter_id) if row.destination == DESTINATION]
