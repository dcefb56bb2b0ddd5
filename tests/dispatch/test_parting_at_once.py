"""Two hands on one head at once: each part is whole, and nothing is closed over one untold."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.dispatch.access import parts_of
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.matters.parts import MOST_PARTS
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    ZHILI,
    desk,
    received,
    step,
)
from tests.factories.parts import splits

pytestmark = pytest.mark.usefixtures("own_database")
LATER = MORNING + timedelta(hours=3)
SITE = "工地拖欠工资，食堂也没有证。"
NANXUN = "330503-CENTRE"


def links(matter):
    with entering("worker"):
        return parts_of(*matter.key)


def whole():
    assert list(verify_problems()) == []
    behind = {"notice.missing", "consumer.lags"}
    assert [each for each in check_problems(at=MORNING) if each.code not in behind] == []


def at_once(*deeds):
    """What became of each, begun at the same time on connections of their own."""
    barrier, told = Barrier(len(deeds)), [""] * len(deeds)

    def run(place, deed):
        barrier.wait()
        try:
            deed()
            told[place] = "done"
        except NotAllowed as refused:
            told[place] = refused.refusal.code
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_two_split_at_once_and_each_gets_its_own():
    head = received(SITE)
    for _each in range(MOST_PARTS - 1):
        splits(head, to=BALIDIAN)
    told = at_once(lambda: splits(head, to=BALIDIAN), lambda: splits(head, to=BALIDIAN))
    assert sorted(told) == ["done", "parts_full"]
    numbers = [link.number for link in links(head)]
    assert len(set(numbers)) == len(numbers) == MOST_PARTS
    whole()


def test_closing_the_head_while_a_part_is_opened_never_closes_over_it_untold():
    head = received(SITE)
    with desk(ZHILI):
        ops.sign(head.key, step=step(ZHILI))

    def close():
        with desk(ZHILI):
            ops.answer(head.key, step=step(ZHILI), text="已办。")
            ops.close(head.key, step=step(ZHILI))

    told = at_once(close, lambda: splits(head, to=BALIDIAN))
    assert told in (["done", "step_not_open"], ["part_open", "done"])
    assert len(links(head)) == (told[1] == "done")
    whole()
