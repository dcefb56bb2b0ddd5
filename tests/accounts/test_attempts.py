"""Attempts at a door: so many in a window, then a time to wait; and the table tells nobody's name."""

from datetime import timedelta

import pytest
from django.db import connection

from heyi.accounts.codes import DOOR_WORDS, Door
from heyi.accounts.operations import count_attempt, find_wait, forget_attempts
from heyi.accounts.rules import ALLOWANCES, Allowance, Wait, wait_of
from tests.factories.matters import MORNING

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_every_door_has_words_and_an_allowance() -> None:
    assert set(DOOR_WORDS) == set(ALLOWANCES) == set(Door)


@pytest.mark.parametrize(
    ("most", "minutes", "counts", "until"),
    [
        (3, 10, [1], None),
        (3, 10, [3], None),
        (3, 10, [4], MORNING + 10 * MINUTE),
        (1, 60, [2], MORNING + 60 * MINUTE),
    ],
)
def test_a_window_is_full_after_its_most(most, minutes, counts, until) -> None:
    allowance = Allowance(most, minutes * MINUTE)
    found = wait_of(Door.TRACKING, [(allowance, count) for count in counts], MORNING)
    assert (found.until if found else None) == until


def test_of_two_full_windows_the_longer_wait_counts() -> None:
    short, long = Allowance(1, MINUTE), Allowance(2, 60 * MINUTE)
    found = wait_of(Door.CODE_TO_PHONE, [(short, 2), (long, 3)], MORNING)
    assert found == Wait(Door.CODE_TO_PHONE, MORNING + 60 * MINUTE)
    assert found.seconds(MORNING) == 3600
    assert found.seconds(found.until + MINUTE) == 1


def test_windows_stand_side_by_side() -> None:
    allowance = Allowance(1, 10 * MINUTE)
    assert allowance.begins_at(MORNING) == MORNING
    assert allowance.begins_at(MORNING + 9 * MINUTE) == MORNING
    assert allowance.begins_at(MORNING + 10 * MINUTE) == MORNING + 10 * MINUTE == allowance.ends_at(MORNING)


@pytest.mark.parametrize("door", Door)
def test_the_most_are_let_in_and_the_next_one_waits(door: Door) -> None:
    least = min(ALLOWANCES[door], key=lambda allowance: allowance.most)
    for _time in range(least.most):
        assert find_wait(door, "192.0.2.1", at=MORNING) is None
        assert count_attempt(door, "192.0.2.1", at=MORNING) is None
    shut = find_wait(door, "192.0.2.1", at=MORNING)
    assert shut == count_attempt(door, "192.0.2.1", at=MORNING)
    assert shut is not None
    assert shut.until > MORNING
    assert find_wait(door, "192.0.2.2", at=MORNING) is None, "another is not held up"
    other = next(each for each in Door if each is not door)
    assert find_wait(other, "192.0.2.1", at=MORNING) is None, "nor another door"
    assert find_wait(door, "192.0.2.1", at=MORNING + timedelta(days=1)) is None, "nor the next day"


def test_the_table_holds_no_address_and_is_forgotten() -> None:
    count_attempt(Door.TRACKING, "192.0.2.1", at=MORNING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(who, 'escape') FROM accounts_attempt")
        assert all("192.0" not in who for (who,) in cursor.fetchall())
    assert forget_attempts(at=MORNING) == 0
    assert forget_attempts(at=MORNING + timedelta(days=1)) == len(ALLOWANCES[Door.TRACKING])
