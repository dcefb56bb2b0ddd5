"""Two hands at the same moment, over real connections: one is right, the other is told why not."""

import threading
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from heyi.accounts.access import standing
from heyi.accounts.models import Appointment, Person
from heyi.accounts.operations import add_person, make_administrators, propose, release, revoke
from heyi.accounts.rules import Standing
from heyi.matters.access import entering
from heyi.orgs.rules import Refused

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)
A_HAIR = timedelta(microseconds=1)


@pytest.fixture
def hands(own_database: tuple[str, str]) -> dict[str, Standing]:
    with entering("admin"):
        make_administrators(AT)
        return {name: standing(number, AT) for name, number in Person.objects.values_list("username", "pk")}


def at_once(*acts: Callable[[], object], units: Collection[int] = ()) -> list[str]:
    """Run each act in a thread and transaction of its own, all begun before any ends; answers their outcomes."""
    outcomes: list[str] = []
    start = threading.Barrier(len(acts), timeout=10)

    def run(act: Callable[[], object]) -> None:
        try:
            with entering("admin", units=units):
                start.wait()
                act()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    return sorted(outcomes)


def second_security_administrator(hands: dict[str, Standing]) -> int:
    with entering("admin"):
        person = add_person(username="wang.fang", name="王芳", by=hands["admin.system"], at=AT)
        number = propose(
            person, role="SECURITY_ADMINISTRATOR", unit_id=None, starts_at=AT, by=hands["admin.system"], at=AT
        )
        release(number, by=hands["admin.security"], at=AT)
    return number


def test_both_security_administrators_are_not_revoked(hands: dict[str, Standing]) -> None:
    second = second_security_administrator(hands)
    first = Appointment.objects.values_list("pk", flat=True).get(person_id=hands["admin.security"].person_id)
    outcomes = at_once(
        lambda: revoke(first, by=hands["admin.system"], at=AT + A_HAIR),
        lambda: revoke(second, by=hands["admin.system"], at=AT),
    )
    assert outcomes == ["done", "last_administrator"]


def test_a_proposal_is_made_once(hands: dict[str, Standing]) -> None:
    with entering("admin"):
        person = add_person(username="wang.fang", name="王芳", by=hands["admin.system"], at=AT)

    def offer(role: str) -> object:
        return propose(person, role=role, unit_id=None, starts_at=AT, by=hands["admin.system"], at=AT)

    assert at_once(lambda: offer("AUDIT_ADMINISTRATOR"), lambda: offer("SYSTEM_ADMINISTRATOR")) == [
        "done",
        "must_be_apart",
    ]


def test_release_and_turning_down_do_not_both_happen(hands: dict[str, Standing]) -> None:
    with entering("admin"):
        person = add_person(username="wang.fang", name="王芳", by=hands["admin.system"], at=AT)
        number = propose(
            person, role="AUDIT_ADMINISTRATOR", unit_id=None, starts_at=AT, by=hands["admin.system"], at=AT
        )
    at_once(
        lambda: release(number, by=hands["admin.security"], at=AT + A_HAIR),
        lambda: revoke(number, by=hands["admin.system"], at=AT),
    )
    assert standing(person, AT).roles == ()  # turned down first, or released and then revoked
