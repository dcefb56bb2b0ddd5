"""Which articles a text calls for, and articles by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from heyi.laws.finding.index import Law
from heyi.laws.finding.lay import taught_by
from heyi.laws.finding.shelf import Finder, NothingLoaded, Shelf
from heyi.laws.queries import confirmations_of, find_article
from heyi.laws.rules.articles import Key, plain_name

TOP = 5


@dataclass(frozen=True, slots=True)
class ArticleFace:
    """An article as pages show it; `ended_by` names the law that ended its law, "" while that is in force."""

    law: str
    no: int
    sub: str
    chapter: str
    text: str
    begins: str
    ended_by: str
    score: float

    @property
    def key(self) -> Key:
        """Its key."""
        return Key(plain_name(self.law), self.no, self.sub)


def articles_for(text: str, top: int = TOP) -> tuple[ArticleFace, ...]:
    """The articles that a text most likely calls for, the likeliest first; none while no laws are loaded."""
    finder = _finder()
    if finder is None:
        return ()
    return tuple(_face(finder, found.number, found.score) for found in finder.search(text, top))


def confirmed_for(text: str) -> Mapping[Key, int]:
    """The articles that people confirmed for a text of these words, with the confirmations' numbers. One query."""
    return confirmations_of(sha256(taught_by(text).encode()).digest())


def article_at(law: str, no: int, sub: str = "") -> ArticleFace:
    """An article by its law's name and its number, from the tables; raises LookupError."""
    row = find_article(Key(plain_name(law), no, sub))
    if row is None:
        raise LookupError(f"{law} {no} {sub}")
    begins = row.law.begins_on.isoformat() if row.law.begins_on else ""
    return ArticleFace(row.law.name, row.no, row.sub, row.chapter, row.text, begins, row.law.ended_by, 0.0)


def articles_named(keys: Iterable[Key]) -> Mapping[Key, ArticleFace]:
    """Those of these articles that are loaded, from the index; no query."""
    finder = _finder()
    if finder is None:
        return {}
    numbers = finder.index.numbers_of(keys)
    return {key: _face(finder, number, 0.0) for key, number in numbers.items()}


def shelf() -> Shelf:
    """The installation's shelf of laws."""
    return Shelf(Path(settings.HEYI_HOME) / "laws")


def _finder() -> Finder | None:
    return _opened(shelf().folder, shelf().stamp())


@lru_cache(maxsize=1)
def _opened(folder: Path, _stamp: tuple[int, int]) -> Finder | None:
    """Opened once for each state of the folder; the index is mapped, not read."""
    try:
        return Shelf(folder).open()
    except NothingLoaded:
        return None


def _face(finder: Finder, number: int, score: float) -> ArticleFace:
    article = finder.index.article(number)
    law: Law = finder.index.laws[finder.index.law[number]]
    return ArticleFace(
        law.name, article.no, article.sub, article.chapter, article.text, law.begins, law.ended_by, score
    )
