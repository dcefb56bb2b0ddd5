"""The store of files on local disk: HOME/files, 0600, each under the hash of its bytes, two fan-out folders deep.

Written to a draft, flushed, then named; a name always stands for whole bytes. What lies here is sealed: a copy of this
folder without HOME/keys opens nothing. Back it up with the database; it only ever grows and loses whole files.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from heyi.evidence.ports import BytesMissing
from heyi.kernel import chain

_PART = 1 << 18
_DRAFTS = "drafts"


class FileStore:
    """Files of one HOME; safe for threads and processes, for a name is given once and to whole bytes."""

    def __init__(self, folder: Path, *, algo: str) -> None:
        self._folder = folder
        self._algo = algo

    def put(self, parts: Iterable[bytes]) -> str:
        """Keep them, safe on disk when it returns; answers their address, "ALGO:hex"."""
        drafts = self._folder / _DRAFTS
        drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = drafts / uuid4().hex
        hasher = chain.hasher(self._algo)
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for part in parts:
                    hasher.update(part)
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            address = f"{self._algo}:{hasher.digest().hex()}"
            self._name(draft, self._path(address))
        finally:
            draft.unlink(missing_ok=True)
        return address

    def read(self, address: str) -> Iterator[bytes]:
        """The bytes in parts; raises BytesMissing before the first."""
        path = self._path(address)
        if not path.is_file():
            raise BytesMissing(address)
        return _parts(path)

    def is_whole(self, address: str) -> bool:
        """Whether what lies there still has the hash it is named by; raises BytesMissing."""
        hasher = chain.hasher(address.partition(":")[0])
        for part in self.read(address):
            hasher.update(part)
        return hasher.digest().hex() == address.partition(":")[2]

    def has(self, address: str) -> bool:
        """Whether something lies there."""
        return self._path(address).is_file()

    def remove(self, address: str) -> None:
        """Take the bytes away; nothing happens where none are."""
        self._path(address).unlink(missing_ok=True)

    def kept_before(self, at: datetime) -> Iterator[str]:
        """The addresses of what has lain there since before `at`; drafts as old were left by a fall, and go."""
        for path in self._folder.glob("*/*/*/*"):
            if path.stat().st_mtime < at.timestamp():
                yield f"{path.parts[-4]}:{path.name}"
        for draft in (self._folder / _DRAFTS).glob("*"):
            with suppress(FileNotFoundError):  # finished meanwhile
                if draft.stat().st_mtime < at.timestamp():
                    draft.unlink()

    def _name(self, draft: Path, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft.replace(path)
        for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
            _flush(folder)

    def _path(self, address: str) -> Path:
        algo, _, name = address.partition(":")
        return self._folder / algo / name[:2] / name[2:4] / name


def _parts(path: Path) -> Iterator[bytes]:
    """Opened when the first part is asked for: who never asks leaves nothing open."""
    with path.open("rb") as file:
        while part := file.read(_PART):
            yield part


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
