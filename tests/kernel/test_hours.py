"""Opening hours as people write them, and what of a day they are."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import BadHours, OpeningHours

SATURDAY = date(2026, 3, 7)

WRITTEN = [
    ("08:30-12:00 14:00-17:30", "08:30-12:00 14:00-17:30"),
    (" 8:30-12:00、14:00–17:30 ", "08:30-12:00 14:00-17:30"),
    ("9:00-17:00,18:00-20:00", "09:00-17:00 18:00-20:00"),
    ("daily 00:00-24:00", "daily 00:00-24:00"),
    ("Daily 22:00-24:00", "daily 22:00-24:00"),
]


@pytest.mark.parametrize(("typed", "kept"), WRITTEN)
def test_hours_are_read_as_written_and_written_one_way(typed: str, kept: str) -> None:
    assert str(OpeningHours.parse(typed)) == kept
    assert OpeningHours.parse(kept) == OpeningHours.parse(typed)


NO_HOURS = [
    "",
    "daily",
    "always",
    "08:30",
    "12:00-08:30",  # backwards
    "08:30-08:30",
    "08:30-12:00 11:00-17:00",  # overlapping
    "08:30-12:00 12:00-17:00",  # one span, written as two
    "14:00-17:00 08:30-12:00",
    "08:60-12:00",
    "24:00-25:00",
    "23:00-24:01",
    "０８:30-12:00",
    " ".join(f"{hour:02d}:00-{hour:02d}:30" for hour in range(7)),
]


@pytest.mark.parametrize("typed", NO_HOURS)
def test_what_is_no_hours_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(BadHours) as refused:
        OpeningHours.parse(typed)
    assert refused.value.refusal.params == {"typed": typed.strip()[:40]}


@given(st.text(max_size=60))
def test_any_words_are_hours_or_refused(typed: str) -> None:
    try:
        hours = OpeningHours.parse(typed)
    except BadHours:
        return
    assert OpeningHours.parse(str(hours)) == hours


def test_an_office_is_open_on_working_days_and_a_watch_always() -> None:
    calendar = mainland()
    assert not OpeningHours.parse("09:00-17:00").is_open_on(SATURDAY, calendar)
    assert OpeningHours.parse("09:00-17:00").is_open_on(date(2026, 10, 10), calendar)  # worked to make up
    assert OpeningHours.parse("daily 09:00-17:00").is_open_on(SATURDAY, calendar)


def test_business_ends_with_the_last_span_and_24_00_is_the_next_day() -> None:
    assert OpeningHours.parse("08:30-12:00 14:00-17:30").closing(SATURDAY) == datetime(
        2026, 3, 7, 17, 30, tzinfo=CHINA
    )
    assert OpeningHours.parse("daily 00:00-24:00").closing(SATURDAY) == datetime(2026, 3, 8, tzinfo=CHINA)
