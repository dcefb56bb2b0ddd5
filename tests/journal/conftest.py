"""The journal is tested with real commits, on real connections: its promises are about them.

`house` is a copy of the whole house for one file of tests, seen by the server's role in the worker's scope: events that
are committed cannot be taken back, and no other file's checks may find them. `bare_house` is a database with nothing
but the journal, of the owner, to be damaged at will.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.core.management import call_command
from django.db import connection, connections

from heyi.console.postgres import Cluster
from tests.conftest import cloned, pointed_at

Answer = TypeVar("Answer")


def enter() -> None:
    """Take the worker's scope for as long as this connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('heyi.entrance', 'worker', false)")


def leave() -> None:
    """Close this thread's connections, so that nothing of the scope stays."""
    connections.close_all()


@pytest.fixture(scope="module")
def _house_database(
    cluster: Cluster, template: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[str]:
    with django_db_blocker.unblock(), cloned(cluster, template) as name:
        yield name


@pytest.fixture
def house(_house_database: str, cluster: Cluster, django_db_blocker: Any) -> Iterator[None]:
    """A database of this file's own; what a test commits stays, under keys of its own."""
    with django_db_blocker.unblock(), pointed_at(cluster, _house_database):
        connections.close_all()
        enter()
        yield
        leave()


@pytest.fixture
def hands() -> Iterator[Callable[[Callable[[], Answer]], "Future[Answer]"]]:
    """Work done at the same time, each on a connection of its own."""
    with ThreadPoolExecutor(4) as pool:

        def do(work: Callable[[], Answer]) -> "Future[Answer]":
            def on_own_connection() -> Answer:
                enter()
                try:
                    return work()
                finally:
                    leave()

            return pool.submit(on_own_connection)

        yield do


@pytest.fixture(scope="module")
def _bare_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """The settings of a new database with the journal's tables only."""
    name = f"heyi_journal_{os.getpid()}"
    owner = connections["owner"]
    with django_db_blocker.unblock():
        _run_outside(f'DROP DATABASE IF EXISTS "{name}"')
        _run_outside(f'CREATE DATABASE "{name}"')
        with _moved_to(owner.settings_dict | {"NAME": name}):
            call_command("migrate", "journal", database="owner", verbosity=0)
        yield owner.settings_dict | {"NAME": name}
        _run_outside(f'DROP DATABASE "{name}"')


@pytest.fixture
def bare_house(_bare_database: dict[str, Any], django_db_blocker: Any) -> Iterator[None]:
    """A database with the journal alone, empty, under both aliases, of the owner."""
    with django_db_blocker.unblock(), _moved_to(_bare_database):
        with connection.cursor() as cursor:
            cursor.execute("SET heyi.erasure = 'on'")
            for table in ("event", "cursor", "ledgerday", "delivery", "stream"):
                cursor.execute(f"TRUNCATE journal_{table}")
            cursor.execute("DELETE FROM journal_epoch WHERE epoch > 1")
            cursor.execute("RESET heyi.erasure")
        yield


class _moved_to:  # noqa: N801 (reads as a verb)
    """Both aliases point to another database for a while."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    def __enter__(self) -> None:
        connections.close_all()
        self.before = {alias: connections[alias].settings_dict for alias in connections}
        for alias in connections:
            connections[alias].settings_dict = dict(self.settings)

    def __exit__(self, *_: object) -> None:
        connections.close_all()
        for alias, settings in self.before.items():
            connections[alias].settings_dict = settings


def _run_outside(sql: str) -> None:
    """A statement that PostgreSQL allows in no transaction, as the owner."""
    connections.close_all()
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
    connections.close_all()
