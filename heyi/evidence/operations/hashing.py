"""Both hashes of a file's plain bytes, in one pass."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from heyi.evidence.codes import FileForm
from heyi.evidence.models import KeptFile
from heyi.evidence.operations.wiring import context_of, store
from heyi.kernel import chain
from heyi.kernel.seal_parts import opened_parts


@dataclass(frozen=True, slots=True)
class Hashes:
    """SHA-256 and SM3 of plain bytes, and how many there are."""

    sha256: bytes
    sm3: bytes
    size: int


def opened_original(file: KeptFile, key: bytes) -> Iterator[bytes]:
    """The plain bytes of a kept file; raises BytesMissing before the first, InvalidTag at one that was changed."""
    return opened_parts(key, store().read(file.original), context=context_of(file.id, FileForm.ORIGINAL))


def hashes_of_parts(parts: Iterable[bytes]) -> Hashes:
    """Both hashes of what comes in parts."""
    sha256, sm3, size = chain.hasher(chain.Algo.SHA256), chain.hasher(chain.Algo.SM3), 0
    for part in parts:
        sha256.update(part)
        sm3.update(part)
        size += len(part)
    return Hashes(sha256.digest(), sm3.digest(), size)
