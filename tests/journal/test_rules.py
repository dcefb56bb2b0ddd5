"""Whether chains and seals hold; when a delivery is tried again. No database."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.journal.events import SYSTEM, Head, body_of
from heyi.journal.rules import (
    LEDGER_START,
    TRIES,
    ChainRow,
    Place,
    Seal,
    check_seals,
    day_of,
    next_try,
    read_chain,
)
from heyi.kernel import chain

AT = datetime(2026, 11, 24, 4, tzinfo=UTC)
MATTER = UUID("0193573a-0000-7000-8000-000000000001")
LATER = AT + timedelta(seconds=1)


def rows_of(count: int, algo: str = "SHA256") -> tuple[ChainRow, ...]:
    """A whole chain of so many events."""
    rows, head = [], Head.start("330502", MATTER)
    for seq in range(1, count + 1):
        body = body_of(SYSTEM.json(), chain.written(AT), {"n": seq}, "task.given")
        head = Head(seq, chain.link(head.hash, body, algo))
        rows.append(ChainRow("330502", MATTER.bytes, seq, "task.given", AT, body.encode(), head.hash, algo))
    return tuple(rows)


@pytest.mark.parametrize("algo", list(chain.Algo))
def test_whole_chain_has_a_head_its_bodies_and_no_problem(algo: str) -> None:
    rows = rows_of(3, algo)
    told = read_chain(rows)
    assert told.problems == ()
    assert told.head == (3, rows[2].hash)
    assert [body["facts"]["n"] for body in told.bodies] == [1, 2, 3]
    assert (told.county, told.matter_id) == ("330502", MATTER)


def test_algorithm_may_change_along_a_chain() -> None:
    rows = rows_of(2)
    body = rows[0].body
    third = ChainRow(
        "330502", MATTER.bytes, 3, "task.given", AT, body, chain.digest(rows[1].hash + body, "SM3"), "SM3"
    )
    assert read_chain((*rows, third)).problems == ()


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"body": rows_of(2)[1].body.replace(b"2", b"9", 1)}, ["chain.broken#2"]),
        ({"verb": "task.closed"}, ["chain.row_differs#2"]),
        ({"at": LATER}, ["chain.row_differs#2"]),
        ({"hash": b"x" * 32}, ["chain.broken#2", "chain.broken#3"]),
        ({"algo": "SM3"}, ["chain.broken#2"]),
        ({"algo": "ROT13"}, ["chain.unreadable#2"]),
        ({"body": b""}, ["chain.broken#2"]),
        ({"body": rows_of(2)[1].body + b" "}, ["chain.broken#2"]),
    ],
)
def test_change_is_found_where_it_was_made(change: dict[str, object], codes: list[str]) -> None:
    first, second, third = rows_of(3)
    found = read_chain((first, second._replace(**change), third)).problems  # type: ignore[arg-type]
    assert [f"{problem.code}#{problem.where.partition('#')[2]}" for problem in found] == codes


def test_chain_moved_to_another_matter_is_broken() -> None:
    moved = tuple(row._replace(stream=UUID(int=1).bytes) for row in rows_of(2))
    assert [problem.code for problem in read_chain(moved).problems] == ["chain.broken"]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"verb":"task.given"}', b"\xff" * 80])
def test_well_hashed_body_that_is_not_an_events_is_found(body: bytes) -> None:
    (row,) = rows_of(1)
    forged = row._replace(body=body, hash=chain.digest(chain.genesis("330502", MATTER) + body, "SHA256"))
    assert [problem.code for problem in read_chain((forged,)).problems] == ["chain.row_differs"]


def test_missing_event_is_a_gap() -> None:
    first, _, third = rows_of(3)
    assert [problem.code for problem in read_chain((first, third)).problems] == ["chain.gap"]


@given(st.integers(1, 6), st.data())
def test_no_event_can_be_dropped_but_from_the_end(count: int, data: st.DataObject) -> None:
    rows = rows_of(count + 1)
    gone = data.draw(st.integers(0, count - 1))
    assert read_chain(rows[:gone] + rows[gone + 1 :]).problems


def test_tries_wait_longer_and_end() -> None:
    waits = [next_try(attempt, AT) for attempt in range(1, len(TRIES) + 2)]
    assert waits[0] == AT + timedelta(minutes=1)
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), date(2026, 11, 25)),
    ],
)
def test_day_turns_at_midnight_in_china(at: datetime, day: date) -> None:
    assert day_of(at) == day


LEAVES = [(Place(1, xact, xact * 10), bytes([xact]) * 32) for xact in range(1, 6)]


def seals_of(*counts: int) -> list[Seal]:
    """Days that seal so many leaves each."""
    seals, root, leaves = [], LEDGER_START, iter(LEAVES)
    for day, count in enumerate(counts):
        prev = root
        for _ in range(count):
            place, leaf = next(leaves)
            root = chain.fold(root, leaf, "SHA256")
        seals.append(Seal(date(2026, 11, 1 + day), place, count, "SHA256", prev, root))
    return seals


def test_seals_hold_over_untouched_events() -> None:
    assert list(check_seals(seals_of(2, 3), LEAVES)) == []


def test_events_after_the_last_seal_are_no_problem() -> None:
    assert list(check_seals(seals_of(2, 1), LEAVES)) == []


@given(st.integers(0, 4))
def test_deleted_event_shows_on_its_day_only(gone: int) -> None:
    found = list(check_seals(seals_of(2, 3), LEAVES[:gone] + LEAVES[gone + 1 :]))
    day, sealed = ("2026-11-01", 2) if gone < 2 else ("2026-11-02", 3)
    assert [(problem.code, problem.where) for problem in found] == [("ledger.day_differs", day)]
    assert found[0].params == {"sealed": sealed, "found": sealed - 1}


def test_inserted_event_shows() -> None:
    forged = (Place(1, 2, 21), b"f" * 32)
    found = list(check_seals(seals_of(5), sorted([*LEAVES, forged])))
    assert [problem.params for problem in found] == [{"sealed": 5, "found": 6}]


def test_rewritten_day_is_not_chained_to_the_next() -> None:
    first, second = seals_of(2, 3)
    root = chain.fold(LEDGER_START, LEAVES[0][1], "SHA256")
    found = check_seals([first._replace(root=root, events=1), second], LEAVES[:1] + LEAVES[2:])
    assert [problem.code for problem in found] == ["ledger.unchained"]
