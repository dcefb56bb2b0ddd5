"""Which source may hand reports in, and what it may read back of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from heyi.intake import queries
from heyi.intake.queries import Callback, PartnerFact, Signer

__all__ = [
    "Callback",
    "Kept",
    "PartnerFact",
    "Signer",
    "body_hashes",
    "find_callback",
    "find_kept",
    "find_partner_by_key",
    "find_signer",
    "is_told_in_order",
    "partners",
    "told_sources",
]

partners = queries.partners
body_hashes = queries.body_hashes
told_sources = queries.told_sources
find_callback = queries.find_callback
find_signer = queries.find_signer


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


def is_told_in_order(destination: str) -> bool:
    """Whether a later change of a matter waits there until the one before it has arrived."""
    return destination.partition(":")[0] in queries.IN_ORDER


def key_hash(key: str) -> bytes:
    """What is stored of a partner's key."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
