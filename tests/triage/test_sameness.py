"""Do two reports tell of the same event: invented pairs, properties, and the labelled ones."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.clock import CHINA
from heyi.triage.sameness import Told, sameness
from tests.factories.timing import processor_seconds

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"
AT = datetime(2026, 3, 2, 9, tzinfo=CHINA)
NOISE = "每天夜里施工到凌晨三点，机器声音很大，老人小孩睡不着"
LEAK = "五楼的水管漏了一个月，楼道里全是水，打了几次电话没有人来修"
texts = st.text(alphabet="甲安小区乙泰花园夜间施工噪音漏水，。 a1", max_size=60)


def told(title: str, text: str, days: float = 0) -> Told:
    return Told(title, text, AT + timedelta(days=days))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (told("甲安小区夜间施工噪音", NOISE), told("甲安小区半夜施工噪音扰民", NOISE[:20], 2), True),
        (told("甲安小区夜间施工噪音", NOISE), told("乙泰小区夜间施工噪音", NOISE, 2), False),
        (told("甲安小区夜间施工噪音", NOISE), told("甲安小区水管漏水", LEAK, 2), False),
        (told("甲安小区夜间施工噪音", NOISE), told("咨询电工证年审", "电工证到期在哪里年审"), False),
        (told("", f"甲安小区夜间施工，{NOISE}"), told("", f"甲安小区夜间施工，{NOISE}"), True),
        (Told("", ""), Told("", ""), False),
    ],
)
def test_same_event(one: Told, other: Told, is_same: bool) -> None:
    assert sameness(one, other).same_event is is_same


@pytest.mark.parametrize("told_in", ["title", "text", "both", "passing"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("德清县路灯坏了", "长兴县路灯坏了"),
        ("武康街道路灯坏了", "雉城街道路灯坏了"),
        ("湖州恒大公司拖欠工资", "湖州万达公司拖欠工资"),
        ("织里镇大河村路灯坏了", "织里镇小河村路灯坏了"),
        ("利济路12号烧烤店油烟扰民", "利济路188号烧烤店油烟扰民"),
        ("阳光小区3幢电梯坏了", "阳光小区9幢电梯坏了"),
        ("人民路与建设路口红绿灯坏了", "人民路与解放路口红绿灯坏了"),
        ("春江花园停水三天了", "阳光花园停水三天了"),
        ("A市A3区路灯坏了", "A市A5区路灯坏了"),
        ("A7县B2村停水三天了", "A7县B9村停水三天了"),
    ],
)
def test_two_places_are_two_events_wherever_they_are_named(one: str, other: str, told_in: str) -> None:
    found = sameness(_told_in(told_in, one), _told_in(told_in, other))
    assert found.apart
    assert found.score < 0.5


@pytest.mark.parametrize("told_in", ["title", "text", "both", "passing"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("利济路12号油烟扰民", "利济路12号烧烤店油烟扰民"),
        ("阳光小区电梯坏了", "阳光小区3幢电梯坏了"),
        ("织里镇路灯坏了", "湖州市吴兴区织里镇路灯坏了"),
        ("织里镇路灯坏了", "织里镇大河村路灯坏了"),
        ("恒大公司拖欠工资", "湖州恒大物业服务有限公司拖欠工资"),
        ("A3区路灯坏了", "A市A3区路灯坏了"),
    ],
)
def test_one_place_told_in_other_words_stays_one(one: str, other: str, told_in: str) -> None:
    assert sameness(_told_in(told_in, one), _told_in(told_in, other)).same_event


def _told_in(where: str, words: str) -> Told:
    return {
        "title": told(words, ""),
        "text": told("", f"{words}，请尽快处理"),
        "both": told(words, f"{words}，请尽快处理"),
        "passing": told("情况反映", f"领导您好，{words}，请尽快处理"),
    }[where]


@given(st.sampled_from(["织里镇", "阳光小区", "A3区", "利济路12号", "恒大公司"]), texts)
def test_a_report_that_names_a_place_is_the_same_as_itself(place: str, words: str) -> None:
    for report in (told(place + words, ""), told("", place + words), told(words, place)):
        assert sameness(report, report).same_event


@pytest.mark.parametrize(("days", "is_same"), [(0, True), (300, True), (400, False), (2861, False)])
def test_years_apart_are_two_events_however_alike(days: int, is_same: bool) -> None:
    one = "甲安小区路灯坏了"
    assert sameness(told(one, one), told(one, one, days)).same_event is is_same


@given(texts, texts, texts, texts)
def test_it_is_the_same_whichever_comes_first(a: str, b: str, c: str, d: str) -> None:
    assert sameness(Told(a, b), Told(c, d)) == sameness(Told(c, d), Told(a, b))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_are_compared(a: str, b: str) -> None:
    assert 0 <= sameness(Told(a, b), Told(b, a)).score <= 1


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_longer_apart_the_less_likely(some: int, more: int) -> None:
    near, far = sorted((some, more))
    one = told("甲安小区夜间施工噪音", NOISE)
    scores = [sameness(one, told("甲安小区夜间噪音", NOISE[:12], days)).score for days in (near, far)]
    assert scores[0] >= scores[1]


def test_times_with_and_without_a_zone_are_compared() -> None:
    assert sameness(Told("", "", AT), Told("", "", AT.replace(tzinfo=None))).days is not None


def test_ten_thousand_letters_are_quick() -> None:
    one, other = ("".join(chr(0x4E00 + at * step % 20_000) for at in range(10_000)) for step in (7, 13))
    assert processor_seconds(lambda: sameness(Told(one, one), Told(other, other))) < 0.1


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no shared data at {DATA}")
def test_the_labelled_pairs_are_told_apart() -> None:
    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]

    rows = {row["id"]: row for row in lines("citizen_msg_stream.jsonl")}
    pairs = lines("citizen_msg_pairs.jsonl")
    found = [sameness(*(_as_told(rows[pair[side]]) for side in ("a", "b"))).score for pair in pairs]
    right = [bool(pair["same_event"]) for pair in pairs]
    hits = sum(score >= 0.5 and is_same for score, is_same in zip(found, right, strict=True))
    assert 2 * hits / (sum(score >= 0.5 for score in found) + sum(right)) >= 0.93
    same = [score for score, is_same in zip(found, right, strict=True) if is_same]
    apart = [score for score, is_same in zip(found, right, strict=True) if not is_same]
    assert sum(s > a for s in same for a in apart) / (len(same) * len(apart)) >= 0.93


def _as_told(row: dict[str, Any]) -> Told:
    return Told(
        row["title"], row["text"], datetime.strptime(row["time"], "%Y/%m/%d %H:%M:%S").replace(tzinfo=CHINA)
    )
