"""Words looked for in process, with permission inside: frequent ones, rare ones and none, in four units' names."""

from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import UUID

from django.db import connection, connections

from heyi.console.bench.ground import Ground
from heyi.console.bench.listing import UNITS, statements, timed
from heyi.journeys.indexing import index_keys
from heyi.matters.access import entering, found_by_words
from heyi.orgs.access import directory
from heyi.search.rules import query_of

_WORDS = (
    "纠纷", "工资", "拖欠工资", "拖欠 织里", "南浔", "安吉 漏水", "老板 欠薪 工地", "楼", "鱼", "狗", "合同",
    "从来没有的词", "织里镇社会治理中心", "000123", "20261",
)  # fmt: skip
_BATCH = 500
_NOT_YET = """
SELECT m.county, m.id FROM matters_matter m WHERE NOT EXISTS (
       SELECT FROM search_document d WHERE d.county = m.county AND d.matter_id = m.id) LIMIT 20000
"""


def measure(_ground: Ground, seconds: float) -> dict[str, Any]:
    """The first page of results as the desk asks for it, and the slowest pair of unit and words."""
    index_all()
    units = [unit.id for code in UNITS if (unit := directory().unit_by_code(code))]
    asks = {(unit, words): _ask(unit, words) for unit, words in product(units, _WORDS)}
    numbers = timed(list(asks.values()), seconds)
    slow = {pair: timed([ask], 0.1)["p50_ms"] for pair, ask in asks.items()}
    worst = max(slow, key=lambda pair: slow[pair])
    return {
        **numbers,
        "queries": max(statements(ask) for ask in asks.values()),
        "slowest_ms": slow[worst],
        "slowest": f"{directory().unit(worst[0]).code} {worst[1]}",
    }


def _ask(unit_id: int, words: str) -> Callable[[], object]:
    def ask() -> object:
        with entering("desk", units=[unit_id]):
            return found_by_words(query_of(words))

    return ask


def index_all() -> None:
    """What was filled in by copying has no documents yet."""
    while keys := _without_document():
        for start in range(0, len(keys), _BATCH):
            with entering("worker"), connection.cursor() as cursor:
                cursor.execute("SET LOCAL synchronous_commit = off")
                index_keys(keys[start : start + _BATCH])
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_document")


def _without_document() -> list[tuple[str, UUID]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(_NOT_YET)
        return list(cursor.fetchall())
