"""`heyi check` of rule books: clean after a book by two persons, and every planted fault is found."""

from datetime import timedelta

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.dispatch.queries.books import book
from heyi.journeys.checking import check_problems
from tests.factories.matters import MORNING, received
from tests.factories.rules import officers, published, written

pytestmark = pytest.mark.usefixtures("own_database")
DAY = timedelta(days=1)
LATER = MORNING + 30 * DAY
FAULTS = {
    "rules.none_in_force": "UPDATE dispatch_rulebook SET effective_at = effective_at + interval '100 years'",
    "rules.out_of_order": "UPDATE dispatch_rulebook SET effective_at = '1999-01-01' WHERE version = 3",
    "rules.withdrawn_late": "UPDATE dispatch_rulebook SET withdrawn_at = effective_at - interval '1 minute'"
    " WHERE version = 3",
    "rules.one_person": "UPDATE dispatch_rulebook SET approver_id = (authors -> 0 ->> 'id')::bigint WHERE version = 3",
    "rules.one_person without anybody": "UPDATE dispatch_rulebook SET approver_id = NULL WHERE version = 3",
    "rules.altered": "UPDATE dispatch_limitrule SET warn_at = 1 WHERE clock = 'HANDLE' AND nature = 'DISPUTE'",
    "rules.altered with a digest to fit": "UPDATE dispatch_rulebook SET digest = 'SHA256:0' WHERE version = 1",
    "rules.altered by a row more": "INSERT INTO dispatch_routingrule (book_id, code, priority, nature, field, channel,"
    " region_code, unit_kind, specialty, level, why) SELECT id, 'planted', 999, '', '', '', '', 'POLICE', '', 'CITY',"
    " 'x' FROM dispatch_rulebook WHERE version = 3",
    "rules.limit_too_long": """UPDATE dispatch_limitrule SET "limit" = '999999 years' WHERE clock = 'SIGN' """
    "AND book_id = (SELECT id FROM dispatch_rulebook WHERE version = 3)",
    "rules.untold": "INSERT INTO dispatch_rulebook (version, author, published_at, effective_at)"
    " VALUES (9, 'x', '2026-11-30', '2026-11-30')",
}


@pytest.fixture
def two_books(own_database):
    """One book withdrawn before its day, and one in force after it; a matter beside."""
    book.cache_clear()
    received()
    two = officers()
    published(*two, effective_at=MORNING + DAY)
    with written():
        ops.withdraw_book(2, why="与县里的规定抵触", by=two[0], at=MORNING)
    published(*two, code="labour-again")
    yield
    book.cache_clear()


def problems():
    return {problem.code for problem in check_problems(at=LATER) if problem.code.startswith("rules.")}


def test_books_by_two_persons_hold_every_promise(two_books):
    assert {problem.code for problem in check_problems(at=MORNING + timedelta(minutes=1))} == set()


@pytest.mark.parametrize("planted", FAULTS)
def test_every_planted_fault_is_found(two_books, planted):
    with connections["owner"].cursor() as cursor:
        cursor.execute(FAULTS[planted])
    assert planted.split()[0] in problems()
