"""What this machine can do at all: PostgreSQL's own benchmark on the same server, and the machine's facts."""

import os
import platform
import re
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg

from heyi.console.bench.ground import Ground
from heyi.console.roles import connected

CLIENTS = 8
SECONDS = 20
SCALE = 10
_NAME = "heyi_bench_reference"


def reference(ground: Ground) -> dict[str, float]:
    """TPC-B-like and select-only transactions a second: scale 10, 8 clients, 20 s each."""
    with connected(ground.owner_url) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {_NAME}")
    try:
        _pgbench(ground, "--initialize", f"--scale={SCALE}", "--quiet")
        running = (f"--client={CLIENTS}", "--jobs=2", f"--time={SECONDS}", "--no-vacuum")
        return {
            "tpcb_per_second": _per_second(_pgbench(ground, *running, "--builtin=tpcb-like")),
            "select_per_second": _per_second(_pgbench(ground, *running, "--builtin=select-only")),
        }
    finally:
        with connected(ground.owner_url) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")


def _pgbench(ground: Ground, *words: str) -> str:
    place = psycopg.conninfo.conninfo_to_dict(ground.beside(_NAME))
    environment = {
        "PATH": os.defpath,
        **{
            name: str(place[key])
            for name, key in (
                ("PGHOST", "host"),
                ("PGPORT", "port"),
                ("PGUSER", "user"),
                ("PGPASSWORD", "password"),
                ("PGDATABASE", "dbname"),
            )
            if place.get(key)
        },
    }
    done = subprocess.run(
        [ground.programs.program("pgbench"), *words],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _per_second(said: str) -> float:
    found = re.search(r"tps = ([\d.]+)", said)
    if found is None:
        raise RuntimeError(f"pgbench does not say how many: {said!r}")
    return round(float(found[1]), 1)


@cache
def machine() -> dict[str, Any]:
    """The facts without which the numbers say little."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_mb": memory,
        "system": platform.platform(),
        "python": platform.python_version(),
        "django": version("django"),
        "psycopg": version("psycopg"),
        "granian": version("granian"),
        "heyi": version("heyi"),
    }


def _processor() -> str:
    try:
        words = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    found = re.search(r"model name\s*:\s*(.+)", words)
    return found[1] if found else platform.processor()
