"""The key store on local disk: HOME/keys, 0600, a master per version and books of wrapped keys.

A book is an append-only file of fixed records made by one process. Keys are prepared in pages and flushed before one
is handed out, so that a receipt never waits for a second disk flush; erasing overwrites the record in place.
Back these files up apart from the database: a dump without them opens no identity, and that is meant.
"""

import hmac
import os
import threading
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from heyi.kernel.seal import KEY_BYTES, WRAPPED_BYTES, new_key, unwrap, wrap
from heyi.matters.ports import KeysMissing

PAGE = 256
_RECORD = 2 + WRAPPED_BYTES  # master version, wrapped key
_ERASED = bytes(_RECORD)


class KeyBook:
    """Keys of one HOME; safe for threads, and for processes since each writes its own book."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._ready: list[tuple[str, bytes]] = []
        self._masters: dict[int, bytes] = {}
        self._secrets: dict[tuple[str, int | None], tuple[int, bytes]] = {}
        self._book = ""
        os.register_at_fork(after_in_child=self._forget)  # prepared keys belong to one process

    def _forget(self) -> None:
        self._ready = []
        self._lock = threading.Lock()

    def make(self) -> tuple[str, bytes]:
        """A new key that is already on disk: (reference, key)."""
        with self._lock:
            if not self._ready:
                self._prepare()
            return self._ready.pop()

    def key(self, ref: str) -> bytes | None:
        """The key, or None once it was erased; raises KeysMissing when its file is not there."""
        book, place = ref.split("#")
        try:
            with (self._folder / f"{book}.keys").open("rb") as file:
                record = os.pread(file.fileno(), _RECORD, int(place) * _RECORD)
        except FileNotFoundError as error:
            raise KeysMissing(book) from error
        if record == _ERASED:
            return None
        return unwrap(self._master(int.from_bytes(record[:2], "big")), record[2:])

    def secret(self, purpose: str, version: int | None = None) -> tuple[int, bytes]:
        """(version, secret) of this house for a purpose, from the newest master that was there when first asked."""
        known = self._secrets.get((purpose, version))
        if known is None:
            made_of = version or self._newest_version()
            known = made_of, hmac.digest(self._master(made_of), f"heyi.{purpose}".encode(), "sha256")
            self._secrets[purpose, version] = known
        return known

    def erase(self, ref: str) -> None:
        """Overwrite the key; it is gone from this disk when the call returns."""
        book, place = ref.split("#")
        with (self._folder / f"{book}.keys").open("r+b") as file:
            os.pwrite(file.fileno(), _ERASED, int(place) * _RECORD)
            os.fsync(file.fileno())

    def _prepare(self) -> None:
        version = self._newest_version()
        master = self._master(version)
        self._book = uuid4().hex
        keys = [new_key() for _ in range(PAGE)]
        page = b"".join(version.to_bytes(2, "big") + wrap(master, key) for key in keys)
        _write_new(self._folder / f"{self._book}.keys", page)
        self._ready = [(f"{self._book}#{place}", key) for place, key in enumerate(keys)]

    def _newest_version(self) -> int:
        versions = [int(path.stem.removeprefix("master-")) for path in self._folder.glob("master-*.key")]
        if versions:
            return max(versions)
        if any(self._folder.glob("*.keys")):
            raise KeysMissing("master")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another process made it a moment ago: use that one
            _write_new(self._folder / "master-1.key", os.urandom(KEY_BYTES))
        return 1

    def _master(self, version: int) -> bytes:
        if version not in self._masters:
            try:
                self._masters[version] = (self._folder / f"master-{version}.key").read_bytes()
            except FileNotFoundError as error:
                raise KeysMissing(f"master-{version}") from error
        return self._masters[version]


def _write_new(path: Path, content: bytes) -> None:
    """Create with 0600, write, flush file and folder; whole or not at all, and never over an existing one."""
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
