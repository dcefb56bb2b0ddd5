"""The index of all loaded articles: what is looked at in a search, and the articles themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from heyi.laws.codes import Rank, rank_of
from heyi.laws.finding.postings import Postings, postings_of
from heyi.laws.finding.store import NotOurs, keep, kept
from heyi.laws.rules.articles import Article, Key, number_of, plain_name
from heyi.laws.rules.force import begins_on, ended_by

VERSION = 1
_FIELDS = ("pairs", "letters", "titles")
_RANKS = tuple(Rank)
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Law:
    """A law in the index; `ended_by` names the law that ended it, "" while it is in force."""

    name: str
    level: str
    date: str
    begins: str
    ended_by: str


class Mark(NamedTuple):
    """How an article is named: 民法典, 1260, ""."""

    law: str
    no: int
    sub: str


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that a search reads; articles have the numbers 0 … size - 1, those of a law in a row."""

    laws: tuple[Law, ...]
    chapters: tuple[str, ...]
    subs: tuple[str, ...]
    law: Ints
    chapter: Ints
    no: Ints
    sub: Ints
    lengths: npt.NDArray[np.float32]
    ranks: Ints  # of each law, its place among the ranks
    ended: npt.NDArray[np.bool_]  # of each law
    text_ends: npt.NDArray[np.int64]
    text: npt.NDArray[np.uint8]
    pairs: Postings
    letters: Postings
    titles: Postings

    @property
    def size(self) -> int:
        """How many articles there are."""
        return len(self.law)

    def text_of(self, number: int) -> str:
        """The text of an article."""
        begin = int(self.text_ends[number - 1]) if number else 0
        return self.text[begin : int(self.text_ends[number])].tobytes().decode()

    def mark(self, number: int) -> Mark:
        """The law, number and sub of an article, as they were loaded."""
        return Mark(self.laws[self.law[number]].name, int(self.no[number]), self.subs[self.sub[number]])

    def article(self, number: int) -> Article:
        """An article as it was loaded."""
        law = self.laws[self.law[number]]
        chapter = self.chapters[self.chapter[number]].partition("\t")[2]
        sub = self.subs[self.sub[number]]
        return Article(
            law.name, int(self.no[number]), sub, self.text_of(number), chapter, law.level, law.date
        )

    def articles(self) -> Iterable[Article]:
        """All of them, in order."""
        return (self.article(number) for number in range(self.size))

    def numbers_of(self, keys: Iterable[Key]) -> Mapping[Key, int]:
        """The numbers of those of these articles that are there."""
        laws = {plain_name(law.name): at for at, law in enumerate(self.laws)}
        known = ((key, self._number(laws[key.law], key)) for key in keys if key.law in laws)
        return {key: number for key, number in known if number is not None}

    def _number(self, law: int, key: Key) -> int | None:
        """Articles of a law stand in a row."""
        begin, end = np.searchsorted(self.law, [law, law + 1]).tolist()
        found = np.flatnonzero(self.no[begin:end] == key.no).tolist()
        return next((begin + at for at in found if self.subs[self.sub[begin + at]] == key.sub), None)

    def numbers(self) -> Mapping[Key, int]:
        """The number of each article by its key."""
        names = [plain_name(law.name) for law in self.laws]
        rows = zip(self.law.tolist(), self.no.tolist(), self.sub.tolist(), strict=True)
        return {Key(names[law], no, self.subs[sub]): at for at, (law, no, sub) in enumerate(rows)}


def built(articles: Iterable[Article]) -> Index:
    """The index of these articles; of two with one key the later counts."""
    by_law: dict[str, dict[Key, Article]] = {}
    for article in articles:
        by_law.setdefault(plain_name(article.law), {})[article.key] = article
    groups = {name: sorted(group.values(), key=_place) for name, group in by_law.items()}
    ordered = [article for group in groups.values() for article in group]
    return _indexed(
        _laws(groups), np.repeat(np.arange(len(groups)), [len(g) for g in groups.values()]), ordered
    )


def _place(article: Article) -> tuple[int, int]:
    """Where an article stands in its law: 第十条之二 after 第十条之一."""
    return article.no, number_of(article.sub.removeprefix("之"))


def _laws(groups: Mapping[str, Sequence[Article]]) -> tuple[Law, ...]:
    ended = ended_by(groups)
    return tuple(
        Law(group[0].law, group[0].level, group[0].date, begins_on(group), ended.get(name, ""))
        for name, group in groups.items()
    )


def _indexed(laws: tuple[Law, ...], law: npt.NDArray[Any], ordered: Sequence[Article]) -> Index:
    chapters = {name: at for at, name in enumerate(dict.fromkeys(_chapter(one) for one in ordered))}
    subs = {sub: at for at, sub in enumerate(dict.fromkeys(one.sub for one in ordered))}
    texts = [article.text for article in ordered]
    octets = [text.encode("utf-8", "replace") for text in texts]
    return Index(
        laws=laws,
        chapters=tuple(chapters),
        subs=tuple(subs),
        law=law.astype(np.int32),
        chapter=np.array([chapters[_chapter(one)] for one in ordered], np.int32),
        no=np.array([one.no for one in ordered], np.int32),
        sub=np.array([subs[one.sub] for one in ordered], np.int32),
        lengths=np.log1p(np.array([len(text) for text in texts], np.float32)),
        text_ends=np.cumsum([len(octet) for octet in octets], dtype=np.int64),
        text=np.frombuffer(b"".join(octets), np.uint8),
        pairs=postings_of(texts, evenness=0.6, letters=False),
        letters=postings_of(texts, evenness=0.6, letters=True),
        titles=postings_of([f"{one.law} {one.chapter}" for one in ordered], evenness=0.3, letters=False),
        **_of_laws(laws),
    )


def _chapter(article: Article) -> str:
    """Chapters of two laws may have one name."""
    return f"{plain_name(article.law)}\t{article.chapter}"


def _of_laws(laws: tuple[Law, ...]) -> dict[str, Any]:
    return {
        "ranks": np.array([_RANKS.index(rank_of(law.level)) for law in laws], np.int32),
        "ended": np.array([bool(law.ended_by) for law in laws], np.bool_),
    }


_PLAIN = ("law", "chapter", "no", "sub", "lengths", "text_ends", "text")


def keep_index(path: Path, index: Index) -> None:
    """Write an index, in place of the one that was there."""
    about = {
        "version": VERSION,
        "laws": [[law.name, law.level, law.date, law.begins, law.ended_by] for law in index.laws],
        "chapters": index.chapters,
        "subs": index.subs,
    }
    arrays = {name: getattr(index, name) for name in _PLAIN}
    for field in _FIELDS:
        arrays |= {f"{field}.{name}": array for name, array in getattr(index, field).arrays().items()}
    keep(path, about, arrays)


def kept_index(path: Path) -> Index:
    """The index that was written; raises FileNotFoundError, NotOurs."""
    about, arrays = kept(path)
    if about.get("version") != VERSION:
        raise NotOurs(str(path))
    laws = tuple(Law(*row) for row in about["laws"])
    size = len(arrays["law"])
    parts: dict[str, Any] = {name: arrays[name] for name in _PLAIN}
    parts |= {field: Postings.kept(arrays, field, size) for field in _FIELDS}
    return Index(
        laws=laws, chapters=tuple(about["chapters"]), subs=tuple(about["subs"]), **parts, **_of_laws(laws)
    )
