"""What people confirmed, as the search uses it: kernel ridge regression from like questions to their articles.

A question is a vector of its letters and pairs; how alike two are is their cosine. For every article, chapter and law
that was confirmed the regression says how much the confirmed questions that are like this one speak for it. It has an
exact answer for "as if this question had not been learned", by which the order is trained without looking at answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from heyi.laws.finding.grams import Codes, codes_of
from heyi.laws.finding.index import Index
from heyi.laws.finding.postings import Floats, Postings
from heyi.laws.finding.questions import likeness_of, questions_of, to_one

MOST = 3_000  # confirmed questions that are used, the latest: the cost grows with their cube
_RIDGE = 1.0
_WORDS_OF_ARTICLE = 40  # its weightiest pairs stand for an article

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question as it was asked, and the numbers of the articles that a person confirmed for it."""

    query: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Learned:
    """The lessons, ready to be asked; targets are articles, then chapters, then laws."""

    lessons: Postings  # grams of the questions; size: how many lessons
    rareness: Floats  # of each gram of `lessons`
    answer_ends: npt.NDArray[np.int64]
    answers: Ints  # of each lesson, its articles as places among the targets
    articles: Ints
    chapters: Ints
    laws: Ints
    weights: Floats  # lessons x targets
    often: Floats  # of each target, in how many lessons it is
    words: Codes  # articles x _WORDS_OF_ARTICLE, grams; -1 for none
    says: Floats
    without: Floats = field(
        default_factory=lambda: np.zeros((0, 0), np.float32)
    )  # lessons x targets, not kept

    @property
    def size(self) -> int:
        """How many lessons there are."""
        return self.lessons.size

    def likeness(self, query: str) -> Floats:
        """How alike each lesson's question is, 0 to 1."""
        return likeness_of(query, self.lessons, self.rareness)

    def answers_of(self, lesson: int) -> Ints:
        """The places among the targets of a lesson's articles."""
        begin = int(self.answer_ends[lesson - 1]) if lesson else 0
        return self.answers[begin : int(self.answer_ends[lesson])]

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """What is kept of it."""
        plain = {name: getattr(self, name) for name in _KEPT}
        return plain | {f"lessons.{name}": array for name, array in self.lessons.arrays().items()}


_KEPT = (
    *("rareness", "answer_ends", "answers", "articles", "chapters"),
    *("laws", "weights", "often", "words", "says"),
)


def learned_from(arrays: Mapping[str, npt.NDArray[Any]]) -> Learned:
    """What `arrays` gave."""
    lessons = Postings.kept(arrays, "lessons", len(arrays["answer_ends"]))
    return Learned(lessons=lessons, **{name: arrays[name] for name in _KEPT})


def learn(lessons: Sequence[Lesson], index: Index) -> Learned:
    """Learn these lessons, the last MOST of them."""
    lessons = lessons[-MOST:]
    questions, rareness = questions_of([lesson.query for lesson in lessons])
    alike = np.stack([likeness_of(one.query, questions, rareness) for one in lessons])
    articles = np.unique([number for lesson in lessons for number in lesson.articles]).astype(np.int32)
    chapters, of_chapter = np.unique(index.chapter[articles], return_inverse=True)
    laws, of_law = np.unique(index.law[articles], return_inverse=True)
    answers = [np.searchsorted(articles, np.unique(one.articles)).astype(np.int32) for one in lessons]
    goals = np.zeros((len(lessons), len(articles) + len(chapters) + len(laws)))
    for at, places in enumerate(answers):
        goals[at, places] = 1
        goals[at, len(articles) + of_chapter[places]] = 1
        goals[at, len(articles) + len(chapters) + of_law[places]] = 1
    turned = np.linalg.inv(alike.astype(np.float64) + _RIDGE * np.eye(len(lessons)))
    weights = turned @ goals
    words, says = _words_of(articles, index)
    return Learned(
        lessons=questions,
        rareness=rareness,
        answer_ends=np.cumsum([len(places) for places in answers], dtype=np.int64),
        answers=np.concatenate(answers),
        articles=articles,
        chapters=chapters.astype(np.int32),
        laws=laws.astype(np.int32),
        weights=weights.astype(np.float32),
        often=goals.sum(0).astype(np.float32),
        words=words,
        says=says,
        without=(goals - weights / np.diag(turned)[:, None]).astype(np.float32),
    )


def _words_of(articles: Ints, index: Index) -> tuple[Codes, Floats]:
    """The weightiest pairs of each article."""
    words = np.full((len(articles), _WORDS_OF_ARTICLE), -1, np.int64)
    says = np.zeros((len(articles), _WORDS_OF_ARTICLE), np.float32)
    for at, number in enumerate(articles.tolist()):
        pairs = codes_of(index.text_of(number))[1]
        weights = index.pairs.weights_in(number, pairs)
        best = np.argsort(-weights, kind="stable")[:_WORDS_OF_ARTICLE]
        words[at, : len(best)] = pairs[best]
        says[at, : len(best)] = to_one(weights[best])
    return words, says
