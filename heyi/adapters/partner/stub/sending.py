"""The stub's own hand: what it hands over, signed, and what it was answered."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import httpx

from heyi.adapters.partner.signing import Envelope, secret_of
from heyi.adapters.partner.stub.book import Book, Said
from heyi.adapters.partner.stub.trade import Trade
from heyi.kernel.clock import CHINA

_SECONDS = 20.0
AFTER = {
    "take_over": "ACCEPTED",
    "turn_down": "REFUSED",
    "reply": "ACCEPTED",
    "conclude": "CONCLUDED",
    "give_back": "RETURNED",
}
_CREATED = (200, 201)


@dataclass(frozen=True)
class Hand:
    """Hands over to the Heyi at `address`, with its key: as the partner of a number, or of a name ("city:330400")."""

    trade: Trade
    book: Book
    address: str
    partner: int | str
    key: str
    clock: Callable[[], datetime]

    def hand_over(self, form: Mapping[str, str]) -> str:
        """Make the document of a form and send it; its own number."""
        at = self.clock()
        document = self.trade.document(form, at)
        ref = str(document[self.trade.ref])
        self.book.note_sending(ref, document, at=_written(at))
        self.send(ref)
        return ref

    def send(self, ref: str) -> None:
        """Send a document, or send it again with its own key; then the record of the call, where there was one."""
        sent = self.book.sent[ref]
        status, answer = self._post(self.trade.handovers, "matter.handed_over", ref, sent.document)
        receipt = answer if status in _CREATED else {}
        self.book.note_answer(ref, status, _words(status, answer), receipt)
        call = self.trade.call(sent.document, str(receipt.get("tracking_code", "")), self.clock())
        if receipt and call and not sent.call:
            status, answer = self._post(self.trade.calls, "call.recorded", f"{ref}-call", call)
            self.book.note_call(ref, _words(status, answer) or "已送达")

    def answer(self, number: str, verb: str, text: str = "") -> None:
        """Answer to a transfer; the same words again bear the same key, so that Heyi takes them once."""
        offer, inbox = self.book.offers[number], self.trade.inbox
        key = f"{number}-{verb}-{sha256(text.encode()).hexdigest()[:12]}"
        document = inbox.answer(number, verb, offer.ref, text)
        status, told = self._post(inbox.answers, "transfer.answered", key, document)
        state = AFTER[verb] if status in _CREATED else offer.state
        said = Said(verb, text, _written(self.clock()), status, _words(status, told))
        self.book.note_said(number, said, state)

    def _post(
        self, path: str, event: str, key: str, document: Mapping[str, Any]
    ) -> tuple[int, dict[str, Any]]:
        body = json.dumps(document, ensure_ascii=False).encode()
        envelope = Envelope.now(str(self.partner), path, event, key, at=self.clock())
        headers = envelope.headers(secret_of(self.key), body)
        try:
            answer = httpx.post(
                self.address + path, content=body, headers=headers, timeout=_SECONDS, trust_env=False
            )
            return answer.status_code, answer.json()
        except (httpx.HTTPError, ValueError) as error:
            return 0, {"detail": f"{type(error).__name__} {error}".strip()}


def _words(status: int, answer: Mapping[str, Any]) -> str:
    return "" if status in _CREATED else str(answer.get("detail", ""))


def _written(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat(timespec="seconds")
