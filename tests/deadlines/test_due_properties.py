"""What must hold of every due instant, whatever the start, limit, pauses and extensions."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import Due, Limit, Pause, due, plainly_due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import STANDARD, OpeningHours

CALENDAR = mainland()
DAY = timedelta(days=1)

starts = st.datetimes(datetime(2004, 1, 1), datetime(2028, 1, 1), timezones=st.just(CHINA))  # noqa: DTZ001
published_starts = st.datetimes(datetime(2005, 1, 1), datetime(2026, 6, 30), timezones=st.just(CHINA))  # noqa: DTZ001
short = [unit for unit in LimitUnit if unit not in (LimitUnit.MONTHS, LimitUnit.YEARS)]
limits = st.one_of(
    st.builds(Limit, st.integers(1, 90), st.sampled_from(short)),
    st.builds(Limit, st.integers(1, 8), st.just(LimitUnit.MONTHS)),
    st.builds(Limit, st.just(1), st.just(LimitUnit.YEARS)),
)
day_limits = st.builds(Limit, st.integers(1, 90), st.just(LimitUnit.DAYS))
working_limits = st.builds(Limit, st.integers(1, 60), st.just(LimitUnit.WORKING_DAYS))
offices = st.sampled_from(
    [
        None,
        STANDARD,
        *map(OpeningHours.parse, ("daily 00:00-24:00", "09:00-17:00", "daily 08:00-12:00 13:00-20:30")),
    ]
)
minutes = st.integers(-3 * 24 * 60, 120 * 24 * 60)


@st.composite
def pauses_after(draw: st.DrawFn, start: datetime) -> list[Pause]:
    spans = draw(st.lists(st.tuples(minutes, st.integers(0, 20 * 24 * 60)), max_size=4))
    return [
        Pause(start + timedelta(minutes=begin), start + timedelta(minutes=begin + length))
        for begin, length in spans
    ]


def instant(found: Due) -> datetime:
    assert found.at is not None
    return found.at


def last_day(found: Due) -> date:
    """The day whose 24:00 the period reaches."""
    at = instant(found)
    assert (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)
    return at.date() - DAY


@given(published_starts, working_limits)
def test_working_days_agree_with_counting_them_one_by_one(start: datetime, limit: Limit) -> None:
    end = last_day(due(start, limit, CALENDAR))
    assert chinese_calendar.is_workday(end)
    assert len(chinese_calendar.get_workdays(start.date() + DAY, end)) == limit.amount


@given(published_starts, day_limits)
def test_days_end_on_the_last_day_or_the_first_working_day_after_it(start: datetime, limit: Limit) -> None:
    end, last = last_day(due(start, limit, CALENDAR)), start.date() + DAY * limit.amount
    assert end >= last
    assert chinese_calendar.get_workdays(last, end) == [end]


@given(starts, st.integers(1, 5000))
def test_hours_run_by_the_clock(start: datetime, hours: int) -> None:
    found = due(start, Limit(hours, LimitUnit.HOURS), CALENDAR)
    assert instant(found) - start == timedelta(hours=hours)
    assert not found.provisional


@given(starts, limits, offices)
def test_a_due_instant_lies_after_its_start_and_a_longer_limit_never_ends_earlier(
    start: datetime, limit: Limit, office: OpeningHours | None
) -> None:
    found = due(start, limit, CALENDAR, hours=office)
    longer = due(start, Limit(limit.amount + 1, limit.unit), CALENDAR, hours=office)
    assert start < instant(found) <= instant(longer)


@given(starts, limits, st.integers(0, 60 * 24 * 30), offices)
def test_a_later_start_never_ends_earlier(
    start: datetime, limit: Limit, delay: int, office: OpeningHours | None
) -> None:
    assert instant(due(start, limit, CALENDAR, hours=office)) <= instant(
        due(start + timedelta(minutes=delay), limit, CALENDAR, hours=office)
    )


@given(starts, limits)
def test_provisional_says_whether_the_last_day_lies_beyond_the_published_years(
    start: datetime, limit: Limit
) -> None:
    found = due(start, limit, CALENDAR)
    if limit.unit is LimitUnit.WORKING_HOURS:
        assert found.provisional == (instant(found).date() > CALENDAR.known_until)
    elif limit.unit is not LimitUnit.HOURS:
        assert found.provisional == (last_day(found) > CALENDAR.known_until)


@given(st.data(), starts, limits, offices)
def test_a_pause_never_brings_the_due_instant_forward(
    data: st.DataObject, start: datetime, limit: Limit, office: OpeningHours | None
) -> None:
    some = data.draw(pauses_after(start))
    more = [*some, *data.draw(pauses_after(start))]
    assert instant(due(start, limit, CALENDAR, hours=office, pauses=some)) <= instant(
        due(start, limit, CALENDAR, hours=office, pauses=more)
    )


@given(st.data(), starts, limits, offices)
def test_the_order_of_pauses_does_not_matter(
    data: st.DataObject, start: datetime, limit: Limit, office: OpeningHours | None
) -> None:
    pauses = data.draw(pauses_after(start))
    shuffled = data.draw(st.permutations(pauses))
    assert due(start, limit, CALENDAR, hours=office, pauses=pauses) == due(
        start, limit, CALENDAR, hours=office, pauses=shuffled
    )


@given(st.data(), starts, st.integers(1, 500))
def test_hours_exclude_exactly_what_stood_still_before_the_end(
    data: st.DataObject, start: datetime, hours: int
) -> None:
    pauses = data.draw(pauses_after(start))
    end = instant(due(start, Limit(hours, LimitUnit.HOURS), CALENDAR, pauses=pauses))
    edges = sorted(
        {start, end, *(min(max(edge, start), end) for p in pauses for edge in (p.at, p.until or end))}
    )
    ran = sum(
        (
            later - earlier
            for earlier, later in pairwise(edges)
            if not any(p.at <= earlier and p.until is not None and later <= p.until for p in pauses)
        ),
        timedelta(),
    )
    assert ran == timedelta(hours=hours)


@given(st.data(), starts, limits, offices)
def test_an_open_pause_before_the_end_leaves_no_due_and_one_after_it_changes_nothing(
    data: st.DataObject, start: datetime, limit: Limit, office: OpeningHours | None
) -> None:
    pauses = data.draw(pauses_after(start))
    end = instant(due(start, limit, CALENDAR, hours=office, pauses=pauses))
    before = Pause(end - timedelta(seconds=1), None)
    assert due(start, limit, CALENDAR, hours=office, pauses=[*pauses, before]).at is None
    assert due(start, limit, CALENDAR, hours=office, pauses=[*pauses, Pause(end, None)]).at == end


@given(st.data(), starts, limits, st.lists(limits, max_size=3), offices)
def test_extensions_in_any_order_come_to_the_same_and_never_bring_it_forward(
    data: st.DataObject, start: datetime, limit: Limit, extensions: list[Limit], office: OpeningHours | None
) -> None:
    pauses = data.draw(pauses_after(start))
    shuffled = data.draw(st.permutations(extensions))
    extended = due(start, limit, CALENDAR, hours=office, pauses=pauses, extensions=extensions)
    assert extended == due(start, limit, CALENDAR, hours=office, pauses=pauses, extensions=shuffled)
    assert instant(
        due(start, limit, CALENDAR, hours=office, pauses=pauses, extensions=extensions[:-1])
    ) <= instant(extended)


@given(st.data(), starts, st.integers(1, 90), offices)
def test_working_hours_are_exactly_what_the_office_served_and_the_clock_ran(
    data: st.DataObject, start: datetime, amount: int, office: OpeningHours | None
) -> None:
    pauses = data.draw(pauses_after(start))
    end = instant(due(start, Limit(amount, LimitUnit.WORKING_HOURS), CALENDAR, hours=office, pauses=pauses))
    hours = office or STANDARD
    days = [start.date() + DAY * number for number in range((end.date() - start.date()).days + 1)]
    spans = [span for day in days if hours.is_open_on(day, CALENDAR) for span in hours.on(day)]
    edges = sorted(
        {start, end, *(edge for span in spans for edge in span), *(p.at for p in pauses)}
        | {p.until for p in pauses if p.until}
    )
    ran = sum(
        (
            later - earlier
            for earlier, later in pairwise(edge for edge in edges if start <= edge <= end)
            if any(begin <= earlier and later <= close for begin, close in spans)
            and not any(p.at <= earlier and p.until is not None and later <= p.until for p in pauses)
        ),
        timedelta(),
    )
    assert ran == timedelta(hours=amount)
    assert any(begin < end <= close for begin, close in spans)


@given(starts, day_limits | working_limits, offices)
def test_days_end_when_the_office_closes(start: datetime, limit: Limit, office: OpeningHours | None) -> None:
    found = instant(due(start, limit, CALENDAR, hours=office))
    plain = last_day(due(start, limit, CALENDAR))
    assert found == (office or OpeningHours.parse("00:00-24:00")).closing(plain)


@given(starts, st.lists(starts, max_size=3), limits, offices)
def test_the_plain_due_instant_is_that_of_the_fold(
    start: datetime, others: list[datetime], limit: Limit, hours: OpeningHours | None
) -> None:
    """Also when other starts were reckoned before, and the same day is reckoned again at another hour."""
    for each in (start, *others, start.replace(hour=23, minute=59), start.astimezone(UTC)):
        found = due(each, limit, CALENDAR, hours=hours)
        assert plainly_due(each, str(limit), CALENDAR, hours=hours) == (found.at, found.provisional)


def test_a_plain_start_knows_its_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        plainly_due(datetime(2026, 1, 5), "5 days", CALENDAR)  # noqa: DTZ001


@given(starts, st.integers(1, 24))
def test_months_end_on_the_corresponding_day_or_later(start: datetime, months: int) -> None:
    """民法典 §202; the last day of a shorter month, and §203 where that day is off."""
    end = last_day(due(start, Limit(months, LimitUnit.MONTHS), CALENDAR))
    year, month = divmod(start.month - 1 + months, 12)
    longest = min(start.day, monthrange(start.year + year, month + 1)[1])
    corresponding = date(start.year + year, month + 1, longest)
    assert end >= corresponding
    assert all(not CALENDAR.is_working(corresponding + DAY * n) for n in range((end - corresponding).days))
    assert CALENDAR.is_working(end)


@given(starts, st.integers(1, 2))
def test_a_year_is_twelve_months(start: datetime, years: int) -> None:
    found = due(start, Limit(years, LimitUnit.YEARS), CALENDAR)
    assert found.at == due(start, Limit(12 * years, LimitUnit.MONTHS), CALENDAR).at
