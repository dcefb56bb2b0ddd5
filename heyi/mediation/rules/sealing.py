"""What is sealed of a party, how a link to a party is made, and what a signature is put under. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from heyi.kernel.chain import canonical

LINKS = "parties"
_MAC = 12
_COUNTY = 6
_KEY = 16
_BODY = _KEY + 2 + 1 + _MAC  # a party, its turn, the version of the secret, the code


@dataclass(frozen=True, slots=True)
class Link:
    """Which party a link is for: `turn` grows when a new one is made, and the old one opens nothing."""

    county: str
    party: UUID
    turn: int


def link_code(secret: bytes, link: Link, *, version: int) -> str:
    """What stands in the address: the party's key and a code that this house alone can make."""
    body = link.party.bytes + link.turn.to_bytes(2, "big") + bytes([version])
    return link.county + _letters(body + _mac(secret, link))


def _letters(body: bytes) -> str:
    return base64.urlsafe_b64encode(body).decode().rstrip("=")


def read_link(code: str, secret_of: Callable[[int], bytes | None]) -> Link | None:
    """The link, if this house made it."""
    county, rest = code[:_COUNTY], code[_COUNTY:]
    if not (county.isascii() and county.isdigit() and len(county) == _COUNTY and rest.isascii()):
        return None
    try:
        body = base64.b64decode(rest.encode() + b"=" * (-len(rest) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    if len(body) != _BODY or _letters(body) != rest:
        return None  # of the last letter some bits say nothing: one link has one address
    if (secret := secret_of(body[_KEY + 2])) is None:
        return None
    found = Link(county, UUID(bytes=body[:_KEY]), int.from_bytes(body[_KEY : _KEY + 2], "big"))
    return found if hmac.compare_digest(body[-_MAC:], _mac(secret, found)) else None


def _mac(secret: bytes, link: Link) -> bytes:
    told = b"\x1f".join((link.county.encode(), link.party.bytes, link.turn.to_bytes(2, "big")))
    return hmac.digest(secret, b"party-link\x1f" + told, "sha256")[:_MAC]


def phone_mark(secret: bytes, mediation: UUID, phone: str) -> str:
    """The same for the same telephone within one mediation, and for nothing beyond it: no profile grows from it."""
    if not phone:
        return ""
    return hmac.digest(secret, b"phone\x1f" + mediation.bytes + phone.encode(), "sha256").hex()[:32]


def device_mark(secret: bytes, mediation: UUID, device: str) -> str:
    """The same for the same browser within one mediation: whether two parties confirmed on one device."""
    if not device:
        return ""
    return hmac.digest(secret, b"device\x1f" + mediation.bytes + device.encode(), "sha256").hex()[:32]


def code_mark(secret: bytes, party: UUID, content: str) -> str:
    """For which party and which text a one-time code was sent: it signs nothing else."""
    return hmac.digest(secret, b"code\x1f" + party.bytes + content.encode(), "sha256").hex()[:32]


def content_hash(content: Mapping[str, object] | Sequence[object]) -> str:
    """SHA-256 of an agreement's canonical content, in hexadecimal digits: what is signed is this and nothing else."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def draft_mark(form: str, facts: str, clauses: Sequence[object], left_open: str, *, is_status: bool) -> str:
    """The same for the same draft: what a page that changes it had seen."""
    return content_hash([form, facts, list(clauses), left_open, is_status])[:32]


def digest_of(secret: str) -> str:
    """What is kept of a calendar's secret: who reads the table cannot read the calendar."""
    return hashlib.sha256(secret.encode()).hexdigest()
