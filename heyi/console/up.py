"""`heyi up`: database, web and worker under one supervisor, with the addresses and sign-ins to begin with."""

import argparse
import errno
import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from heyi.console.demo_notices import free_port, notice_sink
from heyi.console.home import Home
from heyi.console.house import let_go, open_database, prepare
from heyi.console.stub_tsa import demo_tsa
from heyi.console.supervisor import Child, Supervisor, end_leftovers
from heyi.console.troubles import Trouble
from heyi.kernel.clock import now
from heyi.kernel.words import _

if TYPE_CHECKING:
    from heyi.console.demo_partners import Stub

PORT = 8000
THREADS = 8  # requests at once in each web process; each may hold one connection
_ANSWERS_WITHIN = 60.0


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `up`."""
    parser = commands.add_parser("up", help="run everything on this machine 启动全部")
    port = os.environ.get("HEYI_PORT", str(PORT))
    host = os.environ.get("HEYI_HOST", "127.0.0.1")
    parser.add_argument("--port", type=int, default=port, help="port of the web 端口 (HEYI_PORT)")
    parser.add_argument("--host", default=host, help="address to listen on 监听地址 (HEYI_HOST)")
    live = os.environ.get("HEYI_LIVE_PORT") or None
    words = "port on which open pages listen, 0: none 实时推送端口 (HEYI_LIVE_PORT, default: port + 1)"
    parser.add_argument("--live-port", metavar="N", type=int, default=live, help=words)
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="without demo people 不含演示")
    parser.add_argument(
        "--no-stubs",
        dest="stubs",
        action="store_false",
        help="without partners in small 不含模拟系统",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Stay until Ctrl-C or SIGTERM."""
    home = Home.at(args.home)
    home.make()
    live_port = args.port + 1 if args.live_port is None else args.live_port
    os.environ["HEYI_LIVE_PORT"] = str(live_port)
    os.environ["HEYI_PORT"] = str(args.port)  # the demo's links to parties lead here
    with _alone(home, args.port):
        book = home.run / "children.json"
        end_leftovers(book)
        _needs_ports(args.host, args.port, live_port)
        with open_database(home) as cluster:
            prepare(home, demo=args.demo)
            sign_ins = _sign_ins(demo=args.demo)
            stubs = _stubs(home, args.port) if args.demo and args.stubs else ()
            let_go()
            _needs_ports(
                args.host, args.port, live_port
            )  # again: granian would share with whoever came since
            heal = cluster.heal if cluster else _nothing
            texts, texts_shown = _texts(home, args) if args.demo and args.stubs else ([], [])
            notices, notices_shown = notice_sink(args.port) if args.demo and args.stubs else ([], [])
            tsa, tsa_shown = demo_tsa(home, args.port) if args.demo and args.stubs else ([], [])
            children = [
                web(home, args.host, args.port),
                worker(),
                *(stub.child for stub in stubs),
                *texts,
                *notices,
                *tsa,
            ]
            children += [live(home, args.host, live_port)] if live_port else []
            shown = [*sign_ins, *((stub.name, stub.address) for stub in stubs)]
            shown += [*texts_shown, *notices_shown, *tsa_shown]
            Supervisor(children, book, heal).run(lambda: _announce(args, shown))
    return 0


@contextmanager
def _alone(home: Home, port: int) -> Iterator[None]:
    """One `heyi up` for each HOME."""
    note = home.run / "up.address"
    try:
        with home.locked("up", wait=False):
            note.write_text(f"{os.getpid()} {port}", encoding="ascii")
            yield
            note.unlink(missing_ok=True)
    except BlockingIOError as error:
        pid, _space, port_there = note.read_text(encoding="ascii").partition(" ")
        words = _("合一已经在运行（进程 {pid}，http://127.0.0.1:{port}）：请先停掉它，或另选 --home。")
        raise Trouble("ALREADY_UP", words, pid=pid, port=port_there) from error


def _needs_ports(host: str, port: int, live_port: int) -> None:
    _needs_port(host, port)
    if live_port:
        _needs_port(host, live_port)


def _needs_port(host: str, port: int) -> None:
    """Raise when nobody could listen there, before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError) as error:
        number = getattr(error, "errno", None)
        words = {
            errno.EADDRINUSE: _("端口 {port} 已被别的程序占用：请停掉它，或用 --port（HEYI_PORT）另选一个。"),
            errno.EACCES: _("当前用户不能使用端口 {port}：请用 --port 选一个 1024 以上的。"),
        }.get(number or 0, _("不能在 {host}:{port} 上监听（{error}）：请检查 --host 和 --port。"))
        raise Trouble("PORT_BUSY", words, port=port, host=host, error=error) from error


def web(home: Home, host: str, port: int) -> Child:
    """granian: one process for each core, each with as many threads as database connections."""
    metrics = home.run / "metrics"
    shutil.rmtree(metrics, ignore_errors=True)
    metrics.mkdir()
    static = home.path / "static"
    static.mkdir(exist_ok=True)
    words = [sys.executable, "-m", "heyi.config.served", "--interface", "wsgi", "--http", "1"]
    words += ["--host", host, "--port", str(port), "--workers", str(os.cpu_count() or 1)]
    words += ["--blocking-threads", str(THREADS), "--backlog", "1024", "--no-ws"]
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "10"]
    words += _quietly(home)
    environment = server_environment() | {
        "PROMETHEUS_MULTIPROC_DIR": str(metrics),
        "HEYI_POOL": str(THREADS),
    }
    return Child("web", [*words, "--factory", "heyi.config.served:load"], environment)


def live(home: Home, host: str, port: int) -> Child:
    """One process that tells open pages to look again; it has one connection to the database and no ORM."""
    words = [sys.executable, "-m", "granian", "--interface", "asgi", "--http", "1", "--no-ws"]
    words += ["--host", host, "--port", str(port), "--workers", "1"]
    words += ["--backlog", "1024", "--backpressure", "6000"]  # streams stay open: they are no work that waits
    words += ["--respawn-failed-workers", "--workers-kill-timeout", "3", *_quietly(home)]
    return Child("live", [*words, "--factory", "heyi.config.lively:load"], server_environment())


def _quietly(home: Home) -> list[str]:
    """granian's words for its log: JSON like all others', from warnings up."""
    logging = home.run / "granian.json"
    logging.write_text(json.dumps(_GRANIAN_LOGS), encoding="utf-8")
    return ["--log-level", "warning", "--log-config", str(logging)]


def worker() -> Child:
    """One process that reacts to the journal and carries what is queued."""
    return Child("worker", [sys.executable, "-m", "heyi.console", "worker", "--open"], server_environment())


def _texts(home: Home, args: argparse.Namespace) -> tuple[list[Child], list[tuple[str, str]]]:
    """The demo's text gateway, unless settings name one: on the next free port, its address shown."""
    if os.environ.get("HEYI_TEXT_GATEWAY_URL"):
        return [], []
    port = free_port(args.port + 9)
    os.environ["HEYI_TEXT_GATEWAY_SECRET"] = home.secret("texts")
    os.environ["HEYI_TEXT_GATEWAY_URL"] = f"http://127.0.0.1:{port}/send"
    words = [sys.executable, "-m", "heyi.console", "stub", "texts", "--port", str(port)]
    shown = (TEXTS_WORDS, f"http://127.0.0.1:{port}/")
    return [Child("texts", words, server_environment())], [shown]


TEXTS_WORDS = "演示短信 texts"


def server_environment() -> dict[str, str]:
    """Without the owner's address: web and worker live under row-level security."""
    return {name: value for name, value in os.environ.items() if name != "HEYI_DATABASE_URL"}


def _sign_ins(*, demo: bool) -> Sequence[tuple[str, str]]:
    """Who may come in first: in words, and how."""
    from heyi.console.welcoming import demo_sign_ins, first_links  # noqa: PLC0415  # Django must be set up

    return demo_sign_ins() if demo else first_links()


def _stubs(home: Home, port: int) -> "Sequence[Stub]":
    """The demo's 110, 12345 and neighbouring city; and who is told by the demo's mail server and robots."""
    from heyi.console.demo_addresses import set_demo_addresses  # noqa: PLC0415  # Django must be set up
    from heyi.console.demo_partners import demo_stubs  # noqa: PLC0415  # Django must be set up

    set_demo_addresses(now())
    return demo_stubs(home, port)


def _announce(args: argparse.Namespace, sign_ins: Sequence[tuple[str, str]]) -> None:
    """Once it answers: where it is and who may come in."""
    address = f"http://{'127.0.0.1' if args.host in ('0.0.0.0', '::') else args.host}:{args.port}"  # noqa: S104
    until = time.monotonic() + _ANSWERS_WITHIN
    while not _answers(args) and time.monotonic() < until:
        time.sleep(0.05)
    print(f"\n合一 Heyi  {address}/", flush=True)
    for words, how in sign_ins:
        print(f"  {words}  {how.replace('{address}', address)}")
    print("按 Ctrl-C 停止 · Ctrl-C stops it\n", flush=True)


def _answers(args: argparse.Namespace) -> bool:
    """Whether the web answers a request, not only takes the connection."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(args.host, args.host)  # noqa: S104
    connection = HTTPConnection(host, args.port, timeout=_ANSWERS_WITHIN)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _nothing() -> None:
    """A database that was given is looked after by whoever runs it."""


_GRANIAN_LOGS = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "heyi.config.logs.formatter"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "json"}
    },
    "filters": {"meant": {"()": "heyi.config.logs.AsMeant"}},
    "loggers": {
        "_granian": {"handlers": ["stdout"], "filters": ["meant"], "level": "WARNING", "propagate": False}
    },
}
