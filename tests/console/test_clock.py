"""`heyi clock due` as others call it: one JSON object on one line, sentences and exit code 2 for what is wrong."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.console import clock
from heyi.console.clock import BadStart, read_start
from heyi.console.main import main
from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import Limit, OutOfCalendar, due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA


def heyi(*words: str) -> int:
    return main(["clock", "due", *words])


def test_the_answer_is_one_json_object_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert heyi("--start", "2026-09-30T10:00:00+08:00", "--limit", "5 working days", "--json") == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert err == ""
    answer = json.loads(out)
    assert list(answer) == ["due", "provisional", "lines"]
    assert answer["due"] == "2026-10-14T00:00:00+08:00"
    assert answer["provisional"] is False
    assert len(answer["lines"]) == 8


def test_without_json_it_is_told_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert heyi("--start", "2026-09-30T10:00", "--limit", "1 hour") == 0
    assert capsys.readouterr().out == (
        "2026-09-30T11:00:00+08:00\n"
        "  自 2026-09-30（周三）10:00 起算，期限 1 小时\n"
        "  按小时连续计时 1 小时，不扣除休息日\n"
        "  于 2026-09-30（周三）11:00 届满\n"
    )


ROUGH = (LimitUnit.HOURS, LimitUnit.MONTHS, LimitUnit.YEARS)  # what is not walked day by day
REFUSED = [
    ("2026-09-30T10:00", "five days", "LIMIT_UNCLEAR"),
    ("2026-09-30T10:00", "-5 days", "LIMIT_TOO_SHORT"),
    ("2026-09-30T10:00", "0 hours", "LIMIT_TOO_SHORT"),
    ("2026-09-30T10:00", "99999999 days", "LIMIT_TOO_LONG"),
    ("2026-09-30T10:00", "999999 days", "OUT_OF_CALENDAR"),
    ("2026-09-30T10:00", "\udcff days", "LIMIT_UNCLEAR"),
    ("1900-01-01", "5 days", "OUT_OF_CALENDAR"),
    ("0001-01-01", "1 hours", "OUT_OF_CALENDAR"),
    ("0001-01-01", "1 working hour", "OUT_OF_CALENDAR"),
    ("9999-12-31T23:59", "9999 hours", "OUT_OF_CALENDAR"),
    ("9999-12-31T23:59", "1 year", "OUT_OF_CALENDAR"),
    ("2100-12-31T23:59", "999999 hours", "OUT_OF_CALENDAR"),
    ("yesterday", "5 days", "START_UNCLEAR"),
    ("{at}", "{typed}", "START_UNCLEAR"),
]


@pytest.mark.parametrize(("start", "limit", "code"), REFUSED)
def test_what_cannot_be_used_is_a_sentence_and_exit_code_2(
    start: str, limit: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert heyi("--start", start, "--limit", limit, "--json") == 2
    out, err = capsys.readouterr()
    problem = json.loads(out.encode().splitlines()[-1])
    assert problem["code"] == code
    assert err.splitlines()[0] == problem["detail"]


ENDS = [datetime(1, 1, 1, tzinfo=CHINA), datetime(9999, 12, 31, 23, 59, 59, 999999, CHINA)]


@given(
    st.datetimes(timezones=st.just(CHINA)) | st.sampled_from(ENDS),
    st.integers(1, 999_999),
    st.sampled_from(LimitUnit),
)
@settings(max_examples=60)
def test_any_limit_from_any_start_is_reckoned_or_refused(
    start: datetime, amount: int, unit: LimitUnit
) -> None:
    with suppress(OutOfCalendar):
        due(start, Limit(amount if unit in ROUGH else min(amount, 500), unit), mainland())


def test_a_limit_that_cannot_be_read_is_told_every_way_to_write_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert heyi("--start", "2026-09-30", "--limit", "soon") == 2
    told = capsys.readouterr().err
    assert all(word in told for word in ("hours", "days", "working days", "working hours", "months", "year"))


def test_without_json_only_the_sentence_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert heyi("--limit", "5 days") == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == "看不懂起算时间“”，请写成 2026-09-30T10:00 或 2026-09-30T10:00+08:00。"


STARTS = [
    ("2026-09-30T10:00:00+08:00", "2026-09-30T10:00"),
    ("2026-09-30T10:00", "2026-09-30T10:00"),
    (" 2026-09-30 10:00 ", "2026-09-30T10:00"),
    ("2026-09-30", "2026-09-30T00:00"),
    ("20260930T1000", "2026-09-30T10:00"),
    ("2026-09-30T02:00Z", "2026-09-30T10:00"),
    ("2026-09-30t02:00z", "2026-09-30T10:00"),
    ("2026-09-29T19:00:00-07:00", "2026-09-30T10:00"),
    ("2026-09-30T10:00:00.5", "2026-09-30T10:00:00.500"),
]


@pytest.mark.parametrize(("typed", "meant"), STARTS)
def test_a_start_without_a_zone_is_meant_in_china(typed: str, meant: str) -> None:
    assert read_start(typed) == datetime.fromisoformat(meant).replace(tzinfo=CHINA)


NO_STARTS = [
    "",
    "yesterday",
    "10:00",
    "1790000000",
    "2026-W40-3",
    "2026-02-30",
    "2026-13-01T00:00",
    "2026-09-30T24:00",
    "2026-09-30x10:00",
    "２０２６-09-30",
    "2026-09-30T10:00+99:00",
    "9999-12-31T23:00-10:00",
    "0001-01-01T00:00+23:00",
]


@pytest.mark.parametrize("typed", NO_STARTS)
def test_what_is_no_instant_is_refused(typed: str) -> None:
    with pytest.raises(BadStart):
        read_start(typed)


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-9:]{5}[+-][0-9]{2}:[0-9]{2}"))
def test_any_words_are_an_instant_or_refused(typed: str) -> None:
    try:
        start = read_start(typed)
    except BadStart:
        return
    assert start.tzinfo is CHINA


def test_the_lines_speak_english_by_the_projects_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("于 {at} 届满", "Ends at {at}", flags=["python-brace-format"])
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "en" / "LC_MESSAGES" / "django.mo").open("wb") as compiled:
        write_mo(compiled, catalogue)
    monkeypatch.setattr(clock, "CATALOGUES", tmp_path)
    assert heyi("--start", "2026-09-30T10:00", "--limit", "1 hour", "--language", "en", "--json") == 0
    assert json.loads(capsys.readouterr().out)["lines"][-1] == "Ends at 2026-09-30（周三）11:00"


def test_it_needs_no_django_and_no_forecast_for_published_years() -> None:
    program = (
        "import argparse, sys; from heyi.console import clock\n"
        "given = {'start': '2026-03-02', 'limit': '1 day', 'hours': '330502-CENTRE', 'calendar_version': None}\n"
        "args = argparse.Namespace(**given, language='en', json=True)\n"
        "assert clock.run(args) == 0; assert not {'django', 'holidays', 'psycopg'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, timeout=30)


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert heyi("--start", "2026-12-30T16:00", *words, "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


OF_UNITS = [
    ("330502100-CENTRE", "2026-12-31T17:30:00+08:00"),
    ("吴兴区织里镇社会治理中心", "2026-12-31T17:30:00+08:00"),
    ("330502-POLICE", "2027-01-01T00:00:00+08:00"),
    ("09:00-16:00", "2026-12-31T16:00:00+08:00"),
]


@pytest.mark.parametrize(("unit", "expected"), OF_UNITS)
def test_a_period_ends_when_the_unit_closes(
    unit: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answer(capsys, "--limit", "1 working day", "--hours", unit)["due"] == expected


def test_working_hours_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "--limit", "8 working hours")["due"] == "2026-12-31T17:00:00+08:00"


def test_a_version_of_the_calendar_is_reckoned_with_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--start", "2025-12-31T10:00", "--limit", "1 working day")
    assert answer(capsys, *words)["due"] == "2026-01-05T00:00:00+08:00"  # Sunday 4 is worked
    before = answer(capsys, *words, "--calendar-version", "2025")
    assert before["due"] == "2026-01-03T00:00:00+08:00"  # nobody knew that Friday 2 would be traded
    assert before["provisional"] is True


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--hours", "nowhere"), "UNIT_UNKNOWN"),
        (("--hours", "25:00-26:00"), "HOURS_UNCLEAR"),
        (("--hours", ""), "UNIT_UNKNOWN"),
        (("--hours", " "), "UNIT_UNKNOWN"),
        (("--calendar-version", "2999"), "CALENDAR_UNKNOWN"),
        (("--calendar-version", ""), "CALENDAR_UNKNOWN"),
        (("--calendar-version", "chinesecalendar 1.10.0 (2004-2025)"), "CALENDAR_UNKNOWN"),
    ],
)
def test_unknown_units_hours_and_calendars_are_refused(
    words: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert heyi("--start", "2026-03-02", "--limit", "1 day", *words, "--json") == 2
    assert json.loads(capsys.readouterr().out)["code"] == code
