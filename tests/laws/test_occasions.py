"""The list of occasions: it leads to articles whose words are other ones, and is well written."""

import re
from collections import Counter

from heyi.laws.finding.index import built
from heyi.laws.finding.lay import rows_of
from heyi.laws.finding.occasions import Occasions
from heyi.laws.finding.shelf import Finder
from heyi.laws.rules.articles import Article
from tests.laws.conftest import example_articles

CITED = re.compile(r"\S+( [1-9]\d*(之[一二三四五六七八九十])?)+")
LAWS = [
    Article("民法典", 1245, "", "甲乙丙。"),
    Article("民法典", 1246, "", "丁戊己。"),
    Article("《中华人民共和国刑法》", 133, "", "庚辛。"),
    Article("《中华人民共和国刑法》", 133, "之一", "壬癸。"),
]


def test_an_occasion_leads_to_its_article_whatever_its_words() -> None:
    finder = Finder(built(LAWS), None, None)
    marks = [finder.index.mark(one.number)[1:] for one in finder.search("邻居家的狗咬人了", 2)]
    assert marks == [(1245, ""), (1246, "")]
    (drunk,) = finder.search("酒驾醉驾", 1)
    assert finder.index.mark(drunk.number)[1:] == (133, "之一")


def test_how_alike_is_between_nothing_and_one() -> None:
    occasions = Occasions(built(LAWS))
    best = occasions.likeness("狗咬人 宠物伤人")
    assert 0.99 < best[0] <= 1.001
    assert max(best[2:]) < 0.1


def test_where_none_of_the_laws_is_loaded_nothing_is_said() -> None:
    assert not Occasions(built(example_articles())).likeness("狗咬人").any()


def test_the_lists_are_well_written() -> None:
    occasions = list(rows_of("occasions.tsv"))
    assert [cited for _words, cited in occasions if not CITED.fullmatch(cited)] == []
    for rows in (occasions, list(rows_of("lay_words.tsv"))):
        assert all(behind.strip() == behind != "" for _before, behind in rows)
        assert [
            before for before, count in Counter(before for before, _behind in rows).items() if count > 1
        ] == []
