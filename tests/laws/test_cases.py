"""Published cases: a line, its blocks, what was decided, what it cites; which are like a matter, and why."""

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.laws.finding.cases import Row, built_cases, keep_cases_index, kept_cases_index
from heyi.laws.finding.passages import LONGEST, alike_passage
from heyi.laws.finding.sources import cases_at
from heyi.laws.finding.store import NotOurs, keep
from heyi.laws.rules.articles import Key
from heyi.laws.rules.cases import (
    MOST_NAME,
    MOST_TEXT,
    Block,
    Case,
    NotACase,
    blocks_of,
    case_of,
    cited_in,
    decided_in,
    story_of,
)
from heyi.triage.codes_of_elements import Element
from tests.laws.conftest import DEPOSIT, OVERTIME, SPORT, example_cases

INDEX = built_cases([Row(10 + at, case) for at, case in enumerate(example_cases())], mark="1")


def near(text: str, *, field: str = "", top: int = 3) -> list[int]:
    return [one.id for one in INDEX.near(text, field=field, top=top)]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ([], "object"),
        ({"title": "甲", "text": 3}, "text"),
        ({"title": "甲"}, "text"),
        ({"title": "甲", "text": " \n"}, "text"),
        ({"title": "甲", "text": "案" * (MOST_TEXT + 1)}, "text"),
        ({"title": "《》", "text": "案"}, "title"),
        ({"title": "甲" * (MOST_NAME + 1), "text": "案"}, "title"),
        ({"title": "甲", "text": "案", "category": ["民法典"]}, "category"),
        ({"title": "甲", "text": "案", "category": "民" * 41}, "category"),
    ],
)
def test_what_is_no_case_is_told_by_its_field(row: object, field: str) -> None:
    with pytest.raises(NotACase, match=field):
        case_of(row)


def test_a_case_holds_nothing_that_a_database_cannot_keep() -> None:
    assert case_of({"title": " 甲\0", "text": "案\ud800"}) == Case("", "甲", "案?")


def test_titles_compare_without_marks_and_blanks() -> None:
    assert Case("", "《甲》 诉乙", "").plain_title == Case("", "甲诉乙", "").plain_title


def test_markdown_becomes_words_alone() -> None:
    text = "# 头<!-- x -->\n\n> - **粗** [链](javascript:alert(1)) <script>\n---\n| a | b |\n|---|---|\n"
    assert list(blocks_of(text)) == [Block(1, "头"), Block(0, "粗 链 <script>"), Block(0, "| a | b |")]


@pytest.mark.parametrize(
    ("text", "heading", "words"),
    [
        (DEPOSIT, "裁判结果", "法院判决房东退还押金二千元。"),
        (SPORT, "", "就此，法院判决驳回了陆某的请求。"),
        ("## 裁判要旨\n\n应当退还。", "裁判要旨", "应当退还。"),
        ("## 裁判结果\n\n法院认为，应当退还。", "裁判结果", "法院认为，应当退还。"),
        ("## 法官解读\n\n应当退还。", "法官解读", "应当退还。"),
        ("没有标题。", "", ""),
        ("", "", ""),
    ],
)
def test_what_was_decided(text: str, heading: str, words: str) -> None:
    assert decided_in(text) == (heading, words)


def test_of_a_long_result_the_rulings_alone() -> None:
    assert decided_in(OVERTIME).words == (
        "仲裁委员会裁决某木业公司支付沈某加班费八千元。二审法院判决驳回上诉，维持原判。"
    )
    long = f"## 裁判结果\n\n一审法院判决驳回{'很长的请求' * 30}。二审法院改判退还。"
    assert decided_in(long).words == "二审法院改判退还。"


def test_the_story_is_what_happened_and_what_was_asked() -> None:
    story = story_of(Case("", "题", OVERTIME))
    assert "打卡记录申请仲裁" in story
    assert "二审" not in story
    assert story_of(Case("", "题", "没有标题的全文")) == "题\n没有标题的全文"


def test_articles_are_cited_by_name_and_by_number_after_it() -> None:
    text = "依照《中华人民共和国租赁示例法》（2020）第二条、第三条第一款及第十条之一，第九条，另见第五条"
    assert [one.key for one in cited_in(text)] == [
        Key("租赁示例法", 2, ""),
        Key("租赁示例法", 3, ""),
        Key("租赁示例法", 10, "之一"),
        Key("租赁示例法", 9, ""),
    ]


@given(st.text(alphabet="《》第一二条款、（）#*- \n法", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for start, end, _key in cited_in(text):
        assert text[start:end]
    assert all(block.text for block in blocks_of(text))
    decided_in(text)
    story_of(Case("", "题", text))


@pytest.mark.parametrize(
    "piece", ["[", "![", "<!--", "# #", "> ", "法院", "《法》第", "第一条、", "《《", "判决", "-" * 9, "|-"]
)
def test_no_text_takes_long(piece: str) -> None:
    text = piece * (MOST_TEXT // len(piece))
    begun = process_time()
    decided_in(text)
    for _cited in cited_in(text):
        pass
    assert process_time() - begun < 2


def test_the_nearest_case_by_words_and_elements() -> None:
    assert near("我每周上六天班，有打卡记录，公司不给加班费", field="LABOUR") == [10]
    assert near("租的房子到期了，房东不退押金")[0] == 11
    assert near("打球把球友的眼睛打伤了，医药费谁出")[0] == 12


@pytest.mark.parametrize("text", ["", "太湖路的路灯不亮", "🙂", "abc", "的" * 5_000])
def test_nothing_is_like_another_story(text: str) -> None:
    assert near(text) == []


def test_no_more_than_asked_for_and_with_what_is_shared() -> None:
    (one,) = INDEX.near("房东不退押金，我打羽毛球受伤", field="HOUSING", top=1)
    assert one.elements == (Element.LEASE, Element.LEASE_DEPOSIT)


def test_an_empty_index_finds_nothing() -> None:
    assert built_cases([], mark="").near("加班费", field="", top=3) == []


def test_an_index_is_kept_whole_and_one_of_other_elements_is_not_ours(tmp_path: Path) -> None:
    keep_cases_index(tmp_path / "cases.index", INDEX)
    kept = kept_cases_index(tmp_path / "cases.index")
    asked = "公司不给加班费"
    assert kept.mark == "1"
    assert kept.near(asked, field="", top=3) == INDEX.near(asked, field="", top=3)
    assert kept.telling(asked) == INDEX.telling(asked)
    keep(tmp_path / "other.index", {"version": 1, "elements": ["OLD"]}, {})
    with pytest.raises(NotOurs):
        kept_cases_index(tmp_path / "other.index")


def test_the_passage_marks_what_is_common() -> None:
    asked = "公司从来不给加班费，我有打卡记录"
    story = story_of(example_cases()[0])
    passage = alike_passage(story, INDEX.telling(asked), {Element.OVERTIME_PAY})
    marked = {words for words, is_common in passage if is_common}
    assert {"加班费", "打卡记录"} <= marked
    assert "".join(words for words, _is_common in passage).strip("…") in story


@given(st.text(alphabet="加班费打卡记录，。公司", max_size=200))
def test_a_passage_is_a_piece_of_the_story(story: str) -> None:
    passage = alike_passage(story, INDEX.telling("加班费，打卡记录"), {Element.OVERTIME_PAY})
    words = "".join(each for each, _is_common in passage).strip("…")
    assert words in story
    assert len(words) <= LONGEST


def test_lines_that_are_no_case_are_told_and_passed_over(tmp_path: Path) -> None:
    row = {"category": "民法典", "title": "甲诉乙", "text": "案"}
    lines = [json.dumps(row), "", "{", json.dumps({**row, "title": ""}), json.dumps([])]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "other.txt").write_text("not looked at", encoding="utf-8")
    refused: list[str] = []
    assert [case.title for case in cases_at(tmp_path, refuse=refused.append)] == ["甲诉乙"]
    assert refused == ["cases.jsonl:3: JSON", "cases.jsonl:4: title", "cases.jsonl:5: object"]
