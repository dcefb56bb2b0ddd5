"""The work list in process: fifty rows under three filters, for a city, a county and a station."""

import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from django.db import connection

from heyi.console.bench.counting import counted, quantile
from heyi.console.bench.ground import Ground
from heyi.matters.access import WorkFilter, entering, work_list
from heyi.orgs.access import directory

_UNITS = ("330500-CENTRE", "330502-CENTRE", "330502100-POLICE")
_WARM = 30
_MOST = """
SELECT state, kind, region_code FROM matters_reach
 WHERE unit_id = %s AND basis = ANY (%s) AND is_live GROUP BY 1, 2, 3 ORDER BY count(*) DESC LIMIT 40
"""


def measure(_ground: Ground, seconds: float) -> dict[str, Any]:
    """Each list as its screen asks for it: a scope, the directory's edition, the rows."""
    asks = list(_asks())
    draw = Random(1)  # noqa: S311  # the order of asking is no secret
    for ask in asks[:_WARM]:
        ask()
    with counted() as count:
        asks[0]()
    queries = count.statements
    times: list[float] = []
    used, until = time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        draw.choice(asks)()
        times.append(time.perf_counter() - began)
    cpu = time.process_time() - used
    return {
        "per_second": round(len(times) / sum(times), 1),
        "queries": queries,
        "cpu_ms": round(cpu * 1000 / len(times), 3),
        "p50_ms": quantile(times, 50),
        "p95_ms": quantile(times, 95),
    }


def _asks() -> Iterator[Callable[[], object]]:
    """Lists under the three filters that meet the most rows, and some that meet few: own work and what is below."""
    for code in _UNITS:
        unit = directory().unit_by_code(code)
        if unit is None:
            continue
        for below in (False, True):
            for wanted in _wanted(unit.id, below=below):
                yield _ask(unit.id, wanted)


def _ask(unit_id: int, wanted: WorkFilter) -> Callable[[], object]:
    def ask() -> object:
        with entering("desk", units=[unit_id]):
            directory()
            return work_list(unit_id, wanted=wanted)

    return ask


def _wanted(unit_id: int, *, below: bool) -> Iterator[WorkFilter]:
    bases = ["SUPERIOR"] if below else ["LEAD", "ASSIST", "ALARM"]
    with entering("desk", units=[unit_id]), connection.cursor() as cursor:
        cursor.execute(_MOST, [unit_id, bases])
        for state, kind, region in cursor.fetchall():
            yield WorkFilter(state=state, kind=kind, region_code=region, below=below)
