"""The key pair under which a person's telephone keeps what it could not send: sealed there, opened only signed in.

The page holds the public half and can seal without network. The private half is given to a signed-in page, which keeps
it in memory. It is derived from the secret of the house, so nothing is stored, and a new sign-in opens what waits.
"""

import base64
import hashlib

from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.crypto import salted_hmac

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_BYTES = 32


def public_half(person_id: int) -> dict[str, str]:
    """As WebCrypto imports it (JWK, P-256)."""
    numbers = _pair(person_id).public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": _text(numbers.x), "y": _text(numbers.y)}


def private_half(person_id: int) -> dict[str, str]:
    """The same with the private number; never cached, never written down."""
    value = _pair(person_id).private_numbers().private_value
    return {**public_half(person_id), "d": _text(value)}


def name_of(person_id: int) -> str:
    """Whose a sealed record is, without telling who that is."""
    return hashlib.sha256(public_half(person_id)["x"].encode()).hexdigest()[:16]


def _pair(person_id: int) -> ec.EllipticCurvePrivateKey:
    seed = salted_hmac("heyi.desk.onsite", str(person_id), algorithm="sha512").digest()
    return ec.derive_private_key(int.from_bytes(seed, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def _text(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(_BYTES, "big")).decode().rstrip("=")
