"""A partner that is told of changes, and what a test does to make and read the news."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.intake.access import find_partner_by_key
from heyi.intake.operations import add_partner
from heyi.intake.rules import body_hash, read_report
from heyi.journal.access import deliveries
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journeys import reactions
from heyi.journeys.delivering import deliver_due
from heyi.journeys.receive import receive
from heyi.journeys.waking import DELIVER
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked
from heyi.matters.codes import Zone
from tests.factories.callbacks import Listener, listening
from tests.factories.journal import settle
from tests.factories.matters import (
    MORNING,
    ZHILI,
    body,
    desk,
    reporters_step,
    step,
)

FORMS: dict[str, dict[str, Any]] = {
    "hold": {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定"},
    "answer": {"text": "已协调解决"},
    "contact": {"text": "已电话联系"},
    "note": {"text": "记一笔", "zone": Zone.WORKING},
}


@dataclass(frozen=True)
class Partner:
    """A system that hands reports in."""

    name: str
    key: str
    source: str

    def hands_in(
        self, text: str = "邻居把衣服晾在楼道里，我们两家起了纠纷。", **given: Any
    ) -> tuple[str, UUID]:
        sent = body(text, **given)
        report = read_report(sent, at=now(), regions={sent["region"]})
        with entering("receive", source=self.source):
            answer = receive(
                report, source=self.source, key=uuid4().hex, body_hash=body_hash(sent), at=MORNING
            )
        found = find_tracked(str(answer.receipt["tracking_code"]))
        assert found is not None
        return found


def partner_at(address: str) -> Partner:
    name = f"安吉热线 {uuid4()}"
    with entering("admin"):
        key = add_partner(name, callback=address, by=SYSTEM, at=MORNING)
    found = find_partner_by_key(key)
    assert found is not None
    return Partner(name, key, found.source)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture
def partner(listener: Listener) -> Partner:
    return partner_at(listener.address)


def walk(matter: tuple[str, UUID], *verbs: str, by: str = ZHILI) -> None:
    """The unit takes these steps, each in a transaction of its own."""
    for verb in verbs:
        with desk(by):
            getattr(ops, verb)(matter, step=step(by), **FORMS.get(verb, {}))


def contest(matter: tuple[str, UUID]) -> None:
    with entering("tracking", matter=matter[1]):
        ops.contest(matter, step=reporters_step(), text="还没有解决")


def read_journal(at: datetime = MORNING) -> None:
    """The worker's reactions, once no transaction of any test at the same time holds events back."""
    settle()
    reactions.react(now=lambda: at)


def told(at: datetime = MORNING) -> int:
    """The worker reads the journal, then carries what is due at this instant."""
    read_journal(at)
    return carry(at)


def carry(at: datetime) -> int:
    """What is due at this instant, and how many attempts that took."""
    return deliver_due(now=lambda: at)


def ledger() -> list[Any]:
    with entering("worker"):
        return sorted(deliveries(limit=1000).rows, key=lambda row: (row.destination, row.seq))


def states() -> list[DeliveryState]:
    return [row.state for row in ledger()]


def waiting_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [DELIVER]
        )
        return int(cursor.fetchone()[0])
