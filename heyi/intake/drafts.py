"""Drafts: what somebody has written so far on the web, without an account.

The browser holds a random token; the table holds its hash and what was written, sealed by a key made of the token
and of this installation's secret. The table alone opens nothing, nor the secret alone, nor a token of another row.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import blake2b, sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection, transaction

from heyi.intake import queries
from heyi.kernel.compact import compact
from heyi.kernel.seal import seal, unseal

LIFE = timedelta(days=7)
SHARED_LIFE = timedelta(hours=2)  # on a computer that others use
SOURCE = "web"  # whose keys these reports take
Answers = Mapping[str, Any]

_TOKEN_BYTES = 32
_BEGIN = "INSERT INTO intake_draft (token_hash, sealed, begun_at, expires_at) VALUES (%s, %s, %s, %s)"
_FIND = "SELECT sealed FROM intake_draft WHERE token_hash = %s AND expires_at > %s"
_CHANGE = "UPDATE intake_draft SET sealed = %s WHERE token_hash = %s"
_FORGET = "DELETE FROM intake_draft WHERE token_hash = %s"
_FORGET_EXPIRED = "DELETE FROM intake_draft WHERE expires_at <= %s"


def begin_draft(answers: Answers, *, at: datetime, life: timedelta = LIFE) -> str:
    """Keep the first answers; the token that alone finds them again."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, [_hash(token), _sealed(token, answers), at, at + life])
    return token


def find_draft(token: str, *, at: datetime) -> Answers | None:
    """What was written under this token; None where there is none any more. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [_hash(token), at])
        row = cursor.fetchone()
    return _opened(token, bytes(row[0])) if row else None


def change_draft(token: str, change: Callable[[Answers], Answers], *, at: datetime) -> Answers | None:
    """Lock, change, keep: two tabs that save at once lose nothing. None where there is no such draft any more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{_FIND} FOR UPDATE", [_hash(token), at])
        row = cursor.fetchone()
        before = _opened(token, bytes(row[0])) if row else None
        if before is None:
            return None
        after = change(before)
        cursor.execute(_CHANGE, [_sealed(token, after), _hash(token)])
    return after


def forget_draft(token: str) -> None:
    """Nothing of it is left."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [_hash(token)])


def forget_expired_drafts(*, at: datetime) -> int:
    """Delete the drafts whose time is over; the number deleted. For the worker, once a day."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_EXPIRED, [at])
        return int(cursor.rowcount)


def key_of_draft(token: str) -> str:
    """The one key under which this draft can become a report: sent twice, it is one matter."""
    return f"draft:{_digest(b'key', token).hex()}"


def mark_of_draft(token: str) -> str:
    """What a page of this draft carries, so that a page of an earlier one is not taken for it; opens nothing."""
    return _digest(b"mark", token).hex()[:16]


def find_sent(token: str) -> Mapping[str, Any] | None:
    """The receipt of the report that this draft became, within the scope of its source; None if it became none."""
    kept = queries.find_answer(SOURCE, key_of_draft(token))
    return json.loads(kept[1]) if kept and kept[1] else None


def _sealed(token: str, answers: Answers) -> bytes:
    plain = compact(answers).encode()
    return seal(_digest(b"seal", token), plain, context=_hash(token))


def _opened(token: str, sealed: bytes) -> Answers | None:
    """None where the installation's secret is another one than it was: then nobody can open it."""
    try:
        answers: Answers = json.loads(unseal(_digest(b"seal", token), sealed, context=_hash(token)))
    except InvalidTag:
        return None
    return answers


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def _digest(what: bytes, token: str) -> bytes:
    secret = sha256(b"heyi.intake.drafts:" + settings.SECRET_KEY.encode()).digest()
    return blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32, key=secret, person=what).digest()
