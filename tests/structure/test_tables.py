"""What must hold for every table that hangs on a matter, asked of the database's own catalogue.

A table is found by its column, not by a list: one that comes later is caught too.
"""

from functools import cache

import pytest
from django.db import connection, connections

from heyi.matters.access import entering
from tests.factories.matters import received

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

MATTER = "matters_matter"
OUTSIDE_THE_WALL = {"journal_stream"}  # the head of the administration's chain; hangs on no matter
_COLUMNS = """SELECT c.relname, c.relrowsecurity, array_agg(a.attname::text),
                     pg_has_role('heyi_app', c.relowner, 'USAGE')
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
               WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace GROUP BY 1, 2, 4"""
_UNIQUE = """SELECT t.relname, i.relname, array(
                    SELECT a.attname::text FROM unnest(x.indkey) k
                      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k)
               FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
              WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace"""
_POLICIES = (
    "SELECT tablename, cmd, roles::text[], qual, with_check FROM pg_policies WHERE schemaname = 'public'"
)
_FOREIGN = """SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
               WHERE contype = 'f' AND confrelid = 'matters_matter'::regclass"""
_POWERS = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'heyi_app'"


def asked(question: str) -> list[tuple]:
    """What the owner's connection answers."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


@cache
def of_matters() -> dict[str, tuple[bool, set[str]]]:
    """Every table with a matter's key: (is behind the wall, its columns)."""
    return {
        name: (walled, set(columns))
        for name, walled, columns, _owned in asked(_COLUMNS)
        if name == MATTER or "matter_id" in columns
    }


def test_there_are_tables_of_matters() -> None:
    assert len(of_matters()) >= 14


def test_every_table_of_matters_is_behind_the_wall() -> None:
    assert sorted(name for name, (walled, _columns) in of_matters().items() if not walled) == []


def test_every_table_of_matters_has_a_policy_for_looking() -> None:
    looked = {name for name, command, *_rest in asked(_POLICIES) if command in ("SELECT", "ALL")}
    assert sorted(set(of_matters()) - looked) == []


def test_no_policy_lets_everything_through() -> None:
    """Each one asks for the entrance, directly or by heyi_sees."""
    open_ones = [
        (name, command)
        for name, command, _roles, using, check in asked(_POLICIES)
        for words in (using, check)
        if words is not None and "heyi_" not in words
    ]
    assert open_ones == []


def test_every_table_of_matters_carries_the_county_of_receipt() -> None:
    assert sorted(name for name, (_walled, columns) in of_matters().items() if "county" not in columns) == []


def test_every_table_with_a_county_keeps_it_in_each_unique_index() -> None:
    """So that a city can be shared out by county of receipt (design, section 4)."""
    with_county = {name for name, _walled, columns, _owned in asked(_COLUMNS) if "county" in columns}
    without = [
        (table, index)
        for table, index, columns in asked(_UNIQUE)
        if table in with_county and "county" not in columns
    ]
    assert without == []


def test_every_reference_to_a_matter_carries_the_county() -> None:
    wrong = [
        words for _table, words in asked(_FOREIGN) if not words.startswith("FOREIGN KEY (county, matter_id)")
    ]
    assert wrong == []


def test_every_table_of_matters_below_dispatch_refers_to_its_matter() -> None:
    """Only the journal and intake stand before the matter does: their rows are written first or outlive it."""
    referring = {table for table, _words in asked(_FOREIGN)}
    here = {name for name in of_matters() if name.startswith(("matters_", "dispatch_"))} - {MATTER}
    assert sorted(here - referring) == []


def test_the_servers_role_has_no_powers_and_owns_nothing() -> None:
    assert asked(_POWERS) == [(False, False, False, False)]
    assert [name for name, _walled, _columns, owned in asked(_COLUMNS) if owned] == []


def test_without_a_scope_no_row_of_a_matter_is_seen() -> None:
    """The server's own connection, in the transaction that has just written a matter."""
    received("张三在织里镇打工，老板欠薪两万元。", reporter={"name": "张三", "phone": "13800000000"})
    with entering("worker"):
        there = {name for name in of_matters() if counted(name)}
    assert there >= {
        MATTER,
        "matters_reach",
        "matters_party",
        "matters_identity",
        "dispatch_task",
        "dispatch_clock",
    }
    with entering(""):
        assert {name for name in of_matters() if counted(name)} == set()


@pytest.mark.parametrize(
    "entrance", ["desk", "tracking", "reporter", "receive", "admin", "audit", "unheard-of"]
)
def test_an_entrance_that_names_nobody_sees_no_matter(entrance: str) -> None:
    received()
    with entering(entrance):
        seen = {name for name in of_matters() if name.startswith(("matters_", "dispatch_")) and counted(name)}
    assert seen == set()


def counted(table: str) -> int:
    """How many rows of a table this scope sees."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])
