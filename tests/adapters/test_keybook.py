"""Keys of the identity vault on disk."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from heyi.adapters.keybook import PAGE, KeyBook, KeysMissing


def test_a_key_reads_back_in_another_process_view(tmp_path):
    ref, key = KeyBook(tmp_path).make()
    assert KeyBook(tmp_path).key(ref) == key


def test_an_erased_key_is_gone_and_its_neighbours_are_not(tmp_path):
    book = KeyBook(tmp_path)
    gone, kept = book.make(), book.make()
    book.erase(gone[0])
    assert book.key(gone[0]) is None
    assert book.key(kept[0]) == kept[1]


def test_a_secret_of_the_house_comes_from_a_master_and_is_not_it(tmp_path):
    book = KeyBook(tmp_path)
    version, secret = book.secret("commitments")
    assert (version, KeyBook(tmp_path).secret("commitments")) == (1, (1, secret))
    assert len({secret, book.secret("others")[1], (tmp_path / "master-1.key").read_bytes()}) == 3
    (tmp_path / "master-2.key").write_bytes(os.urandom(32))
    later = KeyBook(tmp_path)
    assert later.secret("commitments")[0] == 2
    assert later.secret("commitments", 1) == (1, secret)
    (tmp_path / "master-1.key").unlink()
    with pytest.raises(KeysMissing):
        KeyBook(tmp_path).secret("commitments", 1)


def test_files_are_readable_by_their_owner_alone(tmp_path):
    KeyBook(tmp_path).make()
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}


def test_threads_never_share_a_key(tmp_path):
    book = KeyBook(tmp_path)
    with ThreadPoolExecutor(8) as hands:
        refs = list(hands.map(lambda _: book.make()[0], range(PAGE + 100)))
    assert len(set(refs)) == PAGE + 100


def test_a_child_process_never_hands_out_its_parents_keys(tmp_path):
    book = KeyBook(tmp_path)
    book.make()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, book.make()[0].encode())
        os._exit(0)
    os.waitpid(child, 0)
    of_child = os.read(read, 100).decode().split("#")[0]
    assert of_child != book.make()[0].split("#")[0]


def test_a_missing_master_is_said_and_never_replaced(tmp_path):
    ref, _key = KeyBook(tmp_path).make()
    (tmp_path / "master-1.key").unlink()
    with pytest.raises(KeysMissing):
        KeyBook(tmp_path).key(ref)
    with pytest.raises(KeysMissing):
        KeyBook(tmp_path).make()
    assert not (tmp_path / "master-1.key").exists()


def test_a_new_master_serves_new_keys_and_old_ones_stay_readable(tmp_path):
    ref, key = KeyBook(tmp_path).make()
    (tmp_path / "master-2.key").write_bytes(os.urandom(32))
    book = KeyBook(tmp_path)
    newer, newer_key = book.make()
    assert (book.key(ref), book.key(newer)) == (key, newer_key)
