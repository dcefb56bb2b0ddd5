"""A text message on its way to a gateway: JSON of telephone and words, signed as partners' messages are."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from heyi.adapters.partner.signing import signature
from heyi.kernel.typed import whole_number

FRESH = timedelta(minutes=5)  # an older signature is somebody's recording
TIMESTAMP, SIGNATURE = "X-Heyi-Timestamp", "X-Heyi-Signature"


class Text(NamedTuple):
    """To whom, and what."""

    phone: str
    words: str


def body_of(text: Text) -> bytes:
    """The body of the request."""
    return json.dumps(text._asdict(), ensure_ascii=False).encode()


def headers_of(body: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """The headers that prove whose it is and that it is fresh."""
    timestamp = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Heyi",
        TIMESTAMP: timestamp,
        SIGNATURE: signature(secret.encode(), timestamp, body),
    }


def is_ours(headers: Mapping[str, str], body: bytes, *, secret: str, at: datetime) -> bool:
    """Whether a message was signed with the secret, not long ago."""
    timestamp = headers.get(TIMESTAMP, "")
    sent = whole_number(timestamp, digits=12)
    if sent is None or abs(at.timestamp() - sent) > FRESH.total_seconds():
        return False
    wanted = signature(secret.encode(), timestamp, body)
    return hmac.compare_digest(wanted.encode(), headers.get(SIGNATURE, "").encode())


def read_text(body: bytes) -> Text | None:
    """The message; None when the body is no message."""
    try:
        found = json.loads(body)
    except ValueError:
        return None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in Text._fields):
        return None
    return Text(found["phone"], found["words"])
