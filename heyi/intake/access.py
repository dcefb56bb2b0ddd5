"""Which source may hand reports in, and what it may read back of its own."""

from hashlib import sha256

from heyi.intake import queries
from heyi.intake.queries import Callback, PartnerFact

__all__ = [
    "Callback",
    "PartnerFact",
    "body_hashes",
    "find_callback",
    "find_partner_by_key",
    "partners",
    "told_sources",
]

partners = queries.partners
body_hashes = queries.body_hashes
told_sources = queries.told_sources
find_callback = queries.find_callback


def find_partner_by_key(key: str) -> PartnerFact | None:
    """The active partner whose key this is. One statement."""
    return queries.find_partner(key_hash(key))


def key_hash(key: str) -> bytes:
    """What is stored of a partner's key."""
    return sha256(key.encode("utf-8", "surrogatepass")).digest()
