"""A virus scanner that speaks clamd's protocol over a real socket: INSTREAM, PING and VERSION, each with its z."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from heyi.evidence.operations import scanning

EICAR = b"".join(  # only while a test runs: no file of ours holds it whole
    (b"X5O!P%@AP[4", rb"\PZX54(P^)7CC)7}$", b"EICAR-", b"STANDARD-ANTIVIRUS-", b"TEST-FILE!$H+H*")
)
MOST = 26_214_400  # bytes, as StreamMaxLength of clamd.conf is by default


class Daemon:
    """How it behaves, and what it was sent."""

    def __init__(self) -> None:
        self.streams: list[bytes] = []
        self.most = MOST
        self.answers = True
        self.held = Event()  # keeps a silent one's lines open until the test is over


class _Line(socketserver.StreamRequestHandler):
    daemon: Daemon

    def handle(self) -> None:
        command = self._until_nul()
        if not self.daemon.answers:
            self.daemon.held.wait(30)
        elif command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zVERSION":
            self.wfile.write(b"ClamAV 1.4.3/27700/Wed Nov 25 2026\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._verdict() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _until_nul(self) -> bytes:
        said = b""
        while not said.endswith(b"\0"):
            byte = self.rfile.read(1)
            if not byte:
                return said
            said += byte
        return said[:-1]

    def _verdict(self) -> bytes:
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            if len(content) + length > self.daemon.most:
                return b"INSTREAM size limit exceeded. ERROR"
            content += self.rfile.read(length)
        self.daemon.streams.append(content)
        return b"stream: Eicar-Signature FOUND" if EICAR in content else b"stream: OK"


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def clamd(where: Path | None = None) -> Iterator[tuple[str, Daemon]]:
    """(its address, itself): on a Unix socket at that path, else on a port of this machine."""
    daemon = Daemon()
    line = type("Line", (_Line,), {"daemon": daemon})
    server = _Unix(str(where), line) if where else _Tcp(("127.0.0.1", 0), line)
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield (str(where) if where else f"127.0.0.1:{server.server_address[1]}"), daemon
        finally:
            daemon.held.set()
            server.shutdown()
            thread.join()
            if where:
                with suppress(FileNotFoundError):
                    where.unlink()


def rested() -> None:
    """The process asks a scanner again that was silent a moment ago."""
    scanning._asked_again_at = 0.0
