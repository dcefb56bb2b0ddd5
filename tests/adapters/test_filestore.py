"""The store of files on disk: whole under its hash or not there, and nobody else's to read."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from heyi.adapters.filestore import FileStore
from heyi.evidence.ports import BytesMissing
from heyi.kernel import chain
from heyi.kernel.clock import CHINA

AT = datetime(2026, 11, 26, 9, 0, tzinfo=CHINA)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", algo="SHA256")


def everything(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("algo", list(chain.Algo))
def test_bytes_lie_under_their_hash(tmp_path: Path, algo: str) -> None:
    store = FileStore(tmp_path, algo=algo)
    address = store.put([b"ab", b"", b"c"])
    assert address == f"{algo}:{chain.digest(b'abc', algo).hex()}"
    assert b"".join(store.read(address)) == b"abc"
    assert store.has(address)
    assert store.is_whole(address)


def test_only_its_owner_reads(store: FileStore, tmp_path: Path) -> None:
    store.put([b"abc"])
    (path,) = everything(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_bytes_lie_there_once(store: FileStore, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        addresses = set(pool.map(lambda _turn: store.put([b"x" * 100_000]), range(16)))
    assert len(addresses) == 1
    assert len(everything(tmp_path)) == 1


def test_what_breaks_off_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    def lost():
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(lost())
    assert everything(tmp_path) == []


def test_changed_and_missing_bytes_are_told_apart(store: FileStore, tmp_path: Path) -> None:
    address = store.put([b"abc"])
    (path,) = everything(tmp_path)
    path.write_bytes(b"abd")
    assert not store.is_whole(address)
    store.remove(address)
    store.remove(address)  # again: nothing happens
    assert not store.has(address)
    with pytest.raises(BytesMissing):
        store.read(address)
    with pytest.raises(BytesMissing):
        store.is_whole(address)


def test_what_is_old_is_named_and_old_drafts_go(store: FileStore, tmp_path: Path) -> None:
    old, new = store.put([b"old"]), store.put([b"new"])
    draft = tmp_path / "files" / "drafts" / "left-by-a-fall"
    draft.write_bytes(b"half")
    for path in (tmp_path / "files" / "SHA256").rglob(old.partition(":")[2]):
        os.utime(path, (AT.timestamp() - 90, AT.timestamp() - 90))
    for path in (tmp_path / "files" / "SHA256").rglob(new.partition(":")[2]):
        os.utime(path, (AT.timestamp(), AT.timestamp()))
    os.utime(draft, (AT.timestamp() - 90, AT.timestamp() - 90))
    assert list(store.kept_before(AT - timedelta(minutes=1))) == [old]
    assert not draft.exists()
