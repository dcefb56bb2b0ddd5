"""What is a report and what is not, field by field."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.intake.codes import FAULT_WORDS, FaultCode
from heyi.intake.rules import (
    InvalidReport,
    NotJson,
    Report,
    Reporter,
    body_hash,
    instant_of,
    is_key,
    known_part,
    parse,
    read_report,
)
from heyi.kernel.clock import CHINA
from heyi.matters.codes import Channel

NOON = datetime(2026, 3, 5, 4, 0, tzinfo=UTC)
REGIONS = {"330500", "330502", "330502100"}
LEAK = {"text": "楼上漏水三个月，无人处理。", "channel": "web"}
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"


def read(**fields: object) -> Report:
    return read_report(LEAK | fields, at=NOON, regions=REGIONS)


def faults_of(body: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidReport) as caught:
        read_report(body, at=NOON, regions=REGIONS)
    return [(fault.field, fault.code.value) for fault in caught.value.faults]


def test_a_report_needs_no_more_than_text_and_channel():
    assert read() == Report(text="楼上漏水三个月，无人处理。", channel=Channel.WEB)


def test_a_full_report_keeps_every_field():
    report = read(
        title=" 漏水 \n 投诉 ",
        place="织里镇富民路 8 号",
        region="330502100",
        occurred_at="2026-03-05T09:30:00",
        source_ref="12345-77",
        reporter={"name": "陈阿婆", "phone": "0572-2030000"},
    )
    assert report.title == "漏水 投诉"
    assert report.region == "330502100"
    assert report.occurred_at == datetime(2026, 3, 5, 9, 30, tzinfo=CHINA)
    assert report.reporter == Reporter("陈阿婆", "0572-2030000")


def test_emoji_rare_hanzi_and_markup_are_kept_as_they_are():
    assert read(text="𠮷娘😀<script>alert(1)</script>").text == "𠮷娘😀<script>alert(1)</script>"


def test_null_and_empty_optional_fields_are_absent():
    empty = {"title": None, "place": "", "region": None, "occurred_at": "", "reporter": {"name": ""}}
    assert read(**empty) == read()


def test_a_text_is_limited_by_its_body_alone():
    assert len(read(text="水" * 85_000).text) == 85_000


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"text": ""}, "text", "EMPTY"),
        ({"text": " \t\n　"}, "text", "EMPTY"),
        ({"text": None}, "text", "NOT_TEXT"),
        ({"text": 7}, "text", "NOT_TEXT"),
        ({"text": ["漏水"]}, "text", "NOT_TEXT"),
        ({"text": "漏\0水"}, "text", "NUL"),
        ({"text": "漏\ud800水"}, "text", "SURROGATE"),
        ({"channel": "fax"}, "channel", "UNKNOWN_CHANNEL"),
        ({"channel": "WEB"}, "channel", "UNKNOWN_CHANNEL"),
        ({"channel": None}, "channel", "NOT_TEXT"),
        ({"channel": True}, "channel", "NOT_TEXT"),
        ({"title": "长" * 501}, "title", "TOO_LONG"),
        ({"title": 1}, "title", "NOT_TEXT"),
        ({"place": "村\0"}, "place", "NUL"),
        ({"source_ref": "x" * 201}, "source_ref", "TOO_LONG"),
        ({"region": "990000"}, "region", "UNKNOWN_REGION"),
        ({"region": 330502}, "region", "NOT_TEXT"),
        ({"occurred_at": "yesterday"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": "2026-02-30"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": "2026-03-05T25:00"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": "1899-12-31"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": "9999-12-31T23:59:59-12:00"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": "２０２６-０３-０５"}, "occurred_at", "NOT_A_TIME"),
        ({"occurred_at": 1772683200}, "occurred_at", "NOT_TEXT"),
        ({"occurred_at": "2026-03-05T12:06:00+08:00"}, "occurred_at", "TIME_IN_FUTURE"),
        ({"occurred_at": "2027-01-01"}, "occurred_at", "TIME_IN_FUTURE"),
        ({"reporter": "陈阿婆"}, "reporter", "NOT_AN_OBJECT"),
        ({"reporter": []}, "reporter", "NOT_AN_OBJECT"),
        ({"reporter": {"name": "陈" * 51}}, "reporter.name", "TOO_LONG"),
        ({"reporter": {"phone": "call me"}}, "reporter.phone", "NOT_A_PHONE"),
        ({"reporter": {"phone": 13800000000}}, "reporter.phone", "NOT_TEXT"),
        ({"reporter": {"age": "77"}}, "reporter.age", "UNKNOWN_FIELD"),
        ({"score": 5}, "score", "UNKNOWN_FIELD"),
        ({"key": "k1"}, "key", "UNKNOWN_FIELD"),
        ({"\ud800\0": 5}, "\\ud800\\0", "UNKNOWN_FIELD"),
    ],
)
def test_a_bad_field_is_named(fields: dict[str, object], field: str, code: str):
    assert faults_of(LEAK | fields) == [(field, code)]


@pytest.mark.parametrize("body", [None, [], "漏水", 7, True])
def test_a_body_that_is_no_object_is_refused(body: object):
    assert faults_of(body) == [("", "NOT_AN_OBJECT")]


def test_every_fault_is_told_at_once():
    assert faults_of({"region": "1", "likes": 0}) == [
        ("likes", "UNKNOWN_FIELD"),
        ("text", "MISSING"),
        ("channel", "MISSING"),
        ("region", "UNKNOWN_REGION"),
    ]


def test_every_fault_code_has_its_words():
    assert set(FAULT_WORDS) == {code.value for code in FaultCode}


def test_a_clock_five_minutes_ahead_is_forgiven():
    assert read(occurred_at="2026-03-05T12:05:00+08:00").occurred_at == NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-03-05", datetime(2026, 3, 5, tzinfo=CHINA)),
        ("2026-03-05 09:30", datetime(2026, 3, 5, 9, 30, tzinfo=CHINA)),
        ("2026-03-05T09:30:01.5", datetime(2026, 3, 5, 9, 30, 1, 500_000, tzinfo=CHINA)),
        ("2026-03-05T01:30:00Z", datetime(2026, 3, 5, 1, 30, tzinfo=UTC)),
        ("2026-03-05t01:30:00z", datetime(2026, 3, 5, 1, 30, tzinfo=UTC)),
        ("2026-03-05T09:30:00+0800", datetime(2026, 3, 5, 1, 30, tzinfo=UTC)),
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=CHINA)),
        ("2026-W10-4", None),
        ("20260305", None),
        ("2026-03-05T09:30:60", None),
        ("", None),
    ],
)
def test_instants_are_iso_and_chinas_without_an_offset(written: str, instant: datetime | None):
    assert instant_of(written) == instant


def test_a_files_row_leaves_unknown_fields_and_nulls_aside():
    row = LEAK | {"id": 7, "likes": 3, "title": None, "reporter": {"name": "陈", "phone": None, "sex": "f"}}
    body, aside = known_part(row)
    assert body == LEAK | {"reporter": {"name": "陈"}}
    assert aside == ("id", "likes", "reporter.sex")


def test_the_same_body_in_another_order_is_the_same():
    assert body_hash({"channel": "web", "text": "漏水"}) == body_hash({"text": "漏水", "channel": "web"})


def test_another_body_is_another():
    assert body_hash(LEAK) != body_hash(LEAK | {"title": None})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        b"[" + b"9" * 5_000 + b"]",
        b"{} {}",
    ],
)
def test_what_is_not_strictly_json_is_refused(data: bytes):
    with pytest.raises(NotJson):
        parse(data)


def test_a_byte_order_mark_does_no_harm():
    assert parse(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize("key", ["k", "s188006", "2026-03 / 7", "件-7", "k" * 200])
def test_visible_keys_are_keys(key: str):
    assert is_key(key)


@pytest.mark.parametrize("key", ["", " k", "k\n", "k\0", "k" * 201, 7, None, "\ud800"])
def test_other_things_are_no_keys(key: object):
    assert not is_key(key)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ["text", "channel", "title", "place", "region", "occurred_at", "source_ref", "reporter", "name", "phone"]
)


@given(body=st.dictionaries(fields | st.text(max_size=5), anything, max_size=8) | anything)
def test_any_json_is_read_or_refused_and_nothing_else(body: object):
    with suppress(InvalidReport):
        assert read_report(body, at=NOON, regions=REGIONS).text


@given(text=st.text(min_size=1).filter(lambda words: words.strip() and "\0" not in words))
def test_any_words_are_received_as_they_were_said(text: str):
    assert read(text=text).text == text.strip()


@pytest.mark.parametrize("name", ["citizen_msg_stream", "citizen_msg_reply"])
def test_every_real_row_is_a_report(name: str):
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    for line in path.read_bytes().splitlines():
        row = json.loads(line)
        body, _aside = known_part(row)
        report = read_report(body | {"channel": "web"}, at=NOON, regions=REGIONS)
        assert report.text == row["text"].strip()
