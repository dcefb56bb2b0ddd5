"""The ledger: nothing leaves unseen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from heyi.journal.access import chain_problems, chains, ledger_problems
from heyi.journal.operations import fold_ledger
from tests.factories.journal import COUNTY, NOON, Recorder, settle, told

pytestmark = pytest.mark.usefixtures("bare_house")
TOMORROW = NOON + timedelta(days=1)


def seal(at: object = NOON) -> int:
    settle()
    folded = 0
    while events := fold_ledger(at=at, limit=2).events:  # type: ignore[arg-type]
        folded += events
    return folded


def rewrite(sql: str, *params: object) -> None:
    """What somebody with the owner's password can do."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL heyi.erasure = 'on'")
        cursor.execute(sql, params)


def days() -> list[tuple[int, bool]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT events, closed_at IS NOT NULL FROM journal_ledgerday ORDER BY day")
        return cursor.fetchall()


def test_day_grows_until_another_day_closes_it() -> None:
    told("matter.received", "task.given")
    assert seal() == 2
    told("matter.received")
    assert seal() == 1
    assert days() == [(3, False)]
    told("matter.received")
    assert seal(TOMORROW) == 1
    assert days() == [(3, True), (1, False)]
    assert list(ledger_problems()) == []


def test_clock_that_steps_back_stays_on_the_open_day() -> None:
    told("matter.received")
    seal(TOMORROW)
    told("matter.received")
    seal(NOON)
    assert days() == [(2, False)]
    assert list(ledger_problems()) == []


def test_matter_deleted_with_its_whole_chain_is_noticed() -> None:
    told("matter.received")
    gone: Recorder = told("matter.received", "task.given")
    seal()
    rewrite("DELETE FROM journal_event WHERE county = %s AND matter_id = %s", COUNTY, gone.matter_id)
    assert list(chain_problems()) == []
    (problem,) = ledger_problems()
    assert (problem.code, problem.where, problem.params) == (
        "ledger.day_differs",
        "2026-11-24",
        {"sealed": 3, "found": 1},
    )


def test_changed_event_is_named() -> None:
    matter = told("matter.received", "task.given")
    rewrite("UPDATE journal_event SET body = replace(body, '42', '43') WHERE seq = 1")
    assert [(p.code, p.where) for p in chain_problems()] == [
        ("chain.broken", f"{COUNTY}/{matter.matter_id}#1")
    ]


def test_chains_give_the_bodies_to_rebuild_from() -> None:
    matter = told("matter.received", "task.given")
    heard: list[int] = []
    (chain,) = chains(progress=heard.append)
    assert (chain.county, chain.matter_id, chain.head) == (COUNTY, matter.matter_id, matter.head)
    assert [body["verb"] for body in chain.bodies] == ["matter.received", "task.given"]
    assert heard == [2]


@pytest.mark.parametrize(
    "statement",
    [
        *(f"TRUNCATE journal_{table}" for table in ("event", "accesslog", "ledgerday")),
        "DELETE FROM journal_ledgerday",
    ],
)
def test_even_the_owner_cannot_empty_the_journal(statement: str) -> None:
    told("matter.received")
    seal()
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_closed_day_cannot_be_changed() -> None:
    told("matter.received")
    seal()
    told("matter.received")
    seal(TOMORROW)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_ledgerday SET events = 0 WHERE closed_at IS NOT NULL")
