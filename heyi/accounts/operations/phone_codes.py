"""One-time codes by text message, and the short visit that a right one opens: no account, no password, no name.

A row holds neither telephone nor code. It is found by what the browser that asked keeps, so a code is of no use to
anybody else who reads it.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from heyi.accounts.models import PhoneCode
from heyi.accounts.rules import token_hash

CODE_LASTS = timedelta(minutes=5)
VISIT_LASTS = timedelta(minutes=20)
TRIES = 5
DIGITS = 6
_TOKEN_BYTES = 32
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class SentCode:
    """A new code: the digits for the telephone, the token for the browser that asked."""

    digits: str
    token: str


@dataclass(frozen=True, slots=True)
class Visit:
    """An open visit of somebody who holds a telephone: its mark, and when the visit ends by itself."""

    mark: str
    until: datetime


def make_code(mark: str, *, at: datetime) -> SentCode:
    """A new code for the telephone behind a mark; what was sent before stays good in its own browser."""
    digits = "".join(secrets.choice("0123456789") for _place in range(DIGITS))
    token, salt = secrets.token_urlsafe(_TOKEN_BYTES), secrets.token_bytes(_SALT_BYTES)
    PhoneCode.objects.create(
        token_hash=token_hash(token),
        mark=mark,
        salt=salt,
        code_hash=_code_hash(salt, digits),
        sent_at=at,
        expires_at=at + CODE_LASTS,
    )
    return SentCode(digits, token)


@transaction.atomic
def open_visit(token: str, *, typed: str, at: datetime) -> str | None:
    """Open a visit by a right code; answers the visit's own token.

    None when the code is wrong, used, older than CODE_LASTS, tried TRIES times, or of another browser; nobody is told
    which. A wrong try is counted; a right one makes code and token void.
    """
    asked = PhoneCode.objects.filter(token_hash=token_hash(token), opened_at=None, expires_at__gt=at)
    code = asked.filter(tries__lt=TRIES).select_for_update().first()
    if code is None:
        return None
    if not hmac.compare_digest(bytes(code.code_hash), _code_hash(bytes(code.salt), typed)):
        asked.update(tries=code.tries + 1)
        return None
    visit = secrets.token_urlsafe(_TOKEN_BYTES)
    asked.update(
        token_hash=token_hash(visit), opened_at=at, expires_at=at + VISIT_LASTS, code_hash=b"", salt=b""
    )
    return visit


def find_visit(token: str, *, at: datetime) -> Visit | None:
    """The open visit of a browser, until it ends. One statement."""
    found = PhoneCode.objects.filter(
        token_hash=token_hash(token), opened_at__isnull=False, expires_at__gt=at
    ).first()
    return None if found is None else Visit(found.mark, found.expires_at)


def close_visit(token: str) -> None:
    """End a visit at once; its token is void everywhere."""
    PhoneCode.objects.filter(token_hash=token_hash(token)).delete()


def forget_phone_codes(*, at: datetime) -> int:
    """Delete codes and visits that are over; the number deleted. For the worker, once a day."""
    return PhoneCode.objects.filter(expires_at__lte=at).delete()[0]


def _code_hash(salt: bytes, digits: str) -> bytes:
    """Salted, and keyed by HOME's secret: a million codes are tried in a second by whoever has the table alone."""
    key = sha256(b"heyi.accounts.codes:" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, salt + digits.encode("utf-8", "replace"), "sha256")
