"""Exhibits: how fast files are hashed at receipt and proved again, from the sealed bytes to both hashes.

As many exhibits as the database has matters, on a hundred files of a megabyte: each exhibit reads, opens and hashes its
file anew, so the disk's cache is warm and what is measured is our own work.
"""

import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from uuid import UUID

from heyi.console.bench.counting import counted, quantile
from heyi.console.bench.ground import Ground
from heyi.evidence.codes import Capture, Original
from heyi.evidence.operations import Content, Kept, Taken, is_as_taken, keep, take_exhibit
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now

FILES, MEGABYTE = 100, 1 << 20
_HOW = Taken(Capture.FROM_SYSTEM, Original.BORN_DIGITAL, "bench")


def measure(ground: Ground, _seconds: float) -> dict[str, Any]:
    """Megabytes a second of receipt (`hash_…`) and of proving (`verify_…`), in one thread, and of its CPU alone."""
    files = [_file(seed) for seed in range(min(FILES, ground.matters))]
    asked = [files[place % len(files)] for place in range(ground.matters)]
    exhibits: list[UUID] = []
    with counted() as count:
        receipt, times, cpu = _timed(lambda kept: exhibits.append(_taken(kept)), asked)
    proof, _times, proof_cpu = _timed(_proved, exhibits)
    megabytes = sum(kept.size for kept in asked) / MEGABYTE
    return {
        "per_second": round(len(asked) / receipt, 1),
        "queries": round(count.statements / len(asked)),
        "cpu_ms": round(cpu * 1000 / len(asked), 4),
        "p50_ms": quantile(times, 50),
        "p95_ms": quantile(times, 95),
        "exhibits": len(asked),
        "hash_mb_per_second": round(megabytes / receipt, 1),
        "verify_mb_per_second": round(megabytes / proof, 1),
        "hash_mb_per_cpu_second": round(megabytes / cpu, 1),
        "verify_mb_per_cpu_second": round(megabytes / proof_cpu, 1),
    }


def _file(seed: int) -> Kept:
    """A megabyte of words, the same for the same seed."""
    draw = Random(seed)  # noqa: S311  # words for a bench
    line = "".join(chr(draw.randrange(0x4E00, 0x9FA5)) for _turn in range(85)) + "\n"
    content = f"{seed}\n" + line * (MEGABYTE // len(line.encode()))
    return keep(Content(content.encode(), name="bench.txt"), at=now())


def _taken(kept: Kept) -> UUID:
    return take_exhibit(kept, taken=_HOW, by=SYSTEM, at=now())


def _proved(exhibit: UUID) -> None:
    if not is_as_taken(exhibit):
        raise RuntimeError(f"the bench's exhibit {exhibit} is not as it was taken")


def _timed(do: Callable[[Any], None], over: Sequence[Any]) -> tuple[float, list[float], float]:
    """(seconds in all, of each, of the processor)."""
    times, used, began = [], time.process_time(), time.perf_counter()
    for each in over:
        start = time.perf_counter()
        do(each)
        times.append(time.perf_counter() - start)
    return time.perf_counter() - began, times, time.process_time() - used
