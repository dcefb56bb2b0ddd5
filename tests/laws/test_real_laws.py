"""Floors on 61,542 real articles and real questions, where shared data lies beside the checkout; tuned to no row."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest

from heyi.laws.finding.shelf import Confirmed, Finder, Shelf, articles_at
from heyi.laws.rules.articles import ARTICLE, Key, number_of, plain_name
from tests.laws.conftest import quiet

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no shared data at {DATA}")
TAUGHT, ASKED = 120, 60


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("laws"))
    refused: list[str] = []
    shelf.load(articles_at(DATA / "law_articles.jsonl.gz", refuse=refused.append), tell=quiet)
    assert refused == []
    return shelf


def questions(name: str) -> list[Confirmed]:
    """The rows of a set, with their articles' keys."""
    lines = (DATA / "dev" / f"{name}_lay_queries.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    if name == "equals":
        keys = [(Key(plain_name(row["law"]), row["article_no"], ""),) for row in rows]
    else:
        keys = [tuple(cited(article["name"]) for article in row["articles"]) for row in rows]
    return [Confirmed(row["query"], key) for row, key in zip(rows, keys, strict=True)]


def cited(name: str) -> Key:
    """劳动合同法第十条."""
    mark = list(ARTICLE.finditer(name))[-1]
    return Key(plain_name(name[: mark.start()]), number_of(mark[1]), mark[2])


def recall(finder: Finder, asked: Sequence[Confirmed], top: int) -> float:
    keys = {number: key for key, number in finder.index.numbers().items()}
    found = [{keys[one.number] for one in finder.search(each.query, top)} for each in asked]
    shares = [
        len(set(each.articles) & one) / len(each.articles) for each, one in zip(asked, found, strict=True)
    ]
    return sum(shares) / len(shares)


def test_every_law_is_there_and_old_ones_are_marked(real: Shelf) -> None:
    index = real.index()
    assert (index.size, len(index.laws)) == (61_542, 1_352)
    ended = {plain_name(law.name): law.ended_by for law in index.laws if law.ended_by}
    assert ended["契税暂行条例"] == "契税法"
    assert len(ended) > 40
    begins = {law.name: law.begins for law in index.laws}
    assert (begins["民法典"], begins["公司法"]) == ("2021-01-01", "2024-07-01")


@pytest.mark.parametrize(("name", "at_five", "at_hundred"), [("stard", 0.38, 0.7), ("equals", 0.5, 0.76)])
def test_without_lessons(real: Shelf, name: str, at_five: float, at_hundred: float) -> None:
    finder, asked = real.open(), questions(name)[::8]
    began = process_time()
    assert recall(finder, asked, 5) >= at_five
    assert (process_time() - began) / len(asked) < 0.03  # a machine under load counts double
    assert recall(finder, asked, 100) >= at_hundred


def test_lessons_teach_questions_that_were_not_among_them(real: Shelf) -> None:
    rows = questions("equals")[: TAUGHT + ASKED]
    asked = rows[TAUGHT:]
    before = recall(Finder(real.index(), None, None), asked, 5)
    taught = real.learn(rows[:TAUGHT], anew=True, tell=quiet)
    assert (taught.lessons, taught.unknown) == (TAUGHT, 0)
    assert recall(real.open(), asked, 5) >= before + 0.15
