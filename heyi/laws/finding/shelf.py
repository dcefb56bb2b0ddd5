"""A folder with the index, the lessons and what was learned of them; the same with and without a database."""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

import numpy as np

from heyi.laws.finding.cited import Cited
from heyi.laws.finding.index import Index, built, keep_index, kept_index
from heyi.laws.finding.learned import Learned, Lesson, learn, learned_from
from heyi.laws.finding.ranking import Example, Order, trained
from heyi.laws.finding.signs import Signs
from heyi.laws.finding.sources import files_in, of_lines
from heyi.laws.finding.store import NotOurs, keep, kept
from heyi.laws.rules.articles import Article, Key, article_of, plain_name
from heyi.laws.rules.markdown import articles_in

LEAST_TO_ORDER = 30  # lessons below which the order at first sight stays
_WAY = 2  # of learning; what was learned in another way is not used, and is learned anew at night
Tell = Callable[[str, int, int], None]  # what is done, how far, of how many
_ORDER = ("mean", "spread", "into", "shift", "out", "straight")


class NothingLoaded(LookupError):
    """No index yet, or one that this version cannot read."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that was found, by its number in the index; scores only compare within one answer."""

    number: int
    score: float


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirmed: a question and the articles that answer it."""

    query: str
    articles: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a file."""

    taken: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Taught:
    """What became of confirmed questions: used, without a known article, and articles that no law has."""

    lessons: int
    empty: int
    unknown: int


class Finder:
    """An opened shelf: finds articles."""

    def __init__(self, index: Index, learned: Learned | None, order: Order | None) -> None:
        self.index = index
        self._order = order
        self._signs = Signs(index, learned)
        self._cited = Cited(index)

    def search(self, query: str, top: int) -> list[Found]:
        """The articles that answer a question best, the best first, at most `top`.

        Those that it names outright come before any other.
        """
        if top < 1 or not query.strip() or not self.index.size:
            return []
        sight = self._signs.sight(query, least=top)
        scores = self._order.scores(sight.signs) if self._order else sight.first
        best = np.argsort(-scores, kind="stable")[:top]
        found = [Found(int(sight.articles[at]), round(float(scores[at]), 4)) for at in best]
        cited = self._cited.articles(query)
        above = [
            Found(number, round(found[0].score + len(cited) - place, 4)) for place, number in enumerate(cited)
        ]
        return [*above, *(one for one in found if one.number not in cited)][:top]


class Shelf:
    """The folder; every change is whole or not at all, and one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = folder / "articles.index"
        self._learned = folder / "learned.index"
        self._lessons = folder / "lessons.jsonl"
        self._confirmed = folder / "confirmed.jsonl"

    def stamp(self) -> tuple[int, int]:
        """Changes with every load and every learning; (0, 0) while there is nothing."""
        return _changed(self._index), _changed(self._learned)

    def open(self) -> Finder:
        """Ready to search; raises NothingLoaded."""
        index = self.index()
        try:
            about, arrays = kept(self._learned)
        except (FileNotFoundError, NotOurs):
            return Finder(index, None, None)
        if not self._is_fresh(about):
            return Finder(index, None, None)
        order = Order(*(arrays[f"order.{name}"] for name in _ORDER)) if "order.mean" in arrays else None
        return Finder(index, learned_from(arrays), order)

    def index(self) -> Index:
        """The index alone; raises NothingLoaded."""
        try:
            return kept_index(self._index)
        except (FileNotFoundError, NotOurs) as error:
            raise NothingLoaded(str(self.folder)) from error

    def load(self, articles: Iterable[Article], *, tell: Tell) -> Index:
        """Add laws; one that is there already is replaced as a whole. What was confirmed is learned anew."""
        with self._alone():
            new = list(articles)
            named = {plain_name(article.law) for article in new}
            before = [one for one in self._loaded() if plain_name(one.law) not in named]
            tell("index", 0, len(before) + len(new))
            index = built([*before, *new])
            keep_index(self._index, index)
            tell("index", index.size, index.size)
            self._teach(self.index(), list(self.lessons()), tell)
            return index

    def learn(self, confirmed: Iterable[Confirmed], *, anew: bool, tell: Tell) -> Taught:
        """Learn what was confirmed, on top of what is known or in place of it; raises NothingLoaded."""
        with self._alone():
            index = self.index()
            before = [] if anew else list(_written(self._lessons))
            known = index.numbers()
            told = list(confirmed)
            lessons = _merged([*before, *told])
            taught = self._teach(index, [*lessons, *_written(self._confirmed)], tell)
            _write(self._lessons, lessons)
        unknown = sum(key not in known for one in told for key in one.articles)
        empty = sum(not any(key in known for key in one.articles) for one in told)
        return Taught(lessons=taught, empty=empty, unknown=unknown)

    def relearn(self, confirmed: Iterable[Confirmed]) -> int:
        """Learn anew, with this as what is confirmed on the platform; answers how many lessons there are.

        Nothing is done where it is what it was and was learned in this way, or where no laws are loaded.
        """
        with self._alone():
            told = _merged(confirmed)
            try:
                index = self.index()
            except NothingLoaded:
                return 0
            if told != list(_written(self._confirmed)) or self._is_outdated():
                _write(self._confirmed, told)
                self._teach(index, list(self.lessons()), _quietly)
            return sum(1 for _lesson in self.lessons())

    def lessons(self) -> Iterator[Confirmed]:
        """What was confirmed so far, in files that were learned from and on the platform."""
        yield from _written(self._lessons)
        yield from _written(self._confirmed)

    def _loaded(self) -> Iterable[Article]:
        try:
            return list(self.index().articles())
        except NothingLoaded:
            return []

    def _is_outdated(self) -> bool:
        try:
            return not self._is_fresh(kept(self._learned)[0])
        except FileNotFoundError:
            return False
        except NotOurs:
            return True

    def _is_fresh(self, about: Mapping[str, object]) -> bool:
        return about.get("index") == _changed(self._index) and about.get("way") == _WAY

    def _teach(self, index: Index, confirmed: Sequence[Confirmed], tell: Tell) -> int:
        known = index.numbers()
        lessons = [
            Lesson(one.query, tuple(known[key] for key in one.articles if key in known)) for one in confirmed
        ]
        lessons = [lesson for lesson in lessons if lesson.articles and lesson.query.strip()]
        if not lessons:
            self._learned.unlink(missing_ok=True)
            return 0
        learned = learn(lessons, index)
        arrays = dict(learned.arrays())
        if learned.size >= LEAST_TO_ORDER:
            order = _ordered(index, learned, lessons[-learned.size :], tell)
            arrays |= {f"order.{name}": array for name, array in order.arrays().items()}
        keep(self._learned, {"index": _changed(self._index), "way": _WAY}, arrays)
        return len(lessons)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def articles_at(path: Path, *, refuse: Callable[[str], None]) -> Iterator[Article]:
    """The articles of a file of JSON lines (gz or plain), a Markdown file, or a folder of any of these.

    What is no article is told to `refuse` and passed over; raises OSError for what cannot be opened.
    """
    if path.is_dir():
        for each in files_in(path):
            if each.suffix == ".md":
                yield from _markdown(each, each.relative_to(path), refuse)
            elif each.name.endswith((".jsonl", ".jsonl.gz")):
                yield from of_lines(each, article_of, refuse)
    elif path.suffix == ".md":
        yield from _markdown(path, PurePath(path.name), refuse)
    else:
        yield from of_lines(path, article_of, refuse)


def _markdown(path: Path, name: PurePath, refuse: Callable[[str], None]) -> Iterator[Article]:
    try:
        yield from articles_in(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        refuse(f"{path}: utf-8")


def _ordered(index: Index, learned: Learned, lessons: Sequence[Lesson], tell: Tell) -> Order:
    """The order, trained on each lesson as if it had not been learned."""
    signs, examples = Signs(index, learned), []
    for own, lesson in enumerate(lessons):
        sight = signs.sight(lesson.query, own=own)
        right = np.isin(sight.articles, lesson.articles).astype(np.float32)
        examples.append(Example(sight.signs, right))
        tell("look", own + 1, len(lessons))
    return trained(examples, tell=lambda done, whole: tell("order", done, whole))


def _merged(confirmed: Iterable[Confirmed]) -> list[Confirmed]:
    """One for each question, with all its articles, in the order of the first time."""
    merged: dict[str, dict[Key, None]] = {}
    for one in confirmed:
        merged.setdefault(one.query, {}).update(dict.fromkeys(one.articles))
    return [Confirmed(query, tuple(keys)) for query, keys in merged.items()]


def _written(path: Path) -> Iterator[Confirmed]:
    if path.exists():
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Confirmed(row["query"], tuple(Key(*key) for key in row["articles"]))


def _quietly(_step: str, _done: int, _whole: int) -> None:
    """Nobody is told."""


def _write(path: Path, lessons: Iterable[Confirmed]) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8", errors="replace") as file:
        for one in lessons:
            row: Mapping[str, object] = {"query": one.query, "articles": one.articles}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    draft.replace(path)


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
