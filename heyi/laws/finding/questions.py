"""How alike questions are: vectors of their letters, pairs and the legal words for them, by their cosine."""

from collections.abc import Sequence

import numpy as np

from heyi.laws.finding.grams import Codes, codes_of
from heyi.laws.finding.lay import legal_words
from heyi.laws.finding.postings import Floats, Postings


def questions_of(queries: Sequence[str]) -> tuple[Postings, Floats]:
    """The grams of these questions, and how rare each is among them; every question's weights have length one."""
    grams = [_grams(query) for query in queries]
    whole = np.concatenate([np.zeros(0, np.int64), *grams])
    terms, known_in = np.unique(whole, return_counts=True)
    rareness = np.log(1 + len(queries) / known_in).astype(np.float32)
    places = np.searchsorted(terms, whole)
    lessons = np.repeat(np.arange(len(queries), dtype=np.int32), [len(codes) for codes in grams])
    squares = np.bincount(lessons, rareness[places] ** 2, minlength=len(queries))
    weights = rareness[places] / np.maximum(np.sqrt(squares), 1e-9)[lessons]
    order = np.argsort(places, kind="stable")
    starts = np.append(0, np.cumsum(known_in))
    return Postings(terms, starts, lessons[order], weights[order].astype(np.float32), len(queries)), rareness


def likeness_of(query: str, questions: Postings, rareness: Floats) -> Floats:
    """How alike each of the questions is to this one, 0 to 1."""
    codes = _grams(query)
    if not len(questions.terms):
        return np.zeros(questions.size, np.float32)
    places = np.minimum(np.searchsorted(questions.terms, codes), len(questions.terms) - 1)
    known = questions.terms[places] == codes
    return questions.scores(codes[known], to_one(rareness[places[known]]))


def to_one(weights: Floats) -> Floats:
    """The same direction, of length one."""
    return np.asarray(weights / max(float(np.linalg.norm(weights)), 1e-9), np.float32)


def _grams(query: str) -> Codes:
    return np.concatenate(codes_of(f"{query} {legal_words(query)}"))
