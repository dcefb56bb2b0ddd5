from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.standard import standard
from heyi.triage.read import read
from heyi.triage.reading import Reading, Reason, Where
from heyi.triage.words import SENTENCES, sentence
from tests.triage.conftest import REGIONS, UNITS

GAZETTEER = Gazetteer.of(REGIONS, UNITS)
WORDS = [entry.word for entry in standard().entries]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(
        [
            "织里镇",
            "南浔",
            "和平",
            "织里派出所",
            "昨天",
            "2019年2月30日",
            "3万5千元",
            "，",
            "。",
            "不",
            "12",
            "万",
        ]
    ),
    st.text(max_size=6),
    st.sampled_from(["😀", "𠮷", "<b>", "&amp;", "\u200d", "\x00", "\ud800", "️", "\r\n"]),
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
MOMENTS = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def quotes_stand(reading: Reading, words: dict[Where, str]) -> bool:
    finds = [reading.kind, reading.urgency, *reading.amounts, *reading.dates, *reading.subjects]
    finds += [find for find in (reading.runner_up, reading.danger, reading.place) if find is not None]
    reasons = [*reading.reasons, *(find.reason for find in finds)]
    return all(words[r.where][r.start : r.start + len(r.quote)] == r.quote for r in reasons)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, title=TEXTS, place=TEXTS, at=MOMENTS)
def test_any_text_is_read_and_quoted_truly(text: str, title: str, place: str, at: datetime) -> None:
    reading = read(text, title=title, place=place, gazetteer=GAZETTEER, at=at)
    assert quotes_stand(reading, {Where.TEXT: text, Where.TITLE: title, Where.PLACE: place})
    assert all(sentence(reason) for reason in reading.reasons)
    assert reading == read(text, title=title, place=place, gazetteer=GAZETTEER, at=at)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300), at=MOMENTS)
def test_arbitrary_text_never_raises(text: str, at: datetime) -> None:
    read(text, gazetteer=GAZETTEER, at=at)


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=UTC) + timedelta(days=2),
        datetime.max.replace(tzinfo=UTC) - timedelta(days=2),
    ],
)
def test_the_ends_of_time_are_read_too(at: datetime) -> None:
    read("昨天 大前天 大后天 下个月31日 明年3月1日 上上周三 999天前 大前年", gazetteer=GAZETTEER, at=at)


@pytest.mark.parametrize(
    "piece",
    ["1", "一", "，", "3万", "织里派出所", "打死", "2019年", "站在楼顶", "孩子", "投诉", "😀𠮷", "火里人"],
)
def test_twenty_thousand_letters_are_no_burden(piece: str, tuesday: datetime) -> None:
    text = (piece * 20_000)[:20_000]
    assert read(text, gazetteer=GAZETTEER, at=tuesday).kind.value


def test_place_and_markup_and_emoji_keep_their_positions(tuesday: datetime) -> None:
    text = "😀𠮷<b>织里镇</b>欠薪3万元"
    reading = read(text, gazetteer=GAZETTEER, at=tuesday)
    assert reading.place is not None
    assert reading.place.reason.start == text.index("织里镇")
    assert [format(find.value, "f") for find in reading.amounts] == ["30000"]


def test_reasons_are_told_once_and_in_one_order(tuesday: datetime) -> None:
    text = "投诉织里派出所民警不作为，昨天报警欠薪3万元，正在打我，快来"
    reading = read(text, gazetteer=GAZETTEER, at=tuesday)
    codes = [reason.code for reason in reading.reasons]
    assert len(reading.reasons) == len(
        {(r.code, r.quote, r.start, tuple(r.params.items())) for r in reading.reasons}
    )
    assert (
        codes.index("DANGER_WORD")
        < codes.index("FIELD_WORD")
        < codes.index("PLACE_WORD")
        < codes.index("AMOUNT")
    )
    assert codes[-1] == "DATE"


def test_a_sentence_is_filled_and_translated() -> None:
    reason = Reason("FIELD_WORD", {"field": "LABOUR"}, "欠薪", 0)
    assert sentence(reason) == "文中写到“欠薪”，属于劳动争议"
    english = {SENTENCES["FIELD_WORD"]: "It says “{quote}”: {field}", "劳动争议": "labour"}
    assert sentence(reason, lambda words: english.get(words, words)) == "It says “欠薪”: labour"


def test_braces_in_a_quote_are_no_template() -> None:
    assert sentence(Reason("URGENT_WORD", {}, "{0}{quote}", 0)) == "文中写到“{0}{quote}”，需要尽快处理"
