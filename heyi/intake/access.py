"""Which source may hand reports in, and what it may read back of its own."""

import re
from hashlib import blake2b, sha256
from uuid import UUID

from django.conf import settings

from heyi.intake import queries
from heyi.intake.queries import Callback, PartnerFact

__all__ = [
    "Callback",
    "PartnerFact",
    "body_hashes",
    "find_callback",
    "find_partner_by_key",
    "own_matters",
    "partners",
    "reporter_mark",
    "told_sources",
]

partners = queries.partners
body_hashes = queries.body_hashes
told_sources = queries.told_sources
find_callback = queries.find_callback


def find_partner_by_key(key: str) -> PartnerFact | None:
    """The active partner whose key this is. One statement."""
    return queries.find_partner(key_hash(key))


def reporter_mark(phone: str) -> str:
    """The mark of a telephone, by which its holder finds the own matters; empty where there is none.

    128 bits under a key of its own: it is not the mark of likeness, and no table holds both side by side.
    """
    digits = re.sub(r"\D", "", phone)[-_PHONE_DIGITS:]
    if len(digits) < _SHORTEST_PHONE:
        return ""
    key = sha256(b"heyi.intake.reporters:" + settings.SECRET_KEY.encode()).digest()
    return blake2b(digits.encode(), digest_size=16, key=key, person=b"reporter").hexdigest()


def own_matters(mark: str) -> tuple[tuple[str, UUID], ...]:
    """The matters of a telephone's holder, newest first, within the scope `reporter` of that mark. One statement."""
    return queries.matters_of_mark(mark)


_PHONE_DIGITS = 11
_SHORTEST_PHONE = 7


def key_hash(key: str) -> bytes:
    """What is stored of a partner's key."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
