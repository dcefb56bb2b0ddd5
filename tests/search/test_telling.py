"""Which words tell a text from others: rare before common, and two texts are alike by what they share of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.search.rules import alikeness, asked_of, telling_words

SHARES = {"我们": 0.4, "纠纷": 0.2, "漏水": 0.002, "工资": 0.01}
TEXTS = st.text(alphabet="我们楼上漏水工资纠纷a1 。", max_size=60)


def test_rare_words_come_first_and_one_letter_tells_nothing() -> None:
    words = telling_words("我们漏水", SHARES)
    assert [each.lexeme for each in words] == ["们漏", "漏水", "我们"]
    assert telling_words("水", SHARES) == ()


def test_telephones_are_no_words() -> None:
    assert telling_words("13712344321", SHARES) == ()


def test_what_every_tenth_document_holds_is_not_asked_for() -> None:
    asked = asked_of(telling_words("我们漏水纠纷", SHARES), SHARES, documents=1000)
    assert "'漏水'" in asked
    assert "'我们'" not in asked
    assert "'纠纷'" not in asked
    assert asked_of(telling_words("我们", SHARES), SHARES, documents=1000) == ""


def test_where_there_are_many_documents_the_rarest_alone_is_asked_for() -> None:
    shares = {"漏水": 0.002, "工资": 0.01}
    words = telling_words("漏水工资", shares)
    assert "'工资'" in asked_of(words, shares, documents=10_000)
    asked = asked_of(words, shares, documents=1_000_000)
    assert "'漏水'" in asked
    assert "'工资'" not in asked


@pytest.mark.parametrize(
    ("near", "far"),
    [("楼上漏水，天花板湿了", "老板拖欠工资"), ("漏水", "我们纠纷")],
)
def test_the_same_trouble_is_nearer_than_another(near: str, far: str) -> None:
    mine = telling_words("我们家楼上漏水", SHARES)
    assert alikeness(mine, telling_words(near, SHARES)) > alikeness(mine, telling_words(far, SHARES))


@given(TEXTS, TEXTS)
def test_alikeness_is_the_same_both_ways_and_whole_for_the_same(one: str, other: str) -> None:
    mine, theirs = telling_words(one, SHARES), telling_words(other, SHARES)
    assert alikeness(mine, theirs) == pytest.approx(alikeness(theirs, mine))
    assert -1e-9 <= alikeness(mine, theirs) <= 1 + 1e-9
    if any(each.weight for each in mine):
        assert alikeness(mine, mine) == pytest.approx(1.0)
