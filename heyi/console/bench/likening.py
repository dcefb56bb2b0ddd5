"""Like cases, in process: closed matters of much the same words as a matter's own, in four units' names."""

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection, connections

from heyi.console.bench.finding import index_all
from heyi.console.bench.ground import Ground
from heyi.console.bench.listing import UNITS, statements, timed
from heyi.journeys.like_cases import like_cases
from heyi.kernel.clock import now
from heyi.matters.access import entering, matter_view
from heyi.orgs.access import directory

_ASKED = 12  # matters of each unit
_SOME = """
SELECT county, matter_id FROM matters_reach
 WHERE unit_id = %s AND basis <> 'DENIED' ORDER BY md5(matter_id::text) LIMIT %s
"""


def measure(_ground: Ground, seconds: float) -> dict[str, Any]:
    """The nearest five of each of these matters."""
    index_all()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE search_document")
    asks = [
        _ask(unit.id, *key)
        for code in UNITS
        if (unit := directory().unit_by_code(code))
        for key in _some(unit.id)
    ]
    Random(1).shuffle(asks)  # noqa: S311  # an order for a bench
    found = [len(ask()) for ask in asks]  # type: ignore[arg-type]
    return {
        **timed(asks, seconds),
        "queries": max(statements(ask) for ask in asks[:5]),
        "found": round(sum(found) / len(found), 2),
    }


def _some(unit_id: int) -> list[tuple[str, UUID]]:
    with entering("desk", units=[unit_id]), connection.cursor() as cursor:
        cursor.execute(_SOME, [unit_id, _ASKED])
        return list(cursor.fetchall())


def _ask(unit_id: int, county: str, matter_id: UUID) -> Callable[[], object]:
    units = frozenset({unit_id})

    def ask() -> object:
        with entering("desk", units=units):
            return like_cases(matter_view(county, matter_id, units=units), at=now())

    return ask
