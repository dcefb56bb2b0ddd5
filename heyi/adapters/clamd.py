"""ClamAV's daemon (clamd) over its own protocol: INSTREAM, on a Unix or a TCP socket. See clamd(8).

A file travels in pieces, each behind its length in four bytes, big end first; a length of nothing ends it. The answer
is "stream: OK", "stream: NAME FOUND" or "… ERROR".
"""

import socket
import time
from collections.abc import Iterable
from contextlib import suppress

from heyi.evidence.ports import CannotScan, ScannerSilent

SECONDS = 10.0  # for everything together: somebody waits before a page
CONNECT_SECONDS = 2.0
_PIECE = 1 << 17
_MOST_SAID = 1000  # bytes of an answer


class Clamd:
    """Asks one daemon: "/run/clamav/clamd.ctl" is a Unix socket, "host:port" a TCP one."""

    def __init__(self, address: str, *, seconds: float = SECONDS) -> None:
        self._address = address
        self._seconds = seconds

    def scan(self, parts: Iterable[bytes]) -> str:
        """The name of what was found, "" where nothing was; raises ScannerSilent where there is no verdict."""
        said = self._asked(b"INSTREAM", parts)
        if said == "stream: OK":
            return ""
        if said.startswith("stream: ") and said.endswith(" FOUND"):
            return said.removeprefix("stream: ").removesuffix(" FOUND")
        raise CannotScan(said) if said.endswith("ERROR") else ScannerSilent(said or "no answer")

    def version(self) -> str:
        """What the daemon says it is; raises ScannerSilent."""
        return self._asked(b"VERSION")

    def _asked(self, command: bytes, parts: Iterable[bytes] | None = None) -> str:
        until = time.monotonic() + self._seconds
        try:
            with self._connected() as line:
                _send(line, b"z" + command + b"\0", until)
                if parts is not None:
                    with suppress(
                        BrokenPipeError, ConnectionResetError
                    ):  # it may answer before the end, and close
                        _stream(line, parts, until)
                return _answer(line, until)
        except OSError as error:  # a timeout is one as well
            raise ScannerSilent(f"{type(error).__name__} {error}".strip()) from error

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(CONNECT_SECONDS)
            try:
                line.connect(self._address)
            except OSError:
                line.close()
                raise
            return line
        host, _, port = self._address.rpartition(":")
        if not port.isdecimal():
            raise OSError(f"{self._address} is neither a path nor host:port")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)


def _stream(line: socket.socket, parts: Iterable[bytes], until: float) -> None:
    for part in parts:
        for start in range(0, len(part), _PIECE):
            piece = part[start : start + _PIECE]
            _send(line, len(piece).to_bytes(4, "big") + piece, until)
    _send(line, bytes(4), until)


def _send(line: socket.socket, data: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(data)


def _answer(line: socket.socket, until: float) -> str:
    said = b""
    while b"\0" not in said and len(said) < _MOST_SAID:
        line.settimeout(_left(until))
        part = line.recv(_MOST_SAID)
        if not part:
            break
        said += part
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
