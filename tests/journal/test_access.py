"""What administrators and higher modules read, at fixed cost."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from heyi.journal import access
from heyi.journal.events import Actor
from heyi.journal.operations import log_look, queue_delivery, record_administration
from heyi.kernel.codes import uuid7
from tests.factories.journal import CLERK, COUNTY, NOON, told

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture
def inspector() -> Actor:
    """Somebody whom no other test knows."""
    return Actor("PERSON", uuid4().int >> 66, "审计员沈明", 9)


def look(inspector: Actor, minutes: int, matter: UUID) -> None:
    log_look(
        COUNTY, matter, by=inspector, what="IDENTITY", purpose="CONTACT", at=NOON + timedelta(minutes=minutes)
    )


def test_look_tells_who_saw_what_and_why(inspector: Actor) -> None:
    matter = uuid7(NOON)
    look(inspector, 0, matter)
    look(inspector, 1, matter)
    first, second = access.looks_at(COUNTY, matter)
    assert (first.actor_name, first.what, first.purpose, first.at) == (
        "审计员沈明",
        "IDENTITY",
        "CONTACT",
        NOON,
    )
    assert second.at > first.at


def test_look_cannot_be_unseen(inspector: Actor) -> None:
    matter = uuid7(NOON)
    look(inspector, 0, matter)
    before = access.looks_at(COUNTY, matter)
    for statement in ("UPDATE journal_accesslog SET purpose = ''", "DELETE FROM journal_accesslog"):
        with (
            suppress(DatabaseError),
            connection.cursor() as cursor,
        ):  # refused, or no row in the server's sight
            cursor.execute(f"{statement} WHERE actor_id = %s", [inspector.id])
    assert access.looks_at(COUNTY, matter) == before


def test_looks_are_paged_newest_first(inspector: Actor) -> None:
    for minutes in range(5):
        look(inspector, minutes, uuid7(NOON))
    first = access.looks(actor_id=inspector.id, limit=2)
    second = access.looks(actor_id=inspector.id, limit=2, before=first.next)
    third = access.looks(actor_id=inspector.id, limit=2, before=second.next)
    minutes = [(look.at - NOON).seconds // 60 for page in (first, second, third) for look in page.rows]
    assert (minutes, third.next) == ([4, 3, 2, 1, 0], "")


def test_administrative_events_are_paged_newest_first() -> None:
    for unit in range(3):
        record_administration("unit.added", {"unit": unit}, actor=CLERK, at=NOON)
    first = access.administrative_events(limit=2)
    second = access.administrative_events(limit=1, before=first.next)
    assert [event.facts["unit"] for event in (*first.rows, *second.rows)] == [2, 1, 0]


@pytest.mark.parametrize("before", ["x", "99999999999999999999", "１２", "-1", "0' OR 1=1"])
def test_wrong_key_in_an_address_is_the_first_page(before: str) -> None:
    record_administration("unit.added", {"unit": 1}, actor=CLERK, at=NOON)
    assert access.administrative_events(before=before, limit=1) == access.administrative_events(limit=1)
    assert access.looks(before=before, limit=1) == access.looks(limit=1)
    assert access.deliveries(before=before, limit=1) == access.deliveries(limit=1)


def test_deliveries_are_listed_by_state() -> None:
    queue_delivery(COUNTY, uuid7(NOON), 1, destination="court:1", what="x", body="{}", at=NOON)
    assert access.deliveries(state="WAITING", limit=1).rows[0].state == "WAITING"
    assert access.deliveries(state="LOST").rows == ()


def test_event_is_found_or_not() -> None:
    matter = told("matter.received")
    event = access.find_event(COUNTY, matter.matter_id, 1)
    assert event is not None
    assert event.verb == "matter.received"
    assert access.find_event(COUNTY, matter.matter_id, 2) is None


@pytest.mark.parametrize("limit", [1, 3])
@pytest.mark.parametrize(
    "read",
    [access.administrative_events, access.looks, access.deliveries],
    ids=["events", "looks", "deliveries"],
)
def test_list_is_one_query(read: Callable[..., Any], limit: int, inspector: Actor) -> None:
    for minutes in range(3):
        look(inspector, minutes, uuid7(NOON))
        record_administration("unit.added", {"unit": 1}, actor=CLERK, at=NOON)
        queue_delivery(COUNTY, uuid7(NOON), 1, destination="court:1", what="x", body="{}", at=NOON)
    with CaptureQueriesContext(connection) as queries:
        assert len(read(limit=limit).rows) == limit
    assert len(queries) == 1
