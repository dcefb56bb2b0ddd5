"""Whether kept bytes are there, and still what they were."""

from uuid import UUID

from cryptography.exceptions import InvalidTag

from heyi.evidence.models import Exhibit, KeptFile
from heyi.evidence.operations.hashing import Hashes, hashes_of_parts, opened_original
from heyi.evidence.operations.wiring import keys, store
from heyi.evidence.ports import BytesMissing
from heyi.kernel import chain


def is_there(*addresses: str) -> bool:
    """Whether the store has bytes under each of these; an empty address asks for none."""
    return all(store().has(address) for address in addresses if address)


def is_as_kept(file_id: UUID, digest: str, *, using: str = "default") -> bool:
    """Whether the original opens and has this hash, "ALGO:hex", and the copies are whole; reads every byte of it.

    Raises BytesMissing when some are not there.
    """
    kept = KeptFile.objects.using(using).filter(id=file_id, erased_at=None).first()
    key = keys().key(kept.key_ref) if kept else None
    if kept is None or key is None:
        raise BytesMissing(str(file_id))
    copies_are_whole = all(store().is_whole(address) for address in (kept.shown, kept.thumb) if address)
    return copies_are_whole and _digest(kept, key, digest.partition(":")[0]) == digest


def is_as_taken(exhibit_id: UUID, *, using: str = "default") -> bool:
    """Whether an exhibit's bytes open and have both hashes of its receipt; reads every byte of it.

    Raises BytesMissing when some are not there.
    """
    exhibit = Exhibit.objects.using(using).select_related("file").get(id=exhibit_id)
    key = keys().key(exhibit.file.key_ref)
    if key is None or exhibit.file.erased_at is not None:
        raise BytesMissing(str(exhibit_id))
    try:
        found = hashes_of_parts(opened_original(exhibit.file, key))
    except InvalidTag:
        return False
    return found == Hashes(bytes(exhibit.sha256), bytes(exhibit.sm3), exhibit.size)


def _digest(kept: KeptFile, key: bytes, algo: str) -> str:
    """The hash of what opens; empty where it does not open."""
    hasher = chain.hasher(algo)
    try:
        for part in opened_original(kept, key):
            hasher.update(part)
    except InvalidTag:
        return ""
    return f"{algo}:{hasher.digest().hex()}"
