"""The whole reading: every find stands where it is said to, nothing private is shown, and work is bounded."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage import danger
from heyi.triage.codes import PartyRole, SiteSort, Wish
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.roles import TITLES
from heyi.triage.lexicon.standard import of_facts, standard
from heyi.triage.lexicon.wishes import WISHES
from heyi.triage.read import read
from heyi.triage.reading import Reason, Where
from heyi.triage.scan import Hit, Masked
from heyi.triage.whole import Details, Whole, details_of, read_whole
from heyi.triage.words import sentence
from tests.triage.conftest import REGIONS, UNITS
from tests.triage.test_read import MOMENTS
from tests.triage.test_read import TEXTS as PLAIN_TEXTS

GAZETTEER = Gazetteer.of(REGIONS, UNITS)
PRIVATE = ["13812345678", "0572-2123456", "11010519491231002X", "浙E12345", "l38OOl38OOO", "4111111111111111"]
FACTS = [entry.word for entry in of_facts().entries]
ASKED = [
    "要求",
    "请",
    "希望",
    "支付",
    "工资",
    "退还",
    "赔偿",
    "并",
    "；",
    "1、",
    "把",
    "将",
    "我叫",
    "王某",
    "张建国",
    "与",
    "发生",
    "昨天",
    "今早8点",
    "上个月",
    "去年腊月",
    "春节前",
    "织里镇",
]
WORDS = st.one_of(st.sampled_from(FACTS), st.sampled_from([*ASKED, "，", "。", "\n"]), st.text(max_size=3))
PIECES = st.one_of(WORDS, st.sampled_from(PRIVATE))
TEXTS = st.one_of(PLAIN_TEXTS, st.lists(PIECES, max_size=60).map("".join))


def reasons_of(details: Details) -> Iterator[Reason]:
    for found in (details.parties, details.claims, details.periods, details.moments, details.sites):
        yield from (each.reason for each in found)
    yield from (number.find.reason for number in details.numbers)


def stands(reason: Reason, words: str) -> bool:
    """The quote stands there letter for letter, but for what is masked."""
    said = words[reason.start : reason.start + len(reason.quote)]
    return len(said) == len(reason.quote) and all(
        a in (b, "*") for a, b in zip(reason.quote, said, strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, title=TEXTS, at=MOMENTS)
def test_every_find_stands_in_the_text_as_handed_in(text: str, title: str, at: datetime) -> None:
    whole = read_whole(text, title=title, place=title, gazetteer=GAZETTEER, at=at)
    words = {Where.TEXT: text, Where.TITLE: title, Where.PLACE: title}
    reasons = [*whole.reading.reasons, *reasons_of(whole.details)]
    assert all(stands(reason, words[reason.where]) for reason in reasons)
    assert all(sentence(reason) for reason in reasons)
    assert all(period.first <= period.last for period in whole.details.periods)
    assert all(moment.first <= moment.last for moment in whole.details.moments)


@settings(max_examples=40, deadline=None)
@given(
    before=st.lists(WORDS, max_size=12).map("".join),
    number=st.sampled_from(PRIVATE),
    after=st.lists(WORDS, max_size=12).map("".join),
)
def test_no_quote_shows_a_private_number(before: str, number: str, after: str) -> None:
    """A number that stands by itself is found; and nothing that is found shows it."""
    text = f"{before}，{number}，{after}"
    whole = read_whole(text, gazetteer=GAZETTEER, at=datetime(2026, 11, 24).astimezone())
    assert whole.details.numbers
    assert all(number not in reason.quote for reason in [*whole.reading.reasons, *reasons_of(whole.details)])
    assert number not in repr(whole.details)


def test_a_reading_is_that_of_read_with_masked_quotes(tuesday: datetime) -> None:
    text = "老板拿刀打电话13812345678要砍我，欠薪3万元"
    whole = read_whole(text, gazetteer=GAZETTEER, at=tuesday)
    plain = read(text, gazetteer=GAZETTEER, at=tuesday)
    assert whole.reading.kind == plain.kind
    assert whole.reading.amounts == plain.amounts
    assert [reason.code for reason in whole.reading.reasons] == [reason.code for reason in plain.reasons]
    assert not any("13812345678" in reason.quote for reason in whole.reading.reasons)


def test_what_title_and_text_both_tell_is_told_once(tuesday: datetime) -> None:
    details = details_of("房东张某不退押金，要求退还押金", title="房东张某不退押金，要求退还押金", at=tuesday)
    assert [party.name for party in details.parties] == ["张某"]
    assert [claim.words for claim in details.claims] == ["退还押金"]
    assert details.parties[0].reason.where is Where.TITLE


def test_codes_of_the_lexicons_are_known() -> None:
    codes = {sort: {entry.code for entry in of_facts().entries if entry.sort is sort} for sort in Sort}
    assert codes[Sort.ROLE] | codes[Sort.BODY] | set(TITLES.values()) == set(PartyRole)
    assert codes[Sort.SITE] == set(SiteSort)
    assert {wish for wish, _words in WISHES} == set(Wish)
    assert not {Sort.ROLE, Sort.BODY, Sort.SITE} & {entry.sort for entry in standard().entries}


@pytest.mark.parametrize("piece", ["没打死", "今天打死", "跳楼价跳楼", "打死", "不跳楼"])
def test_ten_thousand_danger_words_are_looked_at_a_bounded_number_of_times(
    piece: str, tuesday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    marks = danger._Around.marks

    def count(around: danger._Around, hit: Hit) -> danger._Marks:
        looked.append(hit)
        return marks(around, hit)

    monkeypatch.setattr(danger._Around, "marks", count)
    read((piece * 10_000)[:10_000], gazetteer=GAZETTEER, at=tuesday)
    assert 0 < len(looked) <= danger.MOST_JUDGED


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "O",
        "(",
        "村",
        "公司",
        "我叫王某",
        "要求支付",
        "老板打死",
        "138-",
        "一",
        "把",
        "路",
        "小区",
        "春节前",
        "今早8点",
    ],
)
def test_ten_thousand_letters_give_a_bounded_number_of_finds(piece: str, tuesday: datetime) -> None:
    details = details_of((piece * 10_000)[:10_000], at=tuesday)
    assert len(list(reasons_of(details))) <= 150


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 8)), max_size=12),
    st.integers(0, 50),
    st.integers(1, 8),
)
def test_masked_spans_touch_what_shares_a_letter(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    whole = [(first, first + size) for first, size in spans]
    truly = any(first < start + length and start < end for first, end in whole)
    assert Masked(whole).touches(start, start + length) is truly


def test_a_whole_knows_its_veil(tuesday: datetime) -> None:
    whole: Whole = read_whole("打13812345678", gazetteer=GAZETTEER, at=tuesday)
    assert whole.veil.over(Reason("TOPIC_WORD", {}, "13812345678", 1)).quote == "138****5678"
