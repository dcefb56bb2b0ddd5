"""The work list in process: fifty rows under three filters, for a city, a county and a station.

Few filters find fifty rows among 10,000 matters, most do among a million. So the lists that fill their page are timed
alone too: their figures are those to compare one size with another by.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client

from heyi.console.bench.counting import counted, quantile
from heyi.console.bench.ground import Ground
from heyi.console.bench.signing_in import signed_in
from heyi.matters.access import PAGE, WorkFilter, WorkList, entering, work_list
from heyi.orgs.access import directory

Ask = Callable[[], object]

UNITS = ("330500-CENTRE", "330502-CENTRE", "330502100-POLICE", "330502100-CENTRE")
_WARM = 40
_FILTERS = """
SELECT state, kind, region_code FROM matters_reach
 WHERE unit_id = %s AND basis = ANY (%s) AND is_live GROUP BY 1, 2, 3 ORDER BY count(*) DESC
"""
_FREQUENT = 20  # of each unit's filters: those that meet the most rows, and as many drawn from all others
_OK = 200


def measure(_ground: Ground, seconds: float) -> dict[str, Any]:
    """The list as the desk asks for it (scope, directory, rows), then the whole page around it as a request."""
    lists, pages, full = [], [], []
    for unit, wanted in _wanted():
        lists.append(_list(unit, wanted))
        pages.append(_page(unit, wanted))
        full += lists[-1:] if len(lists[-1]().rows) == PAGE else []
    numbers, page = timed(lists, seconds), timed(pages, seconds)
    of_fifty = timed(full, seconds) if full else {}
    return {
        **numbers,
        "full_lists": len(full),
        **{f"full_{name}": of_fifty[name] for name in ("p50_ms", "p95_ms", "cpu_ms") if of_fifty},
        "queries": max(statements(ask) for ask in pages[::10]),
        "page_p50_ms": page["p50_ms"],
        "page_p95_ms": page["p95_ms"],
        "page_cpu_ms": page["cpu_ms"],
    }


def timed(asks: Sequence[Ask], seconds: float) -> dict[str, Any]:
    draw, times = Random(1), []  # noqa: S311  # the order of asking is no secret
    for ask in asks[:_WARM]:
        ask()
    used, until = time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        ask = draw.choice(asks)
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return {
        "per_second": round(len(times) / sum(times), 1),
        "cpu_ms": round((time.process_time() - used) * 1000 / len(times), 3),
        "p50_ms": quantile(times, 50),
        "p95_ms": quantile(times, 95),
    }


def statements(ask: Ask) -> int:
    with counted() as count:
        ask()
    return count.statements


def _list(unit_id: int, wanted: WorkFilter) -> Callable[[], WorkList]:
    def ask() -> WorkList:
        with entering("desk", units=[unit_id]):
            directory()
            return work_list(unit_id, wanted=wanted)

    return ask


def _page(unit_id: int, wanted: WorkFilter) -> Ask:
    client = Client()
    client.cookies.load(_signed_in(unit_id))
    query = {"state": wanted.state, "kind": wanted.kind, "region": wanted.region_code}
    path = f"/desk/matters/?{urlencode(query | ({'below': '1'} if wanted.below else {}))}"

    def ask() -> object:
        answer = client.get(path)
        if answer.status_code != _OK:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer

    return ask


_cookies: dict[int, dict[str, str]] = {}


def _signed_in(unit_id: int) -> dict[str, str]:
    if unit_id not in _cookies:
        _cookies[unit_id] = signed_in(unit_id)
    return _cookies[unit_id]


def _wanted() -> Iterator[tuple[int, WorkFilter]]:
    """Each unit's own list and what lies below it, under frequent filters and rare ones."""
    draw = Random(2)  # noqa: S311  # nor is this
    units = [unit.id for code in UNITS if (unit := directory().unit_by_code(code))]
    for unit_id, below in product(units, (False, True)):
        found = _found(unit_id, ["SUPERIOR"] if below else ["LEAD", "ASSIST", "ALARM"])
        rare = found[_FREQUENT:]
        for state, kind, region in (*found[:_FREQUENT], *draw.sample(rare, min(_FREQUENT, len(rare)))):
            yield (
                unit_id,
                WorkFilter(
                    state=state,
                    kind=kind,
                    region_code=region,
                    has_parts=directory().has_parts(region),
                    below=below,
                ),
            )


def _found(unit_id: int, bases: list[str]) -> list[tuple[str, str, str]]:
    with entering("desk", units=[unit_id]), connection.cursor() as cursor:
        cursor.execute(_FILTERS, [unit_id, bases])
        return list(cursor.fetchall())
