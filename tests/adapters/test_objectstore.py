"""The store of files in a bucket, over a real socket: whole under its hash or not there, and sealed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from heyi.adapters.objectstore import ObjectStore, StoreSilent
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import erase_file as erase
from heyi.evidence.operations import open_file, wiring
from heyi.evidence.operations.proving import is_as_taken
from heyi.evidence.ports import BytesMissing
from heyi.kernel import chain
from heyi.kernel.clock import now
from tests.factories.buckets import bucket, housed, options, overwrite
from tests.factories.exhibits import taken
from tests.factories.files import kept, picture


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with bucket() as found:
        yield found


@pytest.fixture
def store(address: str, tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path, algo="SHA256", **options(address))


@pytest.mark.parametrize("algo", list(chain.Algo))
def test_bytes_lie_under_their_hash(address: str, tmp_path: Path, algo: str) -> None:
    store = ObjectStore(tmp_path, algo=algo, **options(address))
    found = store.put([b"ab", b"", b"c"])
    assert found == f"{algo}:{chain.digest(b'abc', algo).hex()}"
    assert b"".join(store.read(found)) == b"abc"
    assert store.has(found)
    assert store.is_whole(found)
    assert not any((tmp_path / "drafts").iterdir())


def test_what_is_large_comes_back_in_parts(store: ObjectStore) -> None:
    content = bytes(range(256)) * 40_000
    found = store.put(content[start : start + 999_999] for start in range(0, len(content), 999_999))
    parts = list(store.read(found))
    assert b"".join(parts) == content
    assert max(map(len, parts)) < len(content)


def test_the_same_bytes_lie_there_once(store: ObjectStore) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _turn: store.put([b"x" * 100_000]), range(8)))) == 1


def test_what_breaks_off_leaves_nothing(store: ObjectStore, tmp_path: Path) -> None:
    def lost():
        yield b"half"
        raise ConnectionError

    before = set(store.kept_before(now() + timedelta(days=1)))
    with pytest.raises(ConnectionError):
        store.put(lost())
    assert set(store.kept_before(now() + timedelta(days=1))) == before
    assert not any((tmp_path / "drafts").iterdir())


def test_changed_and_missing_bytes_are_told_apart(store: ObjectStore, address: str) -> None:
    found = store.put([b"whole"])
    algo, name = found.split(":")
    overwrite(address, f"{algo}/{name[:2]}/{name[2:4]}/{name}", b"other")
    assert not store.is_whole(found)
    store.remove(found)
    store.remove(found)  # again: nothing happens
    assert not store.has(found)
    for ask in (store.read, store.is_whole):
        with pytest.raises(BytesMissing):
            ask(found)


def test_what_is_old_is_named(store: ObjectStore) -> None:
    found = store.put([b"old"])
    assert found in set(store.kept_before(now() + timedelta(minutes=1)))
    assert found not in set(store.kept_before(now() - timedelta(days=1)))


def test_a_bucket_that_is_not_there_is_told_and_nothing_is_taken_for_missing(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr("heyi.adapters.objectstore._RETRIES", 0)
    store = ObjectStore(tmp_path, algo="SHA256", **options("http://127.0.0.1:1"))
    found = "SHA256:" + "0" * 64
    for ask in (
        lambda: store.put([b"x"]),
        lambda: store.read(found),
        lambda: store.has(found),
        lambda: store.remove(found),
        lambda: list(store.kept_before(now())),
    ):
        with pytest.raises(StoreSilent):
            ask()
    assert not any((tmp_path / "drafts").iterdir())


@pytest.fixture
def in_the_bucket(address: str) -> Iterator[None]:
    """The house keeps its files there."""
    with housed(address):
        yield


@pytest.mark.django_db
def test_the_house_keeps_opens_and_erases_there_and_the_bucket_sees_only_what_is_sealed(
    in_the_bucket: None, address: str, django_capture_on_commit_callbacks
) -> None:
    before = set(wiring.store().kept_before(now() + timedelta(days=1)))
    sent = picture(colour="#abc123")
    file = kept(sent)
    assert b"".join(open_file(file.id, FileForm.ORIGINAL).parts) == sent
    lying = set(wiring.store().kept_before(now() + timedelta(days=1))) - before
    assert len(lying) == 3
    for found in lying:
        assert b"\xff\xd8\xff" not in b"".join(wiring.store().read(found))[:64]
    assert is_as_taken(taken(sent))
    text = kept(b"to be erased\n", "a.txt")
    with django_capture_on_commit_callbacks(execute=True):
        assert erase(text.id, at=now())
    assert set(wiring.store().kept_before(now() + timedelta(days=1))) - before == lying
