"""Taking a kept file as evidence: hashed from what lies there, described, first row of its custody."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import transaction

from heyi.evidence.codes import Capture, Custody, ExhibitRefusal, Original, Scan
from heyi.evidence.models import Exhibit, KeptFile
from heyi.evidence.operations.custody import CannotTouch, first_row, said_words
from heyi.evidence.operations.hashing import Hashes, hashes_of_parts, opened_original
from heyi.evidence.operations.keeping import Kept
from heyi.evidence.operations.wiring import keys
from heyi.evidence.ports import BytesMissing, StoreSilent
from heyi.evidence.rules.custody import start_of
from heyi.journal.events import Actor
from heyi.kernel import chain
from heyi.kernel.codes import uuid7
from heyi.kernel.seal import seal

_LABEL = 200  # characters of a name, of a device


@dataclass(frozen=True, slots=True)
class Taken:
    """How an exhibit came: by which way, on what device, by which steps, from whom, and whether the original was seen.

    `handed_by` is a reference that whoever stands above understands ("party:…"); `handed_name` is its name as it was.
    """

    capture: Capture
    original: Original
    steps: str
    device: str = ""
    handed_by: str = ""
    handed_name: str = ""


def take_exhibit(kept: Kept, *, taken: Taken, by: Actor, at: datetime) -> UUID:
    """Take a kept file as evidence; answers the exhibit's key. It waits for its time stamp from now on.

    Hashed from what lies in the store, under the lock of the file, so that nothing erases it meanwhile. The same bytes
    may be several exhibits: each is somebody's handing in. Raises CannotTouch.
    """
    steps = said_words(taken.steps)
    with transaction.atomic():
        file = KeptFile.objects.select_for_update().filter(id=kept.id, erased_at=None).first()
        if file is None:
            raise CannotTouch(ExhibitRefusal.GONE)
        if file.scan == Scan.INFECTED.value:
            raise CannotTouch(ExhibitRefusal.WITHHELD)
        exhibit, key = _described(file, hashes_of(file), kept.name, taken, steps, at)
        row = first_row(
            exhibit, Custody.RECEIVED, by=by, at=at, words=steps, facts=facts_of(exhibit), key=key
        )
        exhibit.save(force_insert=True)
        row.save(force_insert=True)
    return exhibit.id


def hashes_of(file: KeptFile) -> Hashes:
    """Both hashes of the bytes that lie there; raises CannotTouch where they are missing or not what was kept."""
    key = keys().key(file.key_ref)
    if key is None:
        raise CannotTouch(ExhibitRefusal.GONE)
    try:
        found = hashes_of_parts(opened_original(file, key))
    except (BytesMissing, InvalidTag) as error:
        raise CannotTouch(ExhibitRefusal.GONE) from error
    except StoreSilent as error:
        raise CannotTouch(ExhibitRefusal.STORE) from error
    said = {chain.Algo.SHA256: found.sha256, chain.Algo.SM3: found.sm3}
    if said[chain.Algo(file.algo)] != bytes(file.digest) or found.size != file.size:
        raise CannotTouch(ExhibitRefusal.GONE)
    return found


def _described(
    file: KeptFile, hashes: Hashes, name: str, taken: Taken, steps: str, at: datetime
) -> tuple[Exhibit, bytes]:
    """The row, not written yet, and the key of its words."""
    ref, key = keys().make()
    exhibit = Exhibit(
        id=uuid7(at),
        file_id=file.id,
        **asdict(hashes),
        media=file.media,
        capture=taken.capture.value,
        original=taken.original.value,
        handed_by=taken.handed_by[:80],
        key_ref=ref,
        taken_at=at,
        custody_seq=0,
        stamp_next_at=at,
    )
    words = {
        "name": name[:_LABEL],
        "device": taken.device.strip()[:_LABEL],
        "steps": steps,
        "handed": taken.handed_name.strip()[:_LABEL],
    }
    exhibit.sealed = seal(key, chain.canonical(words).encode(), context=exhibit.id.bytes)
    exhibit.custody_hash = start_of(exhibit.id)
    return exhibit, key


def facts_of(exhibit: Exhibit) -> dict[str, object]:
    """What the first row says of the exhibit: by this its columns are held to what they were."""
    return {
        "sha256": bytes(exhibit.sha256),
        "sm3": bytes(exhibit.sm3),
        "size": exhibit.size,
        "media": exhibit.media,
        "capture": exhibit.capture,
        "original": exhibit.original,
    }
