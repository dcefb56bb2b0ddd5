"""Which source may hand reports in, and what it may read back of its own."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b, sha256
from uuid import UUID

from django.conf import settings

from heyi.intake import queries
from heyi.intake.queries import Callback, PartnerFact, Signer
from heyi.matters.access import entering_as

__all__ = [
    "Callback",
    "Kept",
    "PartnerFact",
    "Signer",
    "body_hashes",
    "destination_of",
    "entering_by_key",
    "find_callback",
    "find_city",
    "find_city_signer",
    "find_kept",
    "find_partner_by_key",
    "find_signer",
    "is_told_in_order",
    "kept_hash",
    "newest_keys",
    "own_matters",
    "partners",
    "reporter_mark",
    "told_sources",
]

partners = queries.partners
body_hashes = queries.body_hashes
told_sources = queries.told_sources
newest_keys = queries.newest_keys
find_callback = queries.find_callback
find_signer = queries.find_signer
find_city = queries.find_city
find_city_signer = queries.find_city_signer
destination_of = queries.destination_of


@dataclass(frozen=True, slots=True)
class Kept:
    """What a source was answered under a key, and the matter that was opened by it."""

    county: str
    matter_id: UUID
    answer: Mapping[str, object]


def find_kept(source: str, key: str) -> Kept | None:
    """The answer under a key of this source; asked in the scope `receive` of the source itself. One statement."""
    row = queries.find_kept(source, key)
    return Kept(row[0], row[1], json.loads(row[2])) if row else None


def find_partner_by_key(key: str) -> PartnerFact | None:
    """The active partner whose key this is. One statement."""
    return queries.find_partner(key_hash(key))


@contextmanager
def entering_by_key(key: str) -> Iterator[PartnerFact | None]:
    """A transaction in the scope `receive` of the active partner whose key this is; None where it is nobody's.

    One statement for both, on the hot path.
    """
    with entering_as("receive", queries.PARTNER_ENTERS, [key_hash(key)]) as row:
        yield PartnerFact(*row[:2]) if row else None


def is_told_in_order(destination: str) -> bool:
    """Whether a later change of a matter waits there until the one before it has arrived."""
    return destination.partition(":")[0] in queries.IN_ORDER


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


def kept_hash(body_hash: bytes) -> bytes:
    """As the hash of a body is kept: a plain one would let whoever has a dump try telephones until it comes out.

    The key comes from HOME's secret, which no dump holds.
    """
    key = sha256(b"heyi.intake.bodies:" + settings.SECRET_KEY.encode()).digest()
    return sha256(key + body_hash).digest()


def key_hash(key: str) -> bytes:
    """What is stored of a partner's key."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
