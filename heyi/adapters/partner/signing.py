"""How a message between us and a partner is signed: each knows it is the other's, whole, fresh and meant here."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

VERSION = "1"
SENDER = "heyi"  # how we call ourselves in an envelope; towards another city by our division
WINDOW = timedelta(minutes=5)  # how far a message's time may be off the receiver's clock
_SECONDS = re.compile(r"[0-9]{1,12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """A callback's: HMAC-SHA256, in hexadecimal, over the seconds of `timestamp` directly followed by the body."""
    return hmac.new(secret, timestamp.encode() + body, hashlib.sha256).hexdigest()


def secret_of(key: str) -> bytes:
    """The secret that signs, made of a partner's key: its SHA-256. The key itself never travels."""
    return hashlib.sha256(key.encode()).digest()


class Refused(Exception):
    """The message is not taken: unsigned, not signed by this partner, or not of now."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is signed beside the body: who sends what, where to, under which key, and when (decimal seconds).

    Where to and the key are signed too, so that a message caught on its way serves nowhere else and under no other
    key: with its own key it is answered as before.
    """

    sender: str
    path: str
    event: str
    key: str
    timestamp: str

    @classmethod
    def now(cls, sender: str, path: str, event: str, key: str, *, at: datetime) -> "Envelope":
        """The envelope of a message sent at this instant."""
        return cls(sender, path, event, key, str(int(at.timestamp())))

    def signature(self, secret: bytes, body: bytes) -> str:
        """HMAC-SHA256, in hexadecimal, over the version and the fields, each ended by a line feed, and the body."""
        fields = (VERSION, self.timestamp, self.sender, self.path, self.event, self.key)
        signed = b"".join(field.encode("utf-8", "surrogateescape") + b"\n" for field in fields) + body
        return hmac.new(secret, signed, hashlib.sha256).hexdigest()

    def headers(self, secret: bytes, body: bytes) -> dict[str, str]:
        """The headers of the message, its signature among them."""
        return {
            "Content-Type": "application/json",
            "Idempotency-Key": self.key,
            "X-Heyi-Version": VERSION,
            "X-Heyi-Partner": self.sender,
            "X-Heyi-Event": self.event,
            "X-Heyi-Timestamp": self.timestamp,
            "X-Heyi-Signature": self.signature(secret, body),
        }

    @classmethod
    def read(cls, path: str, headers: Mapping[str, str]) -> tuple["Envelope", str]:
        """The envelope that a message came in, and its signature; raises Refused when it bears none."""
        names = ("Partner", "Event", "Timestamp", "Signature")
        sender, event, timestamp, signed = (headers.get(f"X-Heyi-{name}", "").strip() for name in names)
        if headers.get("X-Heyi-Version", "").strip() != VERSION or not all(
            (sender, event, timestamp, signed)
        ):
            raise Refused("NOT_SIGNED")
        return cls(sender, path, event, headers.get("Idempotency-Key", "").strip(), timestamp), signed


def verify(envelope: Envelope, signed: str, body: bytes, *, secret: bytes | None, at: datetime) -> None:
    """Raises Refused unless this secret signed it within WINDOW of `at`; without a secret nobody did.

    Who cannot sign is told nothing but that: the time is judged after the signature.
    """
    mine = envelope.signature(secret or bytes(32), body)
    is_signed = bool(_DIGEST.fullmatch(signed)) and hmac.compare_digest(mine, signed)
    if secret is None or not is_signed:
        raise Refused("WRONG_SIGNATURE")
    if not _is_fresh(envelope.timestamp, at):
        raise Refused("WRONG_TIME")


def _is_fresh(timestamp: str, at: datetime) -> bool:
    if not _SECONDS.fullmatch(timestamp):
        return False
    return abs(int(timestamp) - at.timestamp()) <= WINDOW.total_seconds()
