"""Articles that a question names outright: 刑法第二百六十四条, 《民法典》第1079条、第1087条."""

from collections.abc import Iterator

from heyi.laws.finding.index import Index
from heyi.laws.rules.articles import ARTICLE, Key, number_of, plain_name

_SHORTEST, _LONGEST = 2, 60  # letters of a law's plain name
_READ = 400  # letters of a question
_APART = 4  # letters between two articles of one law: 、 和 以及


class Cited:
    """Knows the laws of an index by their names."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._names = {plain_name(law.name) for law in index.laws}

    def articles(self, query: str) -> list[int]:
        """The numbers of the articles that it names and that are there, in the order of the question."""
        keys = list(self._keys(query[:_READ]))
        return list(dict.fromkeys(self._index.numbers_of(keys).values())) if keys else []

    def _keys(self, query: str) -> Iterator[Key]:
        law, end = "", 0
        for found in ARTICLE.finditer(query):
            apart = found.start() - end
            law = self._law_before(query[: found.start()]) or (law if apart <= _APART else "")
            end = found.end()
            if law:
                yield Key(law, number_of(found[1]), found[2])

    def _law_before(self, words: str) -> str:
        """The longest name of a law that the words end with; empty where they end with none."""
        told = plain_name(words[-_LONGEST:])
        ends = (told[-length:] for length in range(len(told), _SHORTEST - 1, -1))
        return next((name for name in ends if name in self._names), "")
