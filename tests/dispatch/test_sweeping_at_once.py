"""The sweep beside others: two workers say nothing twice, one that is stopped leaves nothing unsaid, clerks go on."""

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.dispatch.operations import sweeping as said
from heyi.journal.access import timeline_of
from heyi.journeys import sweeping
from heyi.matters.access import entering
from tests.dispatch.test_hands import nothing_is_wrong, together
from tests.dispatch.test_sweeping import MORNING, timedelta
from tests.factories.matters import ZHILI, desk, received, step

pytestmark = pytest.mark.usefixtures("own_database")

LATE = MORNING + timedelta(hours=30)


def spoken(matters):
    """How often each matter's clocks said that they are overdue, and how often somebody was urged."""
    with entering("worker"):
        told = [[event.verb for event in timeline_of(*matter.key)] for matter in matters]
    return {(verbs.count("clock.overdue"), verbs.count("task.urged")) for verbs in told}


def test_two_workers_say_nothing_twice():
    matters = [received() for _each in range(6)]
    counts = together(*(lambda: sweeping.sweep(now=lambda: LATE) for _worker in range(2)))
    assert sum(counts) == 12  # signing is overdue, and contact nearly due
    assert spoken(matters) == {(1, 1)}
    nothing_is_wrong()


class Stopped(BaseException):
    """As if the worker were killed."""


def test_a_worker_that_is_stopped_in_the_middle_leaves_the_rest_as_due_as_it_was(monkeypatch):
    matters = [received() for _each in range(4)]
    done = []

    def speak(county, matter_id, *, at):
        if len(done) == 2:
            raise Stopped
        done.append(said.speak(county, matter_id, at=at))
        return done[-1]

    monkeypatch.setattr(sweeping, "speak", speak)
    with pytest.raises(Stopped):
        sweeping.sweep(now=lambda: LATE)
    monkeypatch.undo()
    assert sweeping.sweep(now=lambda: LATE) == 4
    assert spoken(matters) == {(1, 1)}
    nothing_is_wrong()


def test_a_matter_that_fails_stops_no_other(monkeypatch):
    matters = [received() for _each in range(3)]

    def speak(county, matter_id, *, at):
        if matter_id == matters[0].id:
            raise RuntimeError("broken")
        return said.speak(county, matter_id, at=at)

    monkeypatch.setattr(sweeping, "speak", speak)
    assert sweeping.sweep(now=lambda: LATE) == 4
    monkeypatch.undo()
    assert sweeping.sweep(now=lambda: LATE) == 2


def test_an_instant_that_is_not_its_clock_s_own_is_set_right():
    """A row that was repaired by hand says nothing too early, and does not hold up the sweep."""
    matter = received()
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE dispatch_clock SET alert_at = started_at WHERE matter_id = %s", [matter.id])
    assert sweeping.sweep(now=lambda: MORNING + timedelta(minutes=1)) == 0
    nothing_is_wrong()


def test_a_clerk_signs_while_it_sweeps():
    matters = [received() for _each in range(4)]

    def signs():
        for matter in matters:
            with desk(ZHILI):
                ops.sign(matter.key, step=step(ZHILI, at=LATE))
        return "signed"

    gave = together(signs, lambda: sweeping.sweep(now=lambda: LATE))
    assert gave[0] == "signed"
    assert gave[1] <= 8
    nothing_is_wrong()
