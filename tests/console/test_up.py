"""`heyi up` with real processes: it starts, heals, stops, and says what is wrong."""

import json
import signal
import socket
from collections.abc import Callable
from typing import Any

import pytest

from heyi.console.home import Home
from heyi.console.processes import Process
from tests.console.conftest import Up, command_line, heyi, parent_of, until

pytestmark = pytest.mark.slow


def test_it_runs_heals_and_stops(up: Up) -> None:
    """One long walk, since every start costs seconds: start, use, kill each process, kill all, stop."""
    up.start()
    assert "wuxing.clerk / " in up.said()
    assert up.get("/healthz") == (200, '{"status": "ok"}')
    again = heyi("up", "--home", str(up.home), "--port", str(up.port))
    assert (again.returncode, str(up.process.pid) in again.stderr) == (1, True)
    until(lambda: is_settled(up), up.said)
    assert "no virus scanner" in checked(up)["scanner"]

    until(lambda: hears(up), up.said)
    for word in (
        "--open",
        "heyi.config.served",
        "heyi.config.lively:load",
    ):  # every server is told of its workers
        until(lambda word=word: up.child(word), up.said)
        kill_and_see_healed(up, up.child(word), lambda word=word: up.child(word))
    kill_and_see_healed(up, below(up, "heyi.config.served"), lambda: up.get("/healthz")[0] == 200)
    kill_and_see_healed(up, below(up, "heyi.config.lively:load"), lambda: hears(up))
    kill_and_see_healed(up, up.postmaster(), up.postmaster)
    until(lambda: hears(up), up.said)

    family = up.family()
    assert len(family) >= 5
    up.process.kill()
    up.process.wait()
    until(lambda: not any(process.is_alive() for process in family), lambda: alive(family))
    assert up.postmaster().is_alive()
    adopted = up.postmaster()
    up.start()
    assert up.postmaster() == adopted

    for process in (*up.family(), up.postmaster()):
        process.send(signal.SIGKILL)
    up.process.wait()
    up.start()

    family = (*up.family(), up.postmaster())
    assert up.stop(signal.SIGINT) == 0
    assert not any(process.is_alive() for process in family)
    assert "Traceback" not in up.said()


def is_settled(up: Up) -> bool:
    """Whether nothing is wrong; that the worker still reads the demo's journal is all that may be told meanwhile."""
    problems = checked(up)["problems"]
    assert all("consumer.lags" in problem for problem in problems), problems
    return not problems


def checked(up: Up) -> dict[str, Any]:
    """What `heyi check` answers now."""
    return json.loads(heyi("check", "--home", str(up.home), "--json").stdout.splitlines()[-1])


def hears(up: Up) -> bool:
    """Whether the live process hears the database."""
    return up.get("/live/healthz", up.live_port)[0] == 200


def below(up: Up, word: str) -> Process:
    """A process that this child has started itself, once it has."""

    def found() -> list[Process]:
        leader = up.child(word)
        return [process for process in up.family() if leader and parent_of(process.pid) == leader.pid]

    until(found, up.said)
    return found()[0]


def alive(family: list[Process]) -> str:
    """The command lines of those who are, for a failing test."""
    return "\n".join(" ".join(command_line(process.pid)) for process in family if process.is_alive())


def kill_and_see_healed(up: Up, killed: Process, successor: Callable[[], object]) -> None:
    """Kill it; soon another is in its place and the house is ready again."""
    killed.send(signal.SIGKILL)
    until(lambda: not killed.is_alive(), up.said)
    until(lambda: successor() not in (None, False, killed), up.said)
    until(lambda: up.get("/readyz")[0] == 200, up.said)


def test_without_the_demo_three_administrators_get_a_link(up: Up) -> None:
    up.words = ("--no-demo",)
    up.start()
    links = [line.rpartition(" ")[2] for line in up.said().splitlines() if "/first/" in line]
    assert len(links) == 3
    assert "heyi-demo" not in up.said()
    for link in links:
        assert up.get(link.removeprefix(f"http://127.0.0.1:{up.port}"))[0] == 200
    assert up.get("/first/nobody")[0] == 410
    assert up.stop() == 0


def test_a_busy_port_is_told_before_anything_starts(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = heyi("up", "--home", str(home.path), "--port", str(port))
    assert said.returncode == 1
    assert f"端口 {port} 已被别的程序占用" in said.stderr
    assert not (home.postgres / "data").exists()


def test_a_command_starts_the_database_for_its_own_time(up: Up) -> None:
    said = heyi("partner", "add", "110", "--home", str(up.home), "--json")
    assert json.loads(said.stdout)["partner"] == "110", said.stderr
    assert not (up.home / "postgres/data/postmaster.pid").exists()
