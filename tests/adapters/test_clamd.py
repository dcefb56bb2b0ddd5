"""The virus scanner's protocol over real sockets: verdicts, limits, silence."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from heyi.adapters.clamd import Clamd
from heyi.evidence.ports import CannotScan, ScannerSilent
from tests.factories.clamd import EICAR, clamd


@pytest.fixture(params=["unix", "tcp"])
def daemon(request):
    with (
        tempfile.TemporaryDirectory() as short,
        clamd(Path(short) / "clamd.ctl" if request.param == "unix" else None) as found,
    ):  # a socket's path has 107 bytes at most
        yield found


def test_what_is_clean_and_what_is_not(daemon) -> None:
    address, said = daemon
    content = bytes(300_000) + b"end"
    assert Clamd(address).scan([content[:1000], b"", content[1000:]]) == ""
    assert said.streams == [content]
    assert Clamd(address).scan([b"before ", EICAR, b" behind"]) == "Eicar-Signature"
    assert Clamd(address).scan([]) == ""
    assert Clamd(address).version().startswith("ClamAV 1.")


def test_an_error_is_no_verdict(daemon) -> None:
    address, said = daemon
    said.most = 1000
    with pytest.raises(CannotScan, match="size limit"):
        Clamd(address).scan([bytes(5_000_000)])


def test_one_that_does_not_answer_is_not_waited_for(daemon) -> None:
    address, said = daemon
    said.answers = False
    with pytest.raises(ScannerSilent):
        Clamd(address, seconds=0.2).scan([b"a"])


@contextmanager
def saying(words: bytes) -> Iterator[str]:
    """Something else that listens there."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            line, _where = server.accept()
            with line, suppress(OSError):
                line.sendall(words)
                line.shutdown(socket.SHUT_WR)
                while line.recv(1000):
                    pass

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        thread.join(10)


@pytest.mark.parametrize(
    "words",
    [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"stream: OK and more\0", b"FOUND\0", b"x" * 5000, b"\xff\0"],
)
def test_whatever_else_is_said_is_no_verdict(words: bytes) -> None:
    with saying(words) as address, pytest.raises(ScannerSilent):
        Clamd(address, seconds=5).scan([b"a"])


@pytest.mark.parametrize(
    "address", ["/nowhere/clamd.ctl", "127.0.0.1:1", "nonsense", "127.0.0.1:", ":x", "[::1]:1"]
)
def test_where_nobody_listens_there_is_no_verdict(address: str) -> None:
    with pytest.raises(ScannerSilent):
        Clamd(address).scan([b"a"])
