"""Names and numbers of articles, Markdown, and what laws say of each other."""

from pathlib import PurePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.laws.codes import Rank, rank_of
from heyi.laws.rules.articles import Article, NotAnArticle, article_of, mark_of, number_of, plain_name
from heyi.laws.rules.force import begins_on, ended_by
from heyi.laws.rules.markdown import articles_in

DIGITS = "零一二三四五六七八九"


def in_words(number: int) -> str:
    """1260: 一千二百六十."""
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + name
        zero = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


@given(st.integers(1, 1999))
def test_numbers_in_words_are_read(number: int) -> None:
    assert number_of(in_words(number)) == number


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("《中华人民共和国民法典》", "民法典"),
        ("最高人民法院关于适用《中华人民共和国民法典》的解释（一）", "最高人民法院关于适用民法典的解释一"),
        (" 劳动 合同法 ", "劳动合同法"),
    ],
)
def test_names_compare_without_dress(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ({"no": 133, "sub": "之一"}, (133, "之一")),
        ({"no": "133"}, (133, "")),
        ({"no": "第一百三十三条之一"}, (133, "之一")),
        ({"no": "第10条", "sub": None}, (10, "")),
        ({"no": " 五十四 "}, (54, "")),
        ({"no": "一百三十三之一"}, (133, "之一")),
        ({"no": "10条", "sub": "之二"}, (10, "之二")),
    ],
)
def test_the_mark_of_a_row(row: dict[str, Any], mark: tuple[int, str]) -> None:
    assert mark_of(row) == mark


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {},
        {"law": "《》", "no": 1, "text": "x"},
        {"law": "甲法", "no": True, "text": "x"},
        {"law": "甲法", "no": -1, "text": "x"},
        {"law": "甲法", "no": "甲", "text": "x"},
        {"law": "甲法", "no": 1, "sub": 2, "text": "x"},
        {"law": "甲法", "no": 1, "text": " "},
        {"law": "甲法", "no": 1, "text": "x" * 100_001},
        {"law": 3, "no": 1, "text": "x"},
    ],
)
def test_what_is_no_article_is_refused(row: object) -> None:
    with pytest.raises(NotAnArticle):
        article_of(row)


@pytest.mark.parametrize(
    ("level", "rank"),
    [
        ("民法商法", Rank.LAW),
        ("刑法", Rank.LAW),
        ("司法解释", Rank.INTERPRETATION),
        ("行政法规", Rank.REGULATION),
        ("部门规章", Rank.RULE),
        ("地方性法规", Rank.RULE),
    ],
)
def test_rank_of_a_level(level: str, rank: Rank) -> None:
    assert rank_of(level) is rank


MARKDOWN = """# 中华人民共和国示例法

（2020年5月28日第一次会议通过 2021年10月1日修正）

## 第一章 总则

**第一条**　为了示例，制定本法。

第二条 示例应当：
（一）真；
（二）短。

## 第二章 附则
### 第十条之一 本法自公布之日起施行。
"""


def test_markdown_gives_articles_with_chapters_and_the_last_day() -> None:
    found = list(articles_in(MARKDOWN, PurePath("民法商法/示例法.md")))
    assert [(one.no, one.sub, one.chapter) for one in found] == [
        (1, "", "第一章 总则"),
        (2, "", "第一章 总则"),
        (10, "之一", "第二章 附则"),
    ]
    assert found[1].text == "示例应当：\n（一）真；\n（二）短。"
    assert {(one.law, one.level, one.date) for one in found} == {
        ("中华人民共和国示例法", "民法商法", "2021-10-01")
    }


@pytest.mark.parametrize("path", ["甲法(2020-01-02).md", "甲法/README.md", "行政法规/甲法.md"])
def test_without_a_heading_the_file_names_the_law(path: str) -> None:
    assert [one.law for one in articles_in("第一条 文字。", PurePath(path))] == ["甲法"]


def test_front_matter_names_the_law() -> None:
    found = list(articles_in("---\ntitle: 乙法\n---\n第一条 文字。", PurePath("x.md")))
    assert [(one.law, one.text) for one in found] == [("乙法", "文字。")]


@given(st.text(alphabet="#第一条之 \n*abc章：-", max_size=80))
def test_any_markdown_is_read(markdown: str) -> None:
    assert all(one.text and one.no >= 0 for one in articles_in(markdown, PurePath("a/b.md")))


def law(name: str, date: str, *texts: str) -> list[Article]:
    return [Article(name, no, "", text, date=date) for no, text in enumerate(texts, 1)]


def test_a_law_says_when_it_begins_and_what_it_ends() -> None:
    new = law(
        "甲法",
        "2020-05-28",
        "目的。",
        "本法自2021年1月1日起施行。《中华人民共和国乙法》、《丙条例》同时废止。",
    )
    old = law("乙法", "1999-01-01", "目的。")
    about = law("关于适用《乙法》的解释", "1999-06-01", "解释。")
    amended = law("丙条例", "2023-01-01", "活着。")
    assert begins_on(new) == "2021-01-01"
    assert begins_on(old) == "1999-01-01"
    assert begins_on([]) == ""
    laws = {plain_name(group[0].law): group for group in (new, old, about, amended)}
    assert ended_by(laws) == {"乙法": "甲法", "关于适用乙法的解释": "甲法"}


def test_a_day_in_chinese_digits_is_read() -> None:
    assert begins_on(law("甲法", "", "本规定自二○○四年十月一日起施行。")) == "2004-10-01"
