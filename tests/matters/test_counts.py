"""Counts of a unit's lists: what its rows add up to, in the same transaction, whoever else writes at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from heyi.dispatch import operations as ops
from heyi.journeys.checking import check_problems
from heyi.kernel.clock import now
from heyi.matters.access import BOUND, WorkFilter, counts, end_of_day, entering, work_list
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    step,
    unit,
)

HANDS = 8
EACH = 6


def counted(*codes, of=None, at=MORNING):
    """The counts of a unit, as a person of these units is told them."""
    with desk(*codes):
        return counts(unit(of or codes[0]), at=at)


def listed(*codes, of=None, **wanted) -> int:
    with desk(*codes):
        return len(work_list(unit(of or codes[0]), wanted=WorkFilter(**wanted), limit=500).rows)


@pytest.mark.django_db
def test_a_new_report_counts_for_its_unit_and_those_above() -> None:
    assert counted(ZHILI).to_do == 0
    received()
    told = counted(ZHILI)
    assert (told.to_do, told.to_sign, told.below, told.done) == (1, 1, 0, 0)
    assert (counted(WUXING).to_do, counted(WUXING).below, counted(CITY).below) == (0, 1, 1)
    assert counted(BALIDIAN).below == counted(BALIDIAN).to_do == 0


@pytest.mark.django_db
def test_counts_follow_every_step() -> None:
    matter = received()
    seen = []
    for verb, given in (
        (ops.sign, {}),
        (ops.hold, {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定"}),
        (ops.resume, {}),
        (ops.answer, {"text": "已调解"}),
        (ops.close, {}),
    ):
        with desk(ZHILI):
            verb(matter.key, step=step(ZHILI), **given)
            told = counts(unit(ZHILI), at=MORNING)  # in the transaction that changed it
        seen.append((told.to_sign, told.in_hand, told.on_hold, told.answered, told.to_do, told.done))
    assert seen == [
        (0, 1, 0, 0, 1, 0),
        (0, 0, 1, 0, 1, 0),
        (0, 1, 0, 0, 1, 0),
        (0, 0, 0, 1, 1, 0),
        (0, 0, 0, 0, 0, 1),
    ]


@pytest.mark.django_db
def test_every_count_is_the_length_of_its_list() -> None:
    for text in ("邻里纠纷。", "拖欠工资两万元。", "有人落水了，救命！", "噪声扰民。"):
        received(text)
    referred = received()
    with desk(CITY, WUXING, ZHILI):
        ops.refer(referred.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="属地不同")
    for code in (ZHILI, WUXING, CITY, BALIDIAN, ZHILI_POLICE):
        told = counted(code)
        assert told.to_do == listed(code)
        assert told.to_sign == listed(code, state="TO_SIGN")
        assert told.urgent == listed(code, urgency="URGENT")
        assert told.below == listed(code, below=True)
        assert told.done == listed(code, done=True)


@pytest.mark.django_db
def test_what_is_overdue_and_what_is_due_today() -> None:
    received()
    with desk(ZHILI):
        (row,) = work_list(unit(ZHILI), wanted=WorkFilter()).rows
    due = row.next_due_at
    before, after = (
        counted(ZHILI, at=due - timedelta(seconds=1)),
        counted(ZHILI, at=due + timedelta(seconds=1)),
    )
    assert (before.overdue, before.today) == (0, 1)
    assert (after.overdue, after.today) == (1, 0)
    assert counted(ZHILI, at=due - timedelta(days=3)).today == 0
    assert listed(ZHILI, due_before=due) == 0
    assert listed(ZHILI, due_from=due, due_before=end_of_day(due)) == 1
    assert BOUND >= 1000


@pytest.mark.django_db
def test_a_denied_unit_is_told_of_nothing() -> None:
    about = received("织里镇社会治理中心的工作人员态度恶劣，推诿扯皮，我要投诉他们。")
    with connection.cursor() as cursor, entering("worker"):
        cursor.execute(
            "SELECT unit_id FROM matters_reach WHERE matter_id = %s AND basis = 'DENIED'", [about.id]
        )
        denied = {row[0] for row in cursor.fetchall()}
    assert unit(ZHILI) in denied
    told = counted(ZHILI)
    assert (told.to_do, told.below, told.done) == (0, 0, 0)


@pytest.mark.django_db
def test_who_belongs_to_a_denied_unit_too_does_not_count_what_is_hidden() -> None:
    received("织里镇社会治理中心的工作人员态度恶劣，推诿扯皮，我要投诉他们。")
    received()
    assert counted(CITY).to_do + counted(CITY).below == 2
    for own in ({}, {"below": True}):
        told = counted(CITY, ZHILI, of=CITY)
        assert (told.below if own else told.to_do) == listed(CITY, ZHILI, of=CITY, **own)


@pytest.mark.django_db
@pytest.mark.parametrize("entrance", ["", "receive", "tracking", "admin", "audit"])
def test_other_entrances_count_nothing(entrance: str) -> None:
    received()
    with entering(entrance, units=[unit(ZHILI)]):
        assert counts(unit(ZHILI), at=MORNING).to_do == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM matters_tally")
            assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_no_unit_is_told_of_another() -> None:
    received()
    assert counted(BALIDIAN, of=ZHILI).to_do == 0


def _work(number: int, start: Barrier) -> None:
    """Receive and carry through, all hands at the same city's and county's rows."""
    try:
        start.wait()
        for round_ in range(EACH):
            matter = received(f"第 {number} 号第 {round_} 件。")
            with desk(ZHILI):
                ops.sign(matter.key, step=step(ZHILI))
            with desk(WUXING):
                ops.refer(matter.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="属地不同")
    finally:
        connections.close_all()


def test_eight_hands_at_once_neither_wait_in_a_circle_nor_miscount(own_database) -> None:
    start = Barrier(HANDS)
    with ThreadPoolExecutor(HANDS) as pool:
        for done in [pool.submit(_work, number, start) for number in range(HANDS)]:
            done.result()
    assert counted(CITY).below == HANDS * EACH
    assert (counted(BALIDIAN).to_do, counted(ZHILI).to_do) == (HANDS * EACH, 0)
    problems = Counter(problem.code for problem in check_problems(at=now()))
    assert {code for code in problems if code != "consumer.lags"} == set()


def test_what_is_rolled_back_was_never_counted(own_database) -> None:
    with transaction.atomic():
        received()
        assert counted(CITY).below == 1
        transaction.set_rollback(True)
    assert counted(CITY).below == 0
