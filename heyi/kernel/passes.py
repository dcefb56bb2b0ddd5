"""A pass that lets a page listen for a while: who, for which units, until when. Sealed: nobody reads or makes one."""

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from heyi.kernel.seal import seal, unseal

SECONDS = 15 * 60
_CONTEXT = b"heyi.live/1"
_LONGEST = 4096  # letters of a pass: some hundred units


class BadPass(ValueError):
    """Not a pass of ours, or one that is over."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Whose page listens, for which units; `until` is in seconds since 1970."""

    person_id: int
    units: tuple[int, ...]
    until: float


def written(given: Pass, secret: str) -> str:
    """The pass as a page carries it: letters that may stand in an address and say nothing."""
    plain = json.dumps([given.person_id, list(given.units), given.until]).encode()
    return base64.urlsafe_b64encode(seal(_key(secret), plain, context=_CONTEXT)).decode().rstrip("=")


def read(carried: str, secret: str, *, at: float) -> Pass:
    """The pass; raises BadPass when it is forged, garbled or over. `at` is in seconds since 1970."""
    if len(carried) > _LONGEST:
        raise BadPass("too long")
    try:
        sealed = base64.b64decode(carried + "=" * (-len(carried) % 4), altchars=b"-_", validate=True)
        person_id, units, until = json.loads(unseal(_key(secret), sealed, context=_CONTEXT))
    except (InvalidTag, ValueError, binascii.Error) as error:
        raise BadPass("not ours") from error
    found = Pass(person_id, tuple(units), until)
    if found.until <= at:
        raise BadPass("over")
    return found


def _key(secret: str) -> bytes:
    """A key for this use alone: what it seals opens nothing else."""
    return hashlib.sha256(_CONTEXT + secret.encode()).digest()
