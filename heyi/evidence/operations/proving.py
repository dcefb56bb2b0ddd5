"""Whether kept bytes are there, and still what they were."""

from uuid import UUID

from cryptography.exceptions import InvalidTag

from heyi.evidence.codes import FileForm
from heyi.evidence.models import KeptFile
from heyi.evidence.operations.wiring import context_of, keys, store
from heyi.evidence.ports import BytesMissing
from heyi.kernel import chain
from heyi.kernel.seal_parts import opened_parts


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


def _digest(kept: KeptFile, key: bytes, algo: str) -> str:
    """The hash of what opens; empty where it does not open."""
    hasher = chain.hasher(algo)
    sealed = store().read(kept.original)
    try:
        for part in opened_parts(key, sealed, context=context_of(kept.id, FileForm.ORIGINAL)):
            hasher.update(part)
    except InvalidTag:
        return ""
    return f"{algo}:{hasher.digest().hex()}"
