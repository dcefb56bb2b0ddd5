"""What speaks for each article as an answer to a question: the candidates and their signs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from heyi.laws.codes import Rank
from heyi.laws.finding.grams import codes_of
from heyi.laws.finding.index import Index
from heyi.laws.finding.lay import legal_words
from heyi.laws.finding.learned import Learned
from heyi.laws.finding.occasions import Occasions
from heyi.laws.finding.postings import Floats

CANDIDATES = 400
_READ = 400  # letters of a question
_ALIKE = 20  # lessons looked at, those most alike
_NEAR = 3  # articles before and after a confirmed one
_WORDS = 60  # pairs of the expected article's text
_CIVIL_CODE = "民法典"
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sight:
    """The candidates for a question: their numbers, their signs (a row each), and their order at first sight."""

    articles: Numbers
    signs: Floats
    first: Floats


class Signs:
    """Looks at questions; `learned` may be None."""

    def __init__(self, index: Index, learned: Learned | None) -> None:
        self._index = index
        self._learned = learned
        self._occasions = Occasions(index)
        of_law = index.ranks[index.law]
        ranks = [of_law == at for at in range(1, len(Rank))]
        civil = np.array([law.name.endswith(_CIVIL_CODE) for law in index.laws], np.bool_)[index.law]
        plain = [*ranks, civil, index.ended[index.law], index.lengths]
        self._plain = np.stack(plain, 1).astype(np.float32)
        self._standing = (
            0.03 * (of_law == 0) - 0.05 * (of_law == len(Rank) - 1) - 0.3 * index.ended[index.law]
        )
        self._standing = (self._standing + 0.03 * civil).astype(np.float32)

    def sight(self, query: str, *, own: int | None = None, least: int = 0) -> Sight:
        """The candidates for a question, `least` at least; `own` is its lesson, which is then looked past."""
        words, base = self._wording(query[:_READ])
        taught = self._taught(query[:_READ], own) if self._learned is not None else []
        first = base + self._standing + self._occasions.likeness(query[:_READ])
        for share, sign in zip(_SHARES, taught, strict=False):
            first += np.float32(share) * sign
        count = min(max(CANDIDATES, least), self._index.size)
        best = np.argpartition(-first, count - 1)[:count] if count else np.zeros(0, np.int64)
        signs = [sign[best] for sign in (*words, base, *taught)]
        signs += self._votes(best, base[best], self._index)
        return Sight(best, np.column_stack([*signs, first[best], self._plain[best]]), first[best])

    def _wording(self, query: str) -> tuple[list[Floats], Floats]:
        """What the words say: the question's own, and the legal words for them."""
        index = self._index
        letters, pairs = codes_of(query)
        legal = codes_of(legal_words(query))[1]
        own = index.pairs.scores(pairs)
        single = index.letters.scores(letters)
        title = index.titles.scores(pairs)
        meant = index.pairs.scores(legal)
        meant_title = index.titles.scores(legal)
        base = own + 0.5 * title + 0.6 * single + 0.6 * meant + 0.2 * meant_title
        base /= max(float(base.max(initial=0)), 1e-6)
        parts = [own, single, title, meant, meant_title]
        return [*(_to_one(part) for part in parts), own / np.float32(100)], base.astype(np.float32)

    @staticmethod
    def _votes(best: Numbers, base: Floats, index: Index) -> list[Floats]:
        """How much of what the words say falls on the article's chapter and law, and its place among all."""
        weigh = np.exp(12 * (base - base.max(initial=0)))
        weigh /= max(float(weigh.sum()), 1e-9)
        chapter = np.bincount(index.chapter[best], weigh, minlength=len(index.chapters))[index.chapter[best]]
        law = np.bincount(index.law[best], weigh, minlength=len(index.laws))[index.law[best]]
        place = np.empty(len(best), np.float32)
        place[np.argsort(-base, kind="stable")] = np.log1p(np.arange(len(best)))
        return [chapter.astype(np.float32), law.astype(np.float32), place]

    def _taught(self, query: str, own: int | None) -> list[Floats]:
        """What the lessons say, each of the articles a number."""
        learned, index = self._learned, self._index
        assert learned is not None  # noqa: S101 - the caller looked
        alike = learned.likeness(query)
        if own is None:
            speaks, often = alike @ learned.weights, learned.often
        else:
            alike[own] = 0
            speaks, often = learned.without[own], learned.often - self._goal(own)
        articles, chapters = len(learned.articles), len(learned.articles) + len(learned.chapters)
        nearest, near, text, most = self._neighbours(alike)
        return [
            _spread(index.size, learned.articles, speaks[:articles]),
            most,
            near,
            self._of_chapter(speaks[articles:chapters]),
            self._of_law(speaks[chapters:]),
            text,
            _spread(index.size, learned.articles, np.log1p(often[:articles])),
            self._of_chapter(np.log1p(often[articles:chapters])),
            self._of_law(np.log1p(often[chapters:])),
            nearest,
        ]

    def _goal(self, lesson: int) -> Floats:
        learned = self._learned
        assert learned is not None  # noqa: S101 - the caller looked
        places = learned.answers_of(lesson)
        numbers = learned.articles[places]
        goal = np.zeros(len(learned.often), np.float32)
        goal[places] = 1
        chapters = np.searchsorted(learned.chapters, self._index.chapter[numbers])
        goal[len(learned.articles) + chapters] = 1
        laws = np.searchsorted(learned.laws, self._index.law[numbers])
        goal[len(learned.articles) + len(learned.chapters) + laws] = 1
        return goal

    def _neighbours(self, alike: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """From the lessons most alike: their articles, those beside them, those worded like them, the best."""
        learned, size = self._learned, self._index.size
        assert learned is not None  # noqa: S101 - the caller looked
        weigh = np.zeros(len(learned.articles), np.float32)
        most = np.zeros(len(learned.articles), np.float32)
        count = min(_ALIKE, len(alike))
        for lesson in np.argpartition(-alike, count - 1)[:count].tolist():
            places = learned.answers_of(lesson)
            weigh[places] += alike[lesson] ** 2
            most[places] = np.maximum(most[places], alike[lesson])
        told = np.flatnonzero(weigh)
        nearest = _spread(size, learned.articles, weigh)
        near = self._beside(learned.articles[told], weigh[told])
        return nearest, near, self._worded(told, weigh[told]), _spread(size, learned.articles, most)

    def _beside(self, articles: npt.NDArray[np.int32], weigh: Floats) -> Floats:
        near = np.zeros(self._index.size, np.float32)
        for step in (step for step in range(-_NEAR, _NEAR + 1) if step):
            beside = articles + step
            inside = (beside >= 0) & (beside < self._index.size)
            inside[inside] = self._index.law[beside[inside]] == self._index.law[articles[inside]]
            np.add.at(near, beside[inside], weigh[inside] / (1 + abs(step)))
        return near

    def _worded(self, told: Numbers, weigh: Floats) -> Floats:
        """Articles worded like the ones that like questions had: the expected article's words are searched for."""
        learned = self._learned
        assert learned is not None  # noqa: S101 - the caller looked
        codes, place = np.unique(learned.words[told], return_inverse=True)
        weights = (learned.says[told] * weigh[:, None]).ravel()
        says = np.asarray(np.bincount(place.ravel(), weights, minlength=len(codes)), np.float32)
        says[codes < 0] = 0
        best = np.argsort(-says, kind="stable")[:_WORDS]
        scores = self._index.pairs.scores(codes[best], says[best])
        return _to_one(scores)

    def _of_chapter(self, told: Floats) -> Floats:
        assert self._learned is not None  # noqa: S101 - the caller looked
        return _spread(len(self._index.chapters), self._learned.chapters, told)[self._index.chapter]

    def _of_law(self, told: Floats) -> Floats:
        assert self._learned is not None  # noqa: S101 - the caller looked
        return _spread(len(self._index.laws), self._learned.laws, told)[self._index.law]


# at first sight: regression of article, best lesson, beside, chapter, law, worded alike, and how often each
_SHARES = (2.0, 1.0, 0.3, 0.5, 0.5, 0.4, 0.03, 0.03, 0.03, 1.0)


def _spread(size: int, places: npt.NDArray[np.int32], values: Floats) -> Floats:
    """The values at their places among `size`, 0 elsewhere."""
    spread = np.zeros(size, np.float32)
    spread[places] = values
    return spread


def _to_one(scores: Floats) -> Floats:
    return np.asarray(scores / max(float(scores.max(initial=0)), 1e-6), np.float32)
