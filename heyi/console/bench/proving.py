"""Verifying: how many events a second the chains are checked."""

import time
from typing import Any

from heyi.console.bench.ground import Ground
from heyi.journal.access import chain_problems
from heyi.journeys.verifying import verify_problems


def measure(_ground: Ground, _seconds: float) -> dict[str, Any]:
    """The chains alone (`per_second`), and everything `heyi verify` does (`whole_per_second`), in events."""
    events, seconds, cpu = _timed(chain_problems)
    _events, whole, _cpu = _timed(verify_problems)
    return {
        "per_second": round(events / seconds, 1),
        "queries": 1,
        "cpu_ms": round(cpu * 1000 / events, 4),
        "p50_ms": None,
        "p95_ms": None,
        "events": events,
        "whole_per_second": round(events / whole, 1),
    }


def _timed(problems: Any) -> tuple[int, float, float]:
    heard = 0

    def progress(count: int) -> None:
        nonlocal heard
        heard += count

    began, used = time.perf_counter(), time.process_time()
    found = list(problems(progress=progress))
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    if found:
        raise RuntimeError(f"the bench database does not verify: {found[0]}")
    return heard, seconds, cpu
