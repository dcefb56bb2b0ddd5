"""The live process as it runs, on a database of its own, and pages that listen to it over real sockets."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from heyi.kernel.news import CHANNEL, News, messages
from heyi.kernel.passes import Pass, written

SECRET = "the-suite-alone-knows-this-and-nobody-else"
WITHIN = 30.0


@dataclass
class Heard:
    """One event of a stream."""

    name: str
    data: str


@dataclass
class Stream:
    """A page that listens."""

    line: socket.socket
    status: int = 0
    head: str = ""
    _got: bytes = b""
    comments: int = 0

    def begin(self) -> "Stream":
        while b"\r\n\r\n" not in self._got:
            self._more()
        head, self._got = self._got.split(b"\r\n\r\n", 1)
        self.head = head.decode().lower()
        self.status = int(head.split()[1])
        return self

    def next(self) -> Heard:
        """The next event, whenever it comes; heartbeats are counted."""
        while True:
            block = self._block()
            said = dict(part.split(": ", 1) for part in block.split("\n") if ": " in part and part[0] != ":")
            if "event" in said:
                return Heard(said["event"], said["data"])
            self.comments += 1

    def leave(self) -> None:
        self.line.close()

    def _block(self) -> str:
        """The stream is sent in chunks: their lengths stand on lines of their own, and are left out."""
        while b"\n\n" not in self._got:
            self._more()
        block, self._got = self._got.split(b"\n\n", 1)
        return "\n".join(
            part for part in block.decode().replace("\r", "").split("\n") if not _is_length(part)
        )

    def _more(self) -> None:
        piece = self.line.recv(4096)
        if not piece:
            raise EOFError
        self._got += piece


def _is_length(part: str) -> bool:
    return not part or all(letter in "0123456789abcdefABCDEF" for letter in part)


@dataclass
class House:
    """The live process and the database that it listens to."""

    owner: str
    port: int
    process: "subprocess.Popen[bytes]"
    log: Path
    streams: list[Stream] = field(default_factory=list)

    def listen(
        self, *units: int, person: int = 1, seconds: float = 60.0, secret: str = SECRET, **more: str
    ) -> Stream:
        """A page of this person opens a stream with a pass of its own."""
        carried = written(Pass(person, units, time.time() + seconds), secret)
        return self.open(f"/live/stream?pass={carried}", **more)

    def open(self, path: str, **headers: str) -> Stream:
        line = socket.create_connection(("127.0.0.1", self.port), WITHIN)
        told = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{told}\r\n".encode())
        self.streams.append(Stream(line))
        return self.streams[-1].begin()

    def tell(self, news: News) -> None:
        with psycopg.connect(self.owner, autocommit=True) as connection:
            for message in messages(news):
                connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])

    def health(self) -> str:
        stream = self.open("/live/healthz")
        found = stream._got.decode()
        stream.leave()
        return found

    def ears(self) -> int:
        """How many connections listen."""
        with psycopg.connect(self.owner, autocommit=True) as connection:
            found = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'heyi live'"
                " AND datname = current_database()"
            ).fetchone()
        assert found is not None
        return int(found[0])


def until(holds: Callable[[], bool], say: Callable[[], str] = str) -> None:
    """Wait for what comes by itself."""
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end, say()
        time.sleep(0.02)


@pytest.fixture
def house(own_database: tuple[str, str]) -> Iterator[House]:
    """The live process, listening to a database of this test."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = Path(settings.HEYI_HOME) / f"live-{port}.log"
    words = [sys.executable, "-m", "granian", "--interface", "asgi", "--http", "1", "--port", str(port)]
    words += ["--workers", "1", "--workers-kill-timeout", "2", "--factory", "heyi.config.lively:load"]
    environment = os.environ | {"HEYI_SECRET_KEY": SECRET, "HEYI_ORIGIN": "https://heyi.example.cn"}
    with log.open("wb") as output:
        process = subprocess.Popen(words, env=environment, stdout=output, stderr=output)
    house = House(own_database[0], port, process, log)
    try:
        until(lambda: _listens(port) and house.ears() == 1, log.read_text)
        yield house
    finally:
        for stream in house.streams:
            stream.leave()
        process.send_signal(signal.SIGTERM)
        process.wait(WITHIN)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
