"""Whatever address libpq understands is a database of Django's."""

import pytest

from heyi.config.settings import database


@pytest.mark.parametrize(
    ("address", "name", "user", "password", "host", "port"),
    [
        ("postgresql://anna:se%20cret@db.local:5433/heyi", "heyi", "anna", "se cret", "db.local", "5433"),
        ("postgresql://anna@/heyi?host=%2Frun%2Fheyi", "heyi", "anna", "", "/run/heyi", ""),
        ("host=/run/heyi dbname=heyi user=anna", "heyi", "anna", "", "/run/heyi", ""),
        ("postgresql://a,b:1/heyi?user=anna&password=x", "heyi", "anna", "x", "a,b", ",1"),
    ],
)
def test_an_address_is_taken_apart(
    address: str, name: str, user: str, password: str, host: str, port: str
) -> None:
    found = database(address)
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == (name, user, password)
    assert (found["HOST"], found["PORT"]) == (host, port)


def test_the_rest_goes_to_libpq() -> None:
    assert database("postgresql://h/heyi?sslmode=require")["OPTIONS"]["sslmode"] == "require"


def test_a_pool_is_kept_only_where_it_is_asked_for() -> None:
    assert "pool" not in database("postgresql://h/heyi")["OPTIONS"]
    assert database("postgresql://h/heyi", 8)["OPTIONS"]["pool"]["max_size"] == 8
