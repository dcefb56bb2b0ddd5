"""Which articles have a gram, and how much it says there: Okapi BM25, reckoned beforehand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from heyi.laws.finding.grams import LETTERS, Codes, Grams, grams_of

Floats = npt.NDArray[np.float32]
_ARRAYS = ("terms", "starts", "articles", "weights")
_K1 = 1.2  # Robertson & Zaragoza, The Probabilistic Relevance Framework (2009)
_RARE = 1.5  # questions are wordy: rare grams count somewhat more than BM25 says
_MOST_READ = 600_000  # postings read for one query: the rarest grams first


@dataclass(frozen=True, slots=True)
class Postings:
    """For each gram (`terms`, ascending) its articles and weights, from `starts[i]` to `starts[i + 1]`."""

    terms: Codes
    starts: Codes
    articles: npt.NDArray[np.int32]
    weights: Floats
    size: int

    @classmethod
    def kept(cls, arrays: Mapping[str, npt.NDArray[Any]], field: str, size: int) -> "Postings":
        """What `arrays` gave, from a file where each has the field's name in front."""
        terms, starts, articles, weights = (arrays[f"{field}.{name}"] for name in _ARRAYS)
        return cls(terms, starts, articles, weights, size)

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """What is kept of it."""
        return {
            "terms": self.terms,
            "starts": self.starts,
            "articles": self.articles,
            "weights": self.weights,
        }

    def add(self, scores: Floats, codes: Codes, shares: npt.NDArray[np.floating[Any]] | None = None) -> None:
        """Add to each article's score what the grams say of it, times their shares."""
        places, known = self._places(codes)
        weighs = np.ones(len(places), np.float32) if shares is None else np.asarray(shares, np.float32)[known]
        lengths = self.starts[places + 1] - self.starts[places]
        read = 0
        for at in np.argsort(lengths, kind="stable"):
            read += int(lengths[at])
            if read > _MOST_READ:
                return
            begin, end = self.starts[places[at]], self.starts[places[at] + 1]
            scores[self.articles[begin:end]] += self.weights[begin:end] * weighs[at]

    def scores(self, codes: Codes, shares: npt.NDArray[np.floating[Any]] | None = None) -> Floats:
        """The articles' scores for these grams."""
        scores = np.zeros(self.size, np.float32)
        self.add(scores, codes, shares)
        return scores

    def weights_in(self, article: int, codes: Codes) -> Floats:
        """What each of these grams weighs in one article; 0 where it is not in it."""
        weights = np.zeros(len(codes), np.float32)
        places, known = self._places(codes)
        for at, place in zip(np.flatnonzero(known).tolist(), places.tolist(), strict=True):
            begin, end = int(self.starts[place]), int(self.starts[place + 1])
            found = begin + int(np.searchsorted(self.articles[begin:end], article))
            if found < end and self.articles[found] == article:
                weights[at] = self.weights[found]
        return weights

    def known_in(self, codes: Codes) -> Codes:
        """In how many texts each of these grams stands."""
        places, known = self._places(codes)
        counts = np.zeros(len(codes), np.int64)
        counts[known] = self.starts[places + 1] - self.starts[places]
        return counts

    def _places(self, codes: Codes) -> tuple[Codes, npt.NDArray[np.bool_]]:
        if not len(self.terms):
            return np.zeros(0, np.int64), np.zeros(len(codes), np.bool_)
        places = np.minimum(np.searchsorted(self.terms, codes), len(self.terms) - 1)
        known = self.terms[places] == codes
        return places[known], known


def postings_of(texts: Sequence[str], *, evenness: float, letters: bool, others: int = 0) -> Postings:
    """The postings of these texts; `evenness` says how much long texts are held back (b of BM25).

    `others` are texts with none of these grams, as if they were there: among a handful of texts nothing is rare.
    """
    grams = grams_of(texts)
    wanted = (grams.codes < LETTERS) == letters
    return _weighed(Grams(grams.codes[wanted], grams.texts[wanted]), len(texts), evenness, others)


def rareness(known_in: npt.NDArray[np.float64], size: int) -> npt.NDArray[np.float64]:
    """What a gram says that stands in so many of `size` texts."""
    return np.asarray(np.log(1 + (size - known_in + 0.5) / (known_in + 0.5)) ** _RARE)


def _weighed(grams: Grams, size: int, evenness: float, others: int) -> Postings:
    keys, often = np.unique(grams.codes * max(size, 1) + grams.texts, return_counts=True)
    codes, articles = keys // max(size, 1), keys % max(size, 1)
    lengths = np.bincount(articles, weights=often, minlength=size)
    terms, starts = np.unique(codes, return_index=True)
    ends = np.append(starts[1:], len(codes))
    known_in = (ends - starts).astype(np.float64)
    held = _K1 * (1 - evenness + evenness * lengths / max(lengths.mean() if size else 0, 1e-9))
    says = np.repeat(rareness(known_in, size + others), ends - starts)
    weights = often * (_K1 + 1) / (often + held[articles]) * says
    return Postings(
        terms=terms,
        starts=np.append(starts, len(codes)),
        articles=articles.astype(np.int32),
        weights=weights.astype(np.float32),
        size=size,
    )
