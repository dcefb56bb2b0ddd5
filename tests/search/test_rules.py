"""Words into lexemes and back: every piece of a text leads to it, and what is shown is what was written."""

from importlib import import_module

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from heyi.search.rules import (
    MOST_TERMS,
    closed,
    folded,
    lexemes_of,
    pieces_of,
    query_of,
    stands_in,
    without_persons,
)

HAN = st.text(alphabet="织里镇拖欠工资晾衣纠纷邻居𠮷", min_size=1, max_size=30)
ANYTHING = st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "lexemes"),
    [
        ("", set()),
        ("人", {"人"}),
        ("工资", {"工资", "资"}),
        ("拖欠工资", {"拖欠", "欠工", "工资", "资"}),
        ("3号楼B座", {"3", "号楼", "楼", "b", "座"}),
        ("ＡＢＣ公司", {"abc", "公司", "司"}),
        ("老板，走了。", {"老板", "板", "走了", "了"}),
        ("𠮷家", {"𠮷家", "家"}),
        ("wechat群", {"wechat", "群"}),
        ("😀 % _ ' \\", set()),
    ],
)
def test_lexemes(text: str, lexemes: set[str]) -> None:
    assert set(lexemes_of(folded(text))) == lexemes


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ""),
        ("工资", "'工资'"),
        ("资", "'资':*"),
        ("拖欠工资 织里", "'拖欠' & '欠工' & '工资' & '织里'"),
        ("3号楼", "'3' & '号楼'"),
        ("号楼3", "'号楼' & '3':*"),
        ("ABC", "'abc':*"),
        ("' | !a:* & \\", "'a':*"),
        ("工资工资", "'工资' & '资工'"),
    ],
)
def test_what_the_index_is_asked(typed: str, asked: str) -> None:
    assert query_of(typed).asked() == asked


CLOSED = [
    ("欠 1180 元", "欠1180元"),
    ("9 月 到 现在", "9月 到 现在"),
    ("110 移交 ok", "110移交ok"),
    ("店名 kfc  织里", "店名kfc织里"),
    ("3 4 号", "3 4号"),
    ("𠮷 8", "𠮷8"),
    ("110\n移交", "110\n移交"),
]


@pytest.mark.parametrize(("text", "words"), CLOSED)
def test_blanks_beside_figures_say_nothing(text: str, words: str) -> None:
    assert closed(text) == words


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "words"), CLOSED)
def test_the_database_closes_up_what_it_has_in_the_same_way(text: str, words: str) -> None:
    gap = import_module("heyi.search.migrations.0004_closed_up")._GAP
    with connection.cursor() as cursor:
        cursor.execute("SELECT regexp_replace(%s, %s, '', 'g')", [text, gap])
        assert cursor.fetchone() == (words,)


@pytest.mark.parametrize("typed", ["1180元", "1180 元", "９月到现在", "wx群"])
def test_figures_are_found_with_and_without_a_blank(typed: str) -> None:
    text = "他在 wx 群说，从 9 月到现在欠我 1180 元。"
    terms = query_of(typed).terms
    assert reaches(typed, text)
    assert stands_in(text, terms) == len(terms)
    assert [words for words, is_hit in pieces_of(text, terms) if is_hit]


def reaches(query: str, text: str) -> bool:
    """Whether the index would lead from the query to the text."""
    there = set(lexemes_of(folded(text)))
    wanted = [each.strip() for each in query_of(query).asked().split(" & ") if each]
    return all(
        any(lexeme.startswith(each[1:-3]) for lexeme in there) if each.endswith(":*") else each[1:-1] in there
        for each in wanted
    )


@given(text=HAN, data=st.data())
def test_every_piece_of_a_chinese_text_leads_to_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert reaches(text[start:end], text)


@given(ANYTHING)
def test_any_words_make_a_query_that_cannot_break_out(typed: str) -> None:
    query = query_of(typed)
    assert len(query.terms) <= MOST_TERMS
    assert all(term and not set(term) & set("'\\%_&|!:*() \x00") for term in query.terms)


@given(text=ANYTHING, typed=ANYTHING)
def test_pieces_together_are_the_text(text: str, typed: str) -> None:
    assert "".join(words for words, _hit in pieces_of(text, query_of(typed).terms)) == text


@pytest.mark.parametrize(
    ("text", "typed", "pieces"),
    [
        ("拖欠工资。", "工资", (("拖欠", False), ("工资", True), ("。", False))),
        ("ＡＢ公司", "ab", (("ＡＢ", True), ("公司", False))),
        ("<b>工资</b>", "b", (("<", False), ("b", True), (">工资</", False), ("b", True), (">", False))),
        ("工资", "", (("工资", False),)),
    ],
)
def test_what_was_looked_for_is_marked(text: str, typed: str, pieces: object) -> None:
    assert pieces_of(text, query_of(typed).terms) == pieces


def test_a_long_text_is_shown_about_the_first_hit() -> None:
    shown = "".join(
        words for words, _hit in pieces_of("前" * 500 + "工资" + "后" * 500, ("工资",), around=60)
    )
    assert "工资" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 62


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("电话13800000000，急", "电话…，急"),
        ("138 0000 0000", "…"),
        ("138-0000-0000", "…"),
        ("身份证33050219900101001x", "身份证…"),
        ("座机0572-2000000", "座机0572-…"),
        ("欠了186400元", "欠了186400元"),
        ("2026-11-24 下午", "2026-11-24 下午"),
    ],
)
def test_telephones_and_identity_numbers_are_left_out(text: str, kept: str) -> None:
    assert without_persons(folded(text)).replace(",", "，") == kept
