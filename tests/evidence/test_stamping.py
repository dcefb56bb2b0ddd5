"""Time stamps of exhibits: asked for by the worker, written once, waited for while the authority is silent."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from heyi.evidence.codes import StampState
from heyi.evidence.models import CustodyRow, Exhibit, Stamp
from heyi.evidence.operations import custody_of, exhibit_views, next_unstamped, stamp_exhibit
from heyi.evidence.operations.stamping import WAITS
from heyi.evidence.rules.stamps import stamps_digest
from heyi.journeys.exhibits import stamp_waiting
from heyi.kernel.clock import now
from tests.factories.exhibits import packed, taken
from tests.factories.matters import MORNING

TEXT = "2026-03-01 12:03:11 张三: 好\n".encode()


@pytest.mark.django_db
def test_an_exhibit_is_stamped_by_the_worker_and_its_chain_says_so(tsa) -> None:
    exhibit = taken(TEXT)
    assert stamp_waiting(now=now) == 1
    row, stamp = Exhibit.objects.get(id=exhibit), Stamp.objects.get(exhibit_id=exhibit)
    assert stamps_digest(bytes(stamp.token), bytes(row.sha256))
    assert (row.stamped_at, row.stamp_next_at) == (stamp.stamped_at, None)
    assert [each.act for each in custody_of(exhibit)] == ["RECEIVED", "STAMPED"]
    assert custody_of(exhibit)[-1].actor["kind"] == "SYSTEM"
    (view,) = exhibit_views([exhibit])
    assert (view.stamp, view.stamped_at) == (StampState.TRIAL, stamp.stamped_at)
    assert "仅供演示与测试" in view.tsa
    assert stamp_waiting(now=now) == 0
    assert stamp_exhibit(exhibit, at=MORNING)


@pytest.mark.django_db
def test_without_an_authority_exhibits_wait() -> None:
    exhibit = taken(TEXT)
    assert next_unstamped(at=MORNING) == ()
    assert not stamp_exhibit(exhibit, at=MORNING)
    assert exhibit_views([exhibit])[0].stamp is StampState.WAITING
    assert packed(exhibit)


@pytest.mark.django_db
def test_while_the_authority_is_down_it_is_asked_again_ever_more_rarely_and_never_given_up(
    tsa, settings
) -> None:
    working, settings.HEYI_TSA_URL = settings.HEYI_TSA_URL, "http://127.0.0.1:1/"
    at = MORNING + timedelta(seconds=1)
    first, second = taken(TEXT), taken(TEXT + b"2", at=at)
    for wait in (*WAITS, WAITS[-1], WAITS[-1]):
        assert stamp_waiting(now=lambda at=at: at) == 0
        row = Exhibit.objects.get(id=first)
        assert (row.stamp_next_at, row.stamp_error) == (at + wait, "ConnectError")
        assert Exhibit.objects.get(id=second).stamp_tries < row.stamp_tries  # one that failed stops the round
        Exhibit.objects.filter(id=second).update(stamp_next_at=at + timedelta(days=2))
        assert next_unstamped(at=at) == ()
        at += wait
    settings.HEYI_TSA_URL = working
    assert stamp_waiting(now=lambda: at + timedelta(days=3)) == 2
    assert Exhibit.objects.get(id=first).stamp_error == ""


def test_of_two_workers_one_stamp_is_written(own_database, tsa) -> None:
    exhibit = taken(TEXT)
    start, answers = Barrier(4), []

    def ask() -> None:
        start.wait(10)
        answers.append(stamp_exhibit(exhibit, at=MORNING))
        connection.close()

    threads = [Thread(target=ask) for _turn in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert answers == [True] * 4
    assert Stamp.objects.count() == 1
    assert CustodyRow.objects.filter(act="STAMPED").count() == 1
