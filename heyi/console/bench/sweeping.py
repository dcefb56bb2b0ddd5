"""The sweep: how long it takes to find what is due among all running clocks, and to let ten thousand speak."""

import time
from datetime import datetime
from typing import Any

from django.db import connections

from heyi.console.bench.counting import counted
from heyi.console.bench.ground import Ground
from heyi.dispatch.operations import due_alerts
from heyi.journeys.sweeping import sweep
from heyi.matters.access import entering

BREACHES = 10_000
_LOOKS = 200
_RUNNING = "SELECT count(*) FROM dispatch_clock WHERE alert_at IS NOT NULL"
_NTH = """
SELECT max(alert_at) FROM (
    SELECT alert_at FROM dispatch_clock WHERE alert_at IS NOT NULL ORDER BY alert_at LIMIT %s) AS first"""


def measure(_ground: Ground, _seconds: float) -> dict[str, Any]:
    """Clocks that spoke a second, one matter a transaction; `find_*` is the one statement that finds what is due."""
    running, at = _asked(_RUNNING, []), _asked(_NTH, [BREACHES])
    looks = sorted(_look(at) for _each in range(_LOOKS))
    with counted() as count, entering("worker"):
        due_alerts(at=at)
    began, used = time.perf_counter(), time.process_time()
    spoke = sweep(now=lambda: at)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    return {
        "per_second": round(spoke / seconds, 1),
        "queries": count.statements,
        "cpu_ms": round(cpu * 1000 / spoke, 3),
        "p50_ms": None,
        "p95_ms": None,
        "running_clocks": running,
        "spoke": spoke,
        "seconds": round(seconds, 1),
        "find_p50_ms": round(looks[_LOOKS // 2] * 1000, 2),
        "find_p95_ms": round(looks[_LOOKS * 95 // 100] * 1000, 2),
    }


def _look(at: datetime) -> float:
    began = time.perf_counter()
    with entering("worker"):
        due_alerts(at=at)
    return time.perf_counter() - began


def _asked(query: str, values: list[Any]) -> Any:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
