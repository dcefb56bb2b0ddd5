"""What goes for good: a file or an identity, and the reporter's requests for it. The caller journals each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import Writes
from heyi.kernel.codes import uuid7
from heyi.kernel.point import PointSource
from heyi.matters.codes import AskState, ErasureGround, Zone
from heyi.matters.models import Attachment, ErasureAsk, Identity, Matter, Party
from heyi.matters.operations.changing import Held
from heyi.matters.operations.wiring import key_store

Images = dict[str, Mapping[str, object]]
_AGAIN = timedelta(
    days=30
)  # nights on which a key is erased once more: a process may have died before it was


@dataclass(frozen=True, slots=True)
class Doomed:
    """A file that hangs on a matter, before it is erased."""

    zone: str
    is_reporters: bool

    @property
    def told_in(self) -> Zone:
        """Where the reason is written: the reporter reads why an own file went, the room why a confided one did."""
        return Zone.PUBLIC if self.is_reporters else Zone(self.zone)


def find_doomed(county: str, matter_id: UUID, attachment_id: UUID) -> Doomed | None:
    """The file, where it hangs there and is not erased."""
    live = Attachment.objects.filter(county=county, matter_id=matter_id, id=attachment_id, erased_at=None)
    row = live.values_list("zone", "author_kind").first()
    return Doomed(row[0], row[1] == ActorKind.REPORTER.value) if row else None


def has_identity(county: str, matter_id: UUID) -> bool:
    """Whether who reported is still known."""
    return Identity.objects.filter(county=county, matter_id=matter_id, erased_at=None).exists()


def write_file_gone(
    held: Held, attachment_id: UUID, *, by: Actor, ground: ErasureGround, at: datetime, rows: Writes
) -> Images:
    """Have label, note and hash of a file taken away; answers the images. The bytes go with the nightly chore,
    unless the same file hangs elsewhere.
    """
    gone = {"digest": "", "name": "", "note": "", **_erased(by, ground, at)}
    rows.update("matters_attachment", [{"county": held.county, "id": attachment_id, **gone}])
    return {f"attachment/{attachment_id}": gone}


def write_identities_gone(
    held: Held, *, by: Actor, ground: ErasureGround, at: datetime, rows: Writes
) -> Images:
    """Have sealed bytes and masks taken away; answers the images. The keys are overwritten once that is committed."""
    live = list(Identity.objects.filter(county=held.county, matter_id=held.id, erased_at=None))
    masked = Party.objects.filter(county=held.county, matter_id=held.id, identity_id__isnull=False)
    gone = {"sealed": b"", **_erased(by, ground, at)}
    unmasked: dict[str, object] = {"masked_name": "", "masked_phone": ""}
    parties = list(masked.values_list("id", flat=True))
    rows.update("matters_identity", [{"county": held.county, "id": identity.id, **gone} for identity in live])
    rows.update("matters_party", [{"county": held.county, "id": party, **unmasked} for party in parties])
    for identity in live:
        transaction.on_commit(partial(key_store().erase, identity.key_ref))
    images: Images = {f"identity/{identity.id}": gone for identity in live}
    return images | {f"party/{party}": unmasked for party in parties} | _point_gone(held)


def _point_gone(held: Held) -> Images:
    """The place that the reporter's own telephone gave tells where the reporter was: it goes with the identity.

    At once, in a statement of its own: the step writes the matter's row once more.
    """
    own = Matter.objects.filter(county=held.county, id=held.id, point__by=PointSource.PHONE.value)
    return {f"matter/{held.id}": {"point": None}} if own.update(point=None) else {}


def _erased(by: Actor, ground: ErasureGround, at: datetime) -> dict[str, object]:
    return {
        "erased_at": at,
        "erased_by": by.name,
        "erased_unit_id": by.unit_id,
        "erased_why": ground.value,
    }


def erase_keys_again(*, at: datetime) -> int:
    """Overwrite the keys of identities that were erased lately, whether or not they still lie there; how many."""
    lately = Identity.objects.filter(erased_at__gte=at - _AGAIN).order_by("id")
    refs = list(lately.values_list("key_ref", flat=True))
    for ref in refs:
        key_store().erase(ref)
    return len(refs)


def find_open_ask(county: str, matter_id: UUID, attachment_id: UUID | None) -> UUID | None:
    """The reporter's request for this file (or, without one, for the identity) that waits for an answer."""
    asks = ErasureAsk.objects.filter(county=county, matter_id=matter_id, state=AskState.OPEN.value)
    return asks.filter(attachment_id=attachment_id).values_list("id", flat=True).first()


def find_asked(county: str, matter_id: UUID, ask_id: UUID) -> tuple[UUID | None] | None:
    """What an open request asks for: (the file,), with None for the identity; None where there is no such request."""
    asks = ErasureAsk.objects.filter(county=county, matter_id=matter_id, state=AskState.OPEN.value, id=ask_id)
    return asks.values_list("attachment_id").first()


def write_ask(held: Held, attachment_id: UUID | None, *, at: datetime, rows: Writes) -> Images:
    """Have a request written; answers its image."""
    row = {
        "attachment_id": attachment_id,
        "state": AskState.OPEN.value,
        "asked_at": at,
        "answered_at": None,
    }
    key = uuid7(at)
    rows.insert("matters_erasureask", [{"county": held.county, "id": key, "matter_id": held.id, **row}])
    return {f"ask/{key}": row}


def write_answer(held: Held, ask_id: UUID, *, state: AskState, at: datetime, rows: Writes) -> Images:
    """Have a request answered; answers its image."""
    answered = {"state": state.value, "answered_at": at}
    rows.update("matters_erasureask", [{"county": held.county, "id": ask_id, **answered}])
    return {f"ask/{ask_id}": answered}
