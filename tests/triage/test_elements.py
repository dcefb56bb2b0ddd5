"""What a dispute turns on, by the words that name it."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage.codes_of_elements import ELEMENT_WORDS, Element
from heyi.triage.elements import MOST_LETTERS, elements_of, named_in
from heyi.triage.lexicon.elements import ELEMENT_LEXICON


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("公司不给加班费，说过了仲裁时效", ["OVERTIME_PAY", "LIMIT_OF_ARBITRATION"]),
        ("离婚以后孩子归谁，抚养费怎么算", ["DIVORCE", "CHILD_CUSTODY"]),
        ("朋友写了借条不还钱，利息也没有", ["LOAN", "INTEREST"]),
        ("房东不退押金", ["LEASE", "LEASE_DEPOSIT"]),
        ("拆迁安置房一直没交，过渡费也停了", ["EXPROPRIATION", "RESETTLEMENT", "TRANSITION_FEE"]),
        ("太湖路的路灯不亮", []),
    ],
)
def test_elements_in_the_order_in_which_they_come_up(text: str, elements: list[str]) -> None:
    assert list(elements_of(text)) == elements


def test_each_element_has_its_different_words() -> None:
    assert elements_of("加班没有加班费，加班到半夜") == {Element.OVERTIME_PAY: ("加班", "加班费")}


def test_a_word_inside_a_longer_one_does_not_count() -> None:
    assert list(elements_of("大棚房")) == [Element.ILLEGAL_BUILDING]
    assert list(elements_of("某股份有限公司的廉租房")) == []


def test_every_element_has_words_and_every_word_one_element() -> None:
    assert list(ELEMENT_LEXICON) == list(Element) == list(ELEMENT_WORDS)
    words = list(chain.from_iterable(words.split() for words in ELEMENT_LEXICON.values()))
    assert len(words) == len(set(words))
    assert min(map(len, words)) > 1


@given(st.text(alphabet="加班费仲裁时效离婚大棚房🙂\x00\ud800 \n", max_size=60))
def test_words_stand_where_they_are_said_to_and_apart(text: str) -> None:
    end = 0
    for named in named_in(text):
        assert text[named.start : named.end] in ELEMENT_LEXICON[named.element].split()
        assert named.end > end
        end = named.end


def test_a_very_long_text_is_read_to_its_bound() -> None:
    assert elements_of("。" * MOST_LETTERS + "离婚") == {}
