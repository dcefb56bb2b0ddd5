"""People who are told things: who has a notice, what arrived outside, and a sink for it on loopback."""

from collections.abc import Iterator
from datetime import datetime
from threading import Thread
from typing import Any

import pytest

from heyi.accounts.models import Person
from heyi.adapters.notices.stub import NoticeSink
from heyi.console.postgres import Cluster
from heyi.dispatch.operations import Hand
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.notices.models import Notice
from tests.conftest import cloned, pointed_at
from tests.factories.matters import unit


@pytest.fixture
def people(
    cluster: Cluster, peopled_at_morning: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """The demo's people, appointed that morning, in a database of its own: the worker commits."""
    with django_db_blocker.unblock(), cloned(cluster, peopled_at_morning) as name, pointed_at(cluster, name):
        yield


@pytest.fixture
def sink(settings: Any) -> Iterator[NoticeSink]:
    """A mail server and robots that listen, and settings that know them."""
    with NoticeSink() as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.HEYI_MAIL_SERVER, settings.HEYI_MAIL_SECURITY = found.mail_address, "none"
        settings.HEYI_MAIL_FROM = "heyi@huzhou.example"
        settings.HEYI_ROBOTS = found.address
        yield found
        found.shutdown()
        thread.join()


def person(username: str) -> int:
    """The number of one of the demo's people."""
    return int(Person.objects.values_list("pk", flat=True).get(username=username))


def hand_of(username: str, code: str) -> Hand:
    """The hand of one of the demo's people in a unit."""
    found = Person.objects.get(username=username)
    return Hand(Actor(ActorKind.PERSON, found.pk, found.name, unit(code)), frozenset({unit(code)}))


def told_to(username: str) -> list[str]:
    """The kinds of what somebody was told, the first first."""
    with entering("worker"):
        rows = Notice.objects.filter(person_id=person(username)).order_by("seq", "id")
        return list(rows.values_list("kind", flat=True))


def listeners(kind: str) -> set[str]:
    """Who was told of a kind."""
    with entering("worker"):
        told = Notice.objects.filter(kind=kind).values_list("person_id", flat=True)
        return set(Person.objects.filter(pk__in=list(told)).values_list("username", flat=True))


def arrived(sink: NoticeSink) -> list[tuple[str, str]]:
    """(way, words) of what the sink took, the first first."""
    return [(row.way, row.words) for row in sink.kept]


def at_desk(username: str, *codes: str) -> Any:
    """The desk's scope of a person of these units, as web.scope names it."""
    return entering("desk", units=[unit(code) for code in codes], source=f"person:{person(username)}")


def today() -> datetime:
    """Now, for pages that ask the clock."""
    return now()
