"""The identity vault: opening asks a purpose and is logged for the reporter to see."""

import json
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from heyi.journal.events import Actor
from heyi.journal.operations import Recorder, log_look
from heyi.kernel.seal import unseal
from heyi.matters.codes import Purpose
from heyi.matters.models import Identity
from heyi.matters.operations.changing import hold_matter, save
from heyi.matters.operations.wiring import key_store


class IdentityErased(Exception):
    """The key was erased: nobody can open this identity any more."""


def open_identities(
    county: str, matter_id: UUID, *, by: Actor, purpose: Purpose, at: datetime
) -> list[dict[str, str]]:
    """Name and telephone of the reporters, for a purpose; each opening stands in the access log and the journal.

    Raises MatterNotFound outside the scope, IdentityErased when the key is gone.
    """
    held = hold_matter(county, matter_id)
    opened = [_open(identity) for identity in Identity.objects.filter(county=county, matter_id=matter_id)]
    recorder = Recorder(county, matter_id, head=held.head, actor=by, at=at)
    recorder.record("identity.opened", purpose=purpose.value)
    log_look(county, matter_id, by=by, what="IDENTITY", purpose=purpose.value, at=at)
    save(held, {}, recorder=recorder)
    return opened


def contacts_to_send(county: str, matter_id: UUID) -> list[dict[str, str]]:
    """Name and telephone for a partner that a person gave them to: that was logged then, and is no opening of its own.

    Read when it leaves and kept nowhere else; who was erased meanwhile is nobody's to send.
    """
    live = Identity.objects.filter(county=county, matter_id=matter_id, erased_at=None)
    found = []
    for identity in live.order_by("id"):
        with suppress(IdentityErased):  # its key went while the row was read
            found.append(_open(identity))
    return found


def telephones_of(county: str, matter_id: UUID) -> tuple[str, ...]:
    """The reporters' telephones for the house's own messages to them; none where they are erased or none was given.

    For nobody's eyes, so no look is logged. Whoever asks journals what was sent.
    """
    found = []
    for identity in Identity.objects.filter(county=county, matter_id=matter_id).order_by("id"):
        with suppress(IdentityErased):
            found.append(_open(identity)["phone"])
    return tuple(found)


def _open(identity: Identity) -> dict[str, str]:
    key = key_store().key(identity.key_ref) if identity.erased_at is None else None
    if key is None:
        raise IdentityErased(str(identity.id))
    found: dict[str, str] = json.loads(unseal(key, bytes(identity.sealed), context=identity.id.bytes))
    return found
