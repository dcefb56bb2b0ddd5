"""A trial of a draft: all that the worker does for it on the filled database, and the replay alone in memory.

Copies of the bench repeat the facts of their samples, so the database says what reading costs, and the replay of facts
drawn at random, hardly any of them twice, what thinking costs.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.console.bench.counting import counted
from heyi.console.bench.ground import Ground
from heyi.dispatch.access import draft_page, open_draft
from heyi.dispatch.codes import RulePart
from heyi.dispatch.operations import add_row, ask_trial, begin_draft
from heyi.dispatch.rules.trying import Stored, Trial
from heyi.journeys.trying_rules import try_rules
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.matters.codes import Channel
from heyi.orgs.access import directory
from heyi.triage.codes import Field, Nature, Urgency

IN_MEMORY = 100_000
_OFFICER = Standing(1, "bench", "zh-hans", ((Role.RULES_OFFICER.value, None),))
_ROW = {
    "code": "bench-labour",
    "priority": 505,
    "nature": "DISPUTE",
    "field": "LABOUR",
    "unit_kind": "DEPARTMENT",
    "specialty": "HUMAN_RESOURCES",
    "level": "COUNTY",
    "why": "bench",
}
_LIMIT = {"clock": "HANDLE", "priority": 65, "nature": "DISPUTE", "limit": "20 days", "why": "bench"}


def measure(ground: Ground, _seconds: float) -> dict[str, Any]:
    """`seconds` of a whole trial over every matter of the database, `memory_seconds` of the replay alone."""
    draft = _draft()
    began, used = time.perf_counter(), time.process_time()
    with counted() as count:
        trial = ask_trial(draft, days=None, by=None, at=now(), name="bench")
        found = try_rules(trial, now=now)
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    if found is None or found.total < ground.matters or not found.moved:
        raise RuntimeError(f"the trial found nothing to speak of: {found}")
    return {
        "per_second": round(found.total / seconds, 1),
        "queries": count.statements,
        "cpu_ms": round(cpu * 1000 / found.total, 4),
        "p50_ms": None,
        "p95_ms": None,
        "past": found.total,
        "moved": found.moved,
        "seconds": round(seconds, 2),
        **_in_memory(draft),
    }


def _draft() -> int:
    """A draft that moves some matters and some limits; the one of an earlier run, where there is one."""
    there = open_draft()
    if there is not None:
        return there.id
    with entering("admin"):
        made = begin_draft(aim="bench", by=_OFFICER, at=now())
        later = now() + timedelta(seconds=1)
        add_row(made, RulePart.ROUTING, {**_EMPTY, **_ROW}, by=_OFFICER, at=later)
        add_row(made, RulePart.LIMIT, {**_EMPTY, "role": "", **_LIMIT}, by=_OFFICER, at=later)
    return made


_EMPTY = {"nature": "", "field": "", "channel": "", "region_code": "", "urgency": ""}


def _in_memory(draft: int) -> dict[str, Any]:
    trees = directory()
    page = draft_page(draft, trees=trees, at=now())
    if page is None:
        raise RuntimeError("no draft")
    places = [region.code for region in trees.regions]
    drawn = list(enumerate(_drawn(Random(7), places)))  # noqa: S311 - facts, not secrets
    began = time.perf_counter()
    found = Trial(page.before, page.after, trees).replay(drawn)
    return {
        "memory_past": found.total,
        "memory_different": len({facts for _number, facts in drawn}),
        "memory_seconds": round(time.perf_counter() - began, 2),
    }


def _drawn(chance: Random, places: list[str]) -> Iterator[Stored]:
    natures, fields, channels, urgencies = list(Nature), list(Field), list(Channel), list(Urgency)
    for _each in range(IN_MEMORY):
        yield Stored(
            chance.choice(natures),
            chance.choice(fields),
            chance.choice(channels),
            chance.choice(places),
            chance.choice(urgencies),
        )
