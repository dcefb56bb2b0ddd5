"""What lies sealed of a party or a note, and links to parties; who is shown it is decided by who calls."""

import json
from uuid import UUID

from heyi.kernel.seal import unseal
from heyi.matters.operations.wiring import key_store
from heyi.matters.ports import KeysMissing
from heyi.mediation.queries import PartyRow
from heyi.mediation.rules.sealing import LINKS, Link, code_mark, device_mark, link_code, read_link


class PartyErased(Exception):
    """The key is gone: nobody can open this party's name any more."""


def unsealed(party: PartyRow) -> dict[str, str]:
    """Name, phone, number, address and agent; raises PartyErased."""
    key = key_store().key(party.key_ref) if party.erased_at is None else None
    if key is None:
        raise PartyErased(str(party.id))
    found: dict[str, str] = json.loads(unseal(key, party.sealed, context=party.id.bytes))
    return found


def unsealed_text(key_ref: str, sealed: bytes, *, context: UUID) -> str:
    """The text; "" once its key was erased."""
    key = key_store().key(key_ref)
    return "" if key is None else str(json.loads(unseal(key, sealed, context=context.bytes)))


def code_of(county: str, party: PartyRow) -> str:
    """What stands in the address of a party's page."""
    version, secret = key_store().secret(LINKS)
    return link_code(secret, Link(county, party.id, party.link), version=version)


def mark_of_device(mediation: UUID, device: str) -> str:
    """What is kept of a party's browser: the same for the same one within this mediation, and nothing beyond it."""
    return device_mark(key_store().secret(LINKS)[1], mediation, device)


def mark_of_code(party: UUID, content: str) -> str:
    """Under what a one-time code is kept with which a party confirms its signature under this text."""
    return code_mark(key_store().secret(LINKS)[1], party, content)


def link_of(code: str) -> Link | None:
    """Whose page an address is, if this house made it."""

    def secret_of(version: int) -> bytes | None:
        try:
            return key_store().secret(LINKS, version or None)[1]
        except KeysMissing:
            return None

    return read_link(code, secret_of)
