"""Lists and pages within the scope: fixed query counts, keyset paging, and walls around every table."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.journal.access import timeline_of
from heyi.matters.access import (
    WorkFilter,
    entering,
    find_matter,
    find_tracked,
    matter_view,
    public_status,
    work_list,
)
from heyi.matters.access.lists import BadKey
from heyi.matters.codes import Zone
from tests.factories.matters import BALIDIAN, CITY, MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default"])

TABLES = (
    "matters_matter",
    "matters_party",
    "matters_identity",
    "matters_note",
    "matters_reach",
    "dispatch_task",
    "dispatch_clock",
    "journal_event",
)


def counted(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def a_matter(number=0):
    matter = received(
        f"邻居第{number}次晾衣纠纷。",
        at=MORNING + timedelta(minutes=number),
        reporter={"name": "王小明", "phone": "13800001234"},
    )
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI), zone=Zone.WORKING, text=f"第{number}条")
    return matter


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("done", [False, True])
def test_the_work_list_costs_one_query_however_long(below, done):
    code = WUXING if below else ZHILI
    wanted = WorkFilter(
        below=below, done=done, state="TO_SIGN", kind="DISPUTE.NEIGHBOUR", region_code="330502"
    )
    costs = []
    for many in (1, 3):
        for number in range(many):
            a_matter(number)
        with desk(code):
            costs.append(counted(lambda: work_list(unit(code), wanted=wanted)))
    assert costs[0] == costs[1]


def test_pages_cost_the_same_at_one_and_three_rows():
    matter = a_matter()
    costs, units = [], [unit(ZHILI)]
    for _ in range(2):
        with desk(ZHILI):
            costs.append(
                (
                    counted(lambda: matter_view(*matter.key, units=units)),
                    counted(lambda: tasks_view(*matter.key, units=frozenset(units))),
                    counted(lambda: timeline_of(*matter.key)),
                )
            )
            for text in ("二", "三"):
                ops.note(matter.key, step=step(ZHILI), zone=Zone.PUBLIC, text=text)
    assert costs[0] == costs[1]
    with entering("tracking", matter=matter.id):
        assert counted(lambda: public_status(*matter.key)) == 3


def test_pages_follow_each_other_without_gap_or_repeat():
    numbers = [a_matter(number).number for number in range(7)]
    with desk(ZHILI):
        first = work_list(unit(ZHILI), wanted=WorkFilter(), limit=3)
        second = work_list(unit(ZHILI), wanted=WorkFilter(), after=first.after, limit=3)
        third = work_list(unit(ZHILI), wanted=WorkFilter(), after=second.after, limit=3)
    assert [row.number for page in (first, second, third) for row in page.rows] == numbers
    assert third.after == ""


def test_what_is_due_first_stands_first():
    later = a_matter(30)
    sooner = a_matter(10)
    with desk(ZHILI):
        rows = work_list(unit(ZHILI), wanted=WorkFilter()).rows
    assert [row.number for row in rows] == [sooner.number, later.number]


@pytest.mark.parametrize("key", ["x", "😀", "fHw=", "MjAyNnx4"])
def test_a_page_key_that_no_list_gave_is_refused(key):
    with desk(ZHILI), pytest.raises(BadKey):
        work_list(unit(ZHILI), wanted=WorkFilter(), after=key)


@pytest.mark.parametrize(
    ("wanted", "finds"),
    [
        (WorkFilter(state="TO_SIGN"), True),
        (WorkFilter(state="IN_HAND"), False),
        (WorkFilter(kind="DISPUTE.NEIGHBOUR"), True),
        (WorkFilter(kind="HELP.TAX"), False),
        (WorkFilter(region_code="330502"), True),
        (WorkFilter(region_code="330503"), False),
        (WorkFilter(urgency="NORMAL"), True),
        (WorkFilter(urgency="URGENT"), False),
        (WorkFilter(done=True), False),
        (WorkFilter(below=True), False),
    ],
)
def test_filters(wanted, finds):
    a_matter()
    with desk(ZHILI):
        assert bool(work_list(unit(ZHILI), wanted=wanted).rows) == finds


def rows_seen(table, matter):
    key = "id" if table == "matters_matter" else "matter_id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} = %s", [matter.id])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_walled_for_peers_and_strangers(table):
    matter = a_matter()
    scopes = {
        "lead": (desk(ZHILI), True),
        "superior": (desk(CITY), True),
        "peer": (desk(BALIDIAN), False),
        "nobody": (desk(), False),
        "administrator": (entering("admin"), False),
        "auditor": (entering("audit"), False),
        "sender": (entering("receive", source="import:web"), False),
        "its code": (entering("tracking", matter=matter.id), True),
        "another code": (entering("tracking", matter=uuid4()), False),
        "no code": (entering("tracking"), False),
        "worker": (entering("worker"), True),
        "no entrance": (entering(""), False),
    }
    for who, (scope, sees) in scopes.items():
        with scope:
            assert bool(rows_seen(table, matter)) == sees, who


@pytest.mark.parametrize("table", [name for name in TABLES if name != "journal_event"])
def test_a_peer_changes_nothing_by_bare_sql(table):
    matter = a_matter()
    with desk(BALIDIAN), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET county = county")
        assert cursor.rowcount == 0
    with desk(BALIDIAN), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_reach (county, matter_id, unit_id, basis, state, is_live, kind, region_code, urgency)"
            " VALUES (%s, %s, %s, 'LEAD', 'TO_SIGN', true, 'X', '330502', 'NORMAL')",
            [*matter.key, unit(BALIDIAN)],
        )


def test_denied_reach_cannot_be_turned_into_a_grant_even_by_bare_sql():
    matter = received("我要投诉织里派出所民警不作为，报警后推诿不管。")
    with (
        entering("worker"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE matters_reach SET basis = 'LEAD' WHERE matter_id = %s AND basis = 'DENIED'", [matter.id]
        )


def test_a_matter_keeps_its_county_and_number():
    matter = a_matter()
    with desk(ZHILI), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET number = '1' WHERE id = %s", [matter.id])


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_guesses_find_nothing(words):
    with desk(BALIDIAN):
        assert find_matter(words) is None
    assert find_tracked(words) is None


def test_neighbouring_numbers_find_nothing_for_a_peer():
    matter = a_matter()
    with desk(BALIDIAN):
        for step_away in range(-50, 50):
            assert find_matter(str(int(matter.number) + step_away)) is None
