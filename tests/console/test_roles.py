"""The server's role owns nothing and can look around no wall; the owner stays the owner."""

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from heyi.console.roles import SERVER, as_url, connected, needs_plain_server
from heyi.console.troubles import Trouble


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE matters_matter",
        "CREATE TABLE mine (id int)",
        "ALTER TABLE matters_matter DISABLE ROW LEVEL SECURITY",
        "DROP POLICY looks ON matters_matter",
        "DELETE FROM django_migrations",
        "SET ROLE heyi_owner",
        "CREATE ROLE another",
    ],
)
def test_the_server_may_not(own_database: tuple[str, str], statement: str) -> None:
    with connected(own_database[1]) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_server_may_write_rows_of_every_table_but_one(own_database: tuple[str, str]) -> None:
    query = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT'))"""
    with connected(own_database[1]) as connection:
        assert connection.execute(query).fetchall() == [("django_migrations",)]


def test_tables_to_come_are_the_servers_to_use_too(own_database: tuple[str, str]) -> None:
    with connected(own_database[0]) as owner, connected(own_database[1]) as server:
        owner.execute("CREATE TABLE later (id bigserial)")
        server.execute("INSERT INTO later DEFAULT VALUES")


def test_a_role_that_owns_the_tables_is_no_server(own_database: tuple[str, str]) -> None:
    needs_plain_server(own_database[1])
    with pytest.raises(Trouble, match="SERVER_ROLE_TOO_STRONG"):
        needs_plain_server(own_database[0])


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:se%20cret@db.local:5433/heyi?sslmode=require",
        "host=/run/heyi dbname='my heyi' user='o o' password='p&?= %'",
        "postgresql://a,b/heyi",
        "postgresql:///heyi",
    ],
)
def test_an_address_as_url_says_the_same(address: str) -> None:
    said = conninfo_to_dict(as_url(address))
    assert {name: value for name, value in said.items() if value} == conninfo_to_dict(address)
    changed = conninfo_to_dict(as_url(address, user=SERVER, password="a/b c"))
    assert (changed["user"], changed["password"]) == (SERVER, "a/b c")
