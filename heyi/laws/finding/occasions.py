"""Occasions that people ask about, and the articles for them, from a list of our own: heyi/laws/data/occasions.tsv.

It names laws and numbers, so it helps where the law is loaded, and says nothing of laws that are not.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from heyi.laws.finding.index import Index
from heyi.laws.finding.lay import rows_of
from heyi.laws.finding.postings import Floats
from heyi.laws.finding.questions import likeness_of, questions_of
from heyi.laws.rules.articles import plain_name

_ALIKE = 30  # occasions looked at, those most alike


class Occasions:
    """The list, against one index."""

    def __init__(self, index: Index) -> None:
        rows = list(_known(index))
        self._size = index.size
        self._questions, self._rareness = questions_of([words for words, _articles in rows])
        self._articles = [articles for _words, articles in rows]

    def likeness(self, query: str) -> Floats:
        """For each article how alike the question is to its occasion, 0 to 1; to the one most alike of several."""
        best = np.zeros(self._size, np.float32)
        alike = likeness_of(query, self._questions, self._rareness)
        for at in np.argsort(-alike, kind="stable")[:_ALIKE].tolist():
            articles = self._articles[at]
            best[articles] = np.maximum(best[articles], alike[at])
        return best


def _known(index: Index) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    """The occasions of which an article is loaded: 民法典 1079 1084, or 刑法 133之一."""
    laws = {plain_name(law.name): at for at, law in enumerate(index.laws)}
    for words, cited in rows_of("occasions.tsv"):
        name, *marks = cited.split(" ")
        if name in laws and (articles := _articles(index, laws[name], marks)):
            yield words, np.array(articles, np.int64)


def _articles(index: Index, law: int, marks: Iterable[str]) -> list[int]:
    begin, end = np.searchsorted(index.law, [law, law + 1]).tolist()
    found = []
    for mark in marks:
        no, _, sub = mark.partition("之")
        there = begin + np.flatnonzero(index.no[begin:end] == int(no))
        found += [at for at in there.tolist() if index.subs[index.sub[at]] == (sub and f"之{sub}")]
    return found
