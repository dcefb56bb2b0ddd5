"""An article that the question names outright is found first."""

import pytest

from heyi.laws.finding.shelf import Shelf


@pytest.mark.parametrize(
    ("query", "cited"),
    [
        ("租赁示例法第三条", [3]),
        ("《中华人民共和国租赁示例法》第3条怎么说？", [3]),
        ("猫抓沙发，依据租赁示例法第三条、第一条和第2条，该谁赔", [3, 1, 2]),
        ("租赁示例法第三条，房东说还有另外一部法律的第一条", [3]),
        ("不知道哪部法第三条", []),
        ("租赁示例法第九百条", []),
        ("第三条", []),
        ("租赁示例法第条", []),
    ],
)
def test_what_a_question_names_comes_first(shelf: Shelf, query: str, cited: list[int]) -> None:
    finder = shelf.open()
    found = finder.search(query, 7)
    first = [finder.index.mark(one.number) for one in found[: len(cited)]]
    assert [(mark.law, mark.no) for mark in first] == [("租赁示例法", no) for no in cited]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert len({one.number for one in found}) == len(found) == 7
    assert finder._cited.articles(query) == [one.number for one in found[: len(cited)]]


def test_no_more_than_asked_for(shelf: Shelf) -> None:
    assert len(shelf.open().search("租赁示例法第一条、第二条、第三条", 2)) == 2
