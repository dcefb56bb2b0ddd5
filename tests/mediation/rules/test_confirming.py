"""What a court would ask before it confirms: the questions, and both sides of the thirtieth day."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.mediation.codes import OBSTACLE_WORDS, Obstacle
from heyi.mediation.rules.confirming import ASKED, Agreed, last_instant, obstacles

SIGNED = datetime(2026, 9, 4, 20, 0, tzinfo=CHINA)
FINE = Agreed(is_in_force=True, is_oral=False, is_about_status=False, effective_at=SIGNED)
CALENDAR = replace(mainland(), known_until=mainland().known_until)


def found(agreed=FINE, said=(), at=SIGNED):
    return [each.value for each in obstacles(agreed, said, at=at, calendar=CALENDAR)]


def test_nothing_stands_in_the_way():
    assert found() == []


@pytest.mark.parametrize(
    ("agreed", "said", "expected"),
    [
        (replace(FINE, is_in_force=False), (), ["NOT_IN_FORCE"]),
        (replace(FINE, is_oral=True), (), ["ORAL"]),
        (replace(FINE, is_about_status=True), (), ["STATUS"]),
        (FINE, ("TITLE", "UNCLEAR"), ["TITLE", "UNCLEAR"]),
        (replace(FINE, is_oral=True), ("STATUS",), ["ORAL", "STATUS"]),
    ],
)
def test_what_stands_in_the_way(agreed, said, expected):
    assert found(agreed, said) == expected


def test_the_thirtieth_day_falls_on_a_holiday_and_gives_way_to_the_next_working_day():
    """4 October 2026 lies in the National Day holiday, which ends on the 7th."""
    until = last_instant(SIGNED, CALENDAR)
    assert until == datetime(2026, 10, 9, 0, 0, tzinfo=CHINA)
    assert found(at=until) == []
    assert found(at=until + timedelta(seconds=1)) == ["LATE"]


def test_what_a_person_is_asked_is_what_no_machine_knows():
    assert (
        set(ASKED) | {"NOT_IN_FORCE", "ORAL", "LATE"}
        == {each.value for each in Obstacle}
        == set(OBSTACLE_WORDS)
    )
