"""What an earlier supervisor left running is ended at the next start; nothing else is."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from heyi.console.processes import find_process, of_session
from heyi.console.supervisor import end_leftovers
from tests.console.conftest import until


@pytest.fixture
def left() -> Iterator["subprocess.Popen[bytes]"]:
    """A leader that ignores SIGHUP, with a child in its session."""
    process = subprocess.Popen(["sh", "-c", "sleep 60 & sleep 60"], start_new_session=True)
    until(lambda: len(list(of_session(process.pid))) == 3)
    yield process
    for one in of_session(process.pid):
        one.send(9)
    process.wait()


def write_down(tmp_path: Path, pid: int, started: int) -> Path:
    book = tmp_path / "children.json"
    book.write_text(json.dumps([[pid, started]]))
    return book


def test_a_leader_is_ended_with_its_session(left: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    book = write_down(tmp_path, left.pid, find_process(left.pid).started)
    assert end_leftovers(book) == 3
    assert not list(of_session(left.pid))
    assert not book.exists()


def test_what_a_dead_leader_had_started_is_ended(left: "subprocess.Popen[bytes]", tmp_path: Path) -> None:
    book = write_down(tmp_path, left.pid, find_process(left.pid).started)
    left.kill()
    left.wait()
    assert end_leftovers(book) == 2


def test_another_process_under_the_same_number_is_left_alone(
    left: "subprocess.Popen[bytes]", tmp_path: Path
) -> None:
    book = write_down(tmp_path, left.pid, find_process(left.pid).started - 1)
    assert end_leftovers(book) == 0
    assert left.poll() is None


@pytest.mark.parametrize("content", ["", "{", "[]"])
def test_a_book_without_entries_says_nothing(content: str, tmp_path: Path) -> None:
    book = tmp_path / "children.json"
    assert end_leftovers(book) == 0
    book.write_text(content)
    assert end_leftovers(book) == 0
