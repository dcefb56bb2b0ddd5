"""Traits: every letter compared as one, words at their places, the opening apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage.lexicon.concepts import CONCEPTS
from heyi.triage.traits import MOST_LETTERS, OPENING, Block, pairs_of, plain, traits_of


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_traits_and_keeps_its_places(text: str) -> None:
    traits = traits_of(text)
    assert len(traits.letters) == len(text)
    assert set(traits.values) == set(Block) - {Block.NAMES}
    assert all(0 <= word.start < word.end <= len(text) for word in traits.words)
    assert all(value > 0 for values in traits.values.values() for value in values.values())


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("ＡBｃ", "abc"),
        ("2019年３月", "0000年0月"),
        ("（甲）\t乙\n丙　丁", "(甲) 乙 丙 丁"),
        ("İß", "İß"),
    ],
)
def test_letters_are_compared_one_for_one(typed: str, compared: str) -> None:
    assert plain(typed) == compared


def test_a_word_speaks_for_its_concept_where_it_stands() -> None:
    (found,) = [word for word in traits_of("找货代拿提单").words if word.code == "海事海商" and word.end == 6]
    assert (found.start, found.block) == (4, Block.CONCEPTS)


def test_what_is_said_again_counts_less_each_time() -> None:
    once, four = (traits_of("漏水" * times).values[Block.PAIRS]["漏水"] for times in (1, 4))
    assert once == 1.0
    assert once < four < 4.0


def test_the_opening_is_the_first_letters_only() -> None:
    traits = traits_of("欠薪" + "，" * OPENING + "漏水")
    assert "欠薪" in traits.values[Block.OPENING]
    assert "漏水" not in traits.values[Block.OPENING]
    assert Block.OPENING not in traits_of("欠薪", opening=False).values


def test_what_is_denied_is_what_stands_in_a_clause_that_says_no() -> None:
    values = traits_of("已经离婚，没有欠薪；漏水").values
    assert "欠薪" in values[Block.DENIED]
    assert not {"离婚", "漏水", "水"} & set(values[Block.DENIED])
    assert "CONCEPTS.工资" in values[Block.DENIED_SENSE]
    assert "CONCEPTS.离婚" not in values[Block.DENIED_SENSE]
    assert Block.DENIED not in traits_of("没有欠薪", denied=False).values


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    assert len(traits_of("漏" * (MOST_LETTERS + 5)).letters) == MOST_LETTERS


def test_a_name_of_one_letter_is_its_own_pair() -> None:
    assert list(pairs_of("诉讼时效")) == ["诉讼", "讼时", "时效"]
    assert list(pairs_of("水")) == ["水"]


def test_each_concept_has_words_none_twice() -> None:
    for name, words in CONCEPTS.items():
        assert words.split(), name
        assert len(words.split()) == len(set(words.split())), name
