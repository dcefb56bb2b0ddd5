"""Loading, searching, learning: on invented laws, and the shelf's promises."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.laws.finding.grams import codes_of, words_of
from heyi.laws.finding.index import built
from heyi.laws.finding.lay import legal_words
from heyi.laws.finding.postings import postings_of
from heyi.laws.finding.shelf import LEAST_TO_ORDER, Confirmed, Finder, NothingLoaded, Shelf, articles_at
from heyi.laws.finding.store import NotOurs, keep, kept
from heyi.laws.rules.articles import Article, Key
from tests.laws.conftest import example_articles, quiet

HAN = st.text(alphabet="承租人出租押金工资拖欠。 \na1𠮷", max_size=40)


def best(finder: Finder, query: str, top: int = 1) -> list[tuple[str, int]]:
    return [finder.index.mark(found.number)[:2] for found in finder.search(query, top)]


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("房东不退押金怎么办", ("租赁示例法", 3)),
        ("老板拖着工资不发，我能辞职吗", ("劳动示例法", 2)),
        ("逾期支付租金可以解除合同吗", ("租赁示例法", 2)),
    ],
)
def test_lay_words_find_the_article(shelf: Shelf, query: str, article: tuple[str, int]) -> None:
    assert best(shelf.open(), query) == [article]


def test_a_law_that_was_ended_comes_after_the_one_in_force(shelf: Shelf) -> None:
    finder = shelf.open()
    assert [law.ended_by for law in finder.index.laws if law.name == "旧租赁示例条例"] == ["租赁示例法"]
    assert best(finder, "押金期满返还", 2) == [("租赁示例法", 3), ("旧租赁示例条例", 1)]


ANY_FINDER = Finder(built(example_articles()), None, None)


@given(HAN)
def test_any_query_is_answered(query: str) -> None:
    finder = ANY_FINDER
    found = finder.search(query, 3)
    assert len(found) == (3 if query.strip() else 0)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def test_nothing_is_found_where_nothing_is_asked_or_loaded(tmp_path: Path, shelf: Shelf) -> None:
    assert shelf.open().search("押金", 0) == []
    with pytest.raises(NothingLoaded):
        Shelf(tmp_path / "empty").open()
    with pytest.raises(NothingLoaded):
        Shelf(tmp_path / "empty").learn([], anew=False, tell=quiet)


def test_a_confirmed_article_comes_first_for_a_like_question(shelf: Shelf) -> None:
    query, key = "猫把沙发抓坏了谁赔", Key("租赁示例法", 1, "")
    taught = shelf.learn([Confirmed(query, (key, Key("没有的法", 1, "")))], anew=False, tell=quiet)
    assert (taught.lessons, taught.unknown, taught.empty) == (1, 1, 0)
    assert best(shelf.open(), "猫把沙发抓坏谁来赔") == [("租赁示例法", 1)]


def test_learning_twice_teaches_once_and_anew_forgets(shelf: Shelf) -> None:
    one = Confirmed("押金", (Key("租赁示例法", 3, ""),))
    other = Confirmed("租金", (Key("租赁示例法", 2, ""),))
    assert shelf.learn([one, one], anew=False, tell=quiet).lessons == 1
    assert shelf.learn([one, other], anew=False, tell=quiet).lessons == 2
    assert shelf.learn([other], anew=True, tell=quiet).lessons == 1
    assert list(shelf.lessons()) == [other]


def test_many_lessons_teach_the_order(shelf: Shelf) -> None:
    lessons = [
        Confirmed(f"押金{chr(0x4E00 + at)}退不退", (Key("租赁示例法", 3, ""),))
        for at in range(LEAST_TO_ORDER)
    ]
    steps: list[str] = []
    shelf.learn(lessons, anew=False, tell=lambda step, _done, _whole: steps.append(step))
    assert {"look", "order"} <= set(steps)
    assert best(shelf.open(), "押金退不退") == [("租赁示例法", 3)]


def test_loading_again_replaces_the_law_and_keeps_what_was_learned(shelf: Shelf) -> None:
    shelf.learn([Confirmed("猫抓沙发", (Key("租赁示例法", 1, ""),))], anew=False, tell=quiet)
    index = shelf.load([Article("租赁示例法", 1, "", "新的第一条。")], tell=quiet)
    assert index.size == 4
    finder = shelf.open()
    assert best(finder, "猫抓沙发") == [("租赁示例法", 1)]
    assert finder.index.text_of(finder.index.numbers()[Key("租赁示例法", 1, "")]) == "新的第一条。"


def test_what_the_platform_confirmed_is_learned_beside_the_files(shelf: Shelf) -> None:
    shelf.learn([Confirmed("猫抓沙发", (Key("租赁示例法", 1, ""),))], anew=False, tell=quiet)
    confirmed = [Confirmed(words_of("楼上漏水"), (Key("租赁示例法", 2, ""),))]
    assert shelf.relearn(confirmed) == 2
    assert best(shelf.open(), "楼上漏水") == [("租赁示例法", 2)]
    assert shelf.relearn([]) == 1


def test_what_was_learned_in_another_way_is_left_and_learned_anew(shelf: Shelf) -> None:
    shelf.learn([Confirmed("猫抓沙发", (Key("租赁示例法", 1, ""),))], anew=False, tell=quiet)
    path = shelf.folder / "learned.index"
    about, arrays = kept(path)
    keep(path, {**about, "way": 0}, arrays)
    unlearned = Finder(shelf.index(), None, None).search("猫抓沙发", 1)
    assert shelf.open().search("猫抓沙发", 1) == unlearned
    assert shelf.relearn([]) == 1
    assert best(shelf.open(), "猫抓沙发") == [("租赁示例法", 1)]


def test_a_broken_lesson_file_is_learned_anew(shelf: Shelf) -> None:
    shelf.learn([Confirmed("猫抓沙发", (Key("租赁示例法", 1, ""),))], anew=False, tell=quiet)
    (shelf.folder / "learned.index").write_bytes(b"other")
    assert shelf.relearn([]) == 1
    assert best(shelf.open(), "猫抓沙发") == [("租赁示例法", 1)]


def test_without_laws_nothing_is_relearned(tmp_path: Path) -> None:
    assert Shelf(tmp_path / "none").relearn([]) == 0


def test_articles_come_back_as_they_were_loaded(shelf: Shelf) -> None:
    assert sorted(shelf.index().articles(), key=str) == sorted(example_articles(), key=str)


def test_articles_stand_in_their_order_and_the_later_of_two_counts(tmp_path: Path) -> None:
    rows = [
        Article("甲法", no, sub, f"{no}{sub}") for no, sub in ((2, ""), (1, "之二"), (1, "之一"), (1, ""))
    ]
    index = Shelf(tmp_path).load([*rows, Article("《甲法》", 2, "", "新")], tell=quiet)
    assert [(one.no, one.sub, one.text) for one in index.articles()] == [
        (1, "", "1"),
        (1, "之一", "1之一"),
        (1, "之二", "1之二"),
        (2, "", "新"),
    ]


def test_files_and_folders_are_read_and_bad_lines_told(tmp_path: Path) -> None:
    rows = [{"law": "甲法", "no": 1, "text": "一"}, {"law": "甲法"}]
    lines = "\n".join(json.dumps(row) for row in rows) + "\n{\n\n"
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(lines.replace("\\u7532", "\\u4e59").encode()))
    (tmp_path / "c.md").write_text("# 丙法\n第一条 三")
    (tmp_path / "d.md").write_bytes(b"\xff\xfe")
    (tmp_path / ".hidden.md").write_text("# 丁法\n第一条 四")
    refused: list[str] = []
    found = list(articles_at(tmp_path, refuse=refused.append))
    assert [article.law for article in found] == ["甲法", "乙法", "丙法"]
    assert len(refused) == 5
    assert [one.law for one in articles_at(tmp_path / "c.md", refuse=refused.append)] == ["丙法"]


def test_a_broken_index_is_none(shelf: Shelf) -> None:
    path = shelf.folder / "articles.index"
    whole = path.read_bytes()
    for broken in (b"", b"other", whole[:-1], whole[:40]):
        path.write_bytes(broken)
        with pytest.raises(NothingLoaded):
            shelf.open()


def test_arrays_come_back_from_their_file(tmp_path: Path) -> None:
    arrays = {"a": np.arange(5, dtype=np.int32), "b": np.zeros((2, 0), np.float32), "c": np.eye(3)}
    keep(tmp_path / "x", {"甲": 1}, arrays)
    about, found = kept(tmp_path / "x")
    assert about == {"甲": 1}
    assert all(np.array_equal(found[name], array) for name, array in arrays.items())
    (tmp_path / "y").write_bytes(b"HEYI-ARRAYS-1\n" + (5).to_bytes(8, "little") + b"[1,2]")
    with pytest.raises(NotOurs):
        kept(tmp_path / "y")


@given(HAN)
def test_the_words_of_a_text_give_the_same_pairs(text: str) -> None:
    assert codes_of(words_of(text))[1].tolist() == codes_of(text)[1].tolist()


@given(st.lists(HAN, min_size=1, max_size=5), HAN)
def test_only_texts_that_share_a_pair_have_a_score(texts: list[str], query: str) -> None:
    pairs = codes_of(query)[1]
    scores = postings_of(texts, evenness=0.6, letters=False).scores(pairs)
    shared = [bool(set(codes_of(text)[1].tolist()) & set(pairs.tolist())) for text in texts]
    assert [score > 0 for score in scores.tolist()] == shared


def test_lay_words_have_legal_ones_and_stand_once() -> None:
    assert "出租人" in legal_words("房东不退押金")
    assert legal_words("无") == ""
    lines = (Path(__file__).parents[2] / "heyi/laws/data/lay_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in lines.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 2 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
