"""Waking the worker: after commit only, and not once per event."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from heyi.journal.operations import TASK, wake, waking
from tests.factories.journal import ChangedMind, write_and_change_ones_mind

pytestmark = pytest.mark.usefixtures("house")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, house: None) -> Iterator[list[float]]:
    """This process has woken nobody yet; its clock goes by hand. No job waits before or after."""
    ticks = [100.0]
    monkeypatch.setattr(waking, "_last_call", waking._LastCall(lambda: ticks[0]))
    forget_jobs()
    yield ticks
    forget_jobs()


def forget_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = %s", [TASK])


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s", [TASK])
        return int(cursor.fetchone()[0])


def begin_all_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE task_name = %s", [TASK])


def test_commit_wakes_the_worker_once() -> None:
    with transaction.atomic():
        wake()
        wake()
        assert jobs() == 0
    assert jobs() == 1


def test_rollback_wakes_nobody() -> None:
    with pytest.raises(ChangedMind):
        write_and_change_ones_mind(wake)
    assert jobs() == 0


def test_calls_close_together_are_one(clock: list[float]) -> None:
    wake()
    begin_all_jobs()
    clock[0] += 0.19
    wake()
    assert jobs() == 1
    clock[0] += 0.02
    wake()
    assert jobs() == 2


def test_job_that_has_not_begun_is_enough(clock: list[float]) -> None:
    wake()
    clock[0] += 1
    wake()
    assert jobs() == 1


def test_a_wake_that_fails_undoes_nothing_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no queue today")

    monkeypatch.setattr(waking.app, "configure_task", fails)
    with transaction.atomic():
        waking.wake()
    assert "no queue today" in caplog.text
