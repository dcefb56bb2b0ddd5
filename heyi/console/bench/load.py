"""Eight clients at once over plain sockets: each sends a request, waits for its answer, sends the next.

The requests are made before the clock starts, and a client does no more than find the end of an answer, since the
clients share the machine with what they measure.
"""

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any

from heyi.console.bench.counting import quantile
from heyi.console.bench.serving import Server

CLIENTS = 8
_PIECE = 65536
_EMPTY = 400  # requests that do nothing, of each client
_PATIENCE = 30.0  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one client met: how long each answer took, and the last answer that was not as wanted."""

    times: tuple[float, ...]
    wrong: str = ""


def request(method: str, path: str, *, headers: Iterable[tuple[str, str]] = (), body: bytes = b"") -> bytes:
    """One HTTP/1.1 request on a connection that stays open."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(server: Server, clients: Sequence[Iterable[bytes]], *, wanted: int, seconds: float) -> dict[str, Any]:
    """Let every client send its requests until they are sent or the time is over; the numbers of all together."""
    cpu, began = server.cpu_seconds(), time.monotonic()
    until = began + seconds
    with ThreadPoolExecutor(len(clients)) as pool:
        outcomes = list(pool.map(lambda requests: _client(server.port, requests, wanted, until), clients))
    took, used = time.monotonic() - began, server.cpu_seconds() - cpu
    times = list(chain.from_iterable(outcome.times for outcome in outcomes))
    wrong = next((outcome.wrong for outcome in outcomes if outcome.wrong), "")
    if wrong or not times:
        raise RuntimeError(f"the server did not answer {wanted}: {wrong}")
    return {
        "per_second": round(len(times) / took, 1),
        "cpu_ms": round(used * 1000 / len(times), 3),
        "p50_ms": quantile(times, 50),
        "p95_ms": quantile(times, 95),
        "requests": len(times),
    }


def empty(server: Server) -> float:
    """Milliseconds of processor that a request takes which does nothing: how quick the machine is just now.

    The same machine was seen half as quick an hour later, so that a time alone says little.
    """
    asks = [[request("GET", "/healthz")] * _EMPTY for _ in range(CLIENTS)]
    return float(run(server, asks, wanted=200, seconds=10)["cpu_ms"])


def _client(port: int, requests: Iterable[bytes], wanted: int, until: float) -> Outcome:
    times: list[float] = []
    with socket.create_connection(("127.0.0.1", port), _PATIENCE) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for words in requests:
            began = time.perf_counter()
            line.sendall(words)
            status, answer = _answer(line.recv)
            ended = time.perf_counter()
            if status != wanted:
                return Outcome(tuple(times), f"{status} {answer[:500]!r}")
            times.append(ended - began)
            if time.monotonic() > until:
                break
    return Outcome(tuple(times))


def _answer(receive: Callable[[int], bytes]) -> tuple[int, bytes]:
    """Status and everything that came, once it is whole."""
    got = receive(_PIECE)
    while (end := got.find(b"\r\n\r\n")) < 0:
        got += _more(receive)
    head = got[:end].lower()
    place = head.find(b"content-length:")
    length = int(head[place + 15 :].split(b"\r\n", 1)[0]) if place >= 0 else 0
    while len(got) < end + 4 + length:
        got += _more(receive)
    return int(head[9:12]), got


def _more(receive: Callable[[int], bytes]) -> bytes:
    piece = receive(_PIECE)
    if not piece:
        raise ConnectionError("the server closed the connection in the middle of an answer")
    return piece
