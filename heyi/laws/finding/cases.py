"""The index of published cases: which are like a matter, by its words, by what it turns on, and by its field.

Words are weighed as articles are (Okapi BM25 over pairs of letters). Elements weigh by how few cases turn on them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from heyi.laws.finding.grams import codes_of, written
from heyi.laws.finding.lay import legal_words
from heyi.laws.finding.postings import Floats, Postings, postings_of, rareness
from heyi.laws.finding.store import NotOurs, keep, kept
from heyi.laws.rules.cases import Case, story_of
from heyi.triage.codes import field_of
from heyi.triage.codes_of_elements import Element
from heyi.triage.elements import elements_of
from heyi.triage.kinds import kind_of
from heyi.triage.lexicon.standard import standard
from heyi.triage.reading import Where
from heyi.triage.scan import scan

VERSION = 1
READ = 1_000  # letters of a matter that are looked at
_EVENNESS = 0.6
_LEGAL = 0.6  # what the legal words for lay ones count beside a matter's own
_ELEMENTS = 0.5  # of cases whose elements are all the same
_FIELD = 0.1
_OTHERS = 20  # cases with no word of these, as if they were there: of three alike cases nothing would be rare
_COMMON = 0.25  # what one case in four holds tells nothing
_LEAST = 0.75  # less alike than this is another story
_LEAST_BY_WORDS = 1.0  # the same where no element is shared


class Row(NamedTuple):
    """A case with its number in the tables."""

    id: int
    case: Case


class Near(NamedTuple):
    """A case that is like a matter: its number in the tables, how alike (above 1 is nearly the same story), by what."""

    id: int
    alikeness: float
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CaseIndex:
    """Everything that a search for like cases reads; `mark` tells of which state of the tables it is."""

    mark: str
    ids: npt.NDArray[np.int64]
    pairs: Postings
    elements: Floats  # cases x Element, each row of length one, or nothing but zeros
    rarity: Floats  # of each element
    fields: tuple[tuple[str, ...], ...]

    def near(self, text: str, *, field: str, top: int) -> list[Near]:
        """The cases like a matter of this text and field, the nearest first, `top` at most; none where none is."""
        mine = tuple(elements_of(text[:READ]))
        words = self._by_words(text[:READ])
        alike = self._by_elements(mine)
        same_field = np.array([field in fields for fields in self.fields], np.bool_)
        scores = words + np.float32(_ELEMENTS) * alike + np.float32(_FIELD) * same_field
        enough = np.where(alike > 0, scores >= _LEAST, words >= _LEAST_BY_WORDS)
        best = np.argsort(-np.where(enough, scores, 0), kind="stable")[:top]
        return [self._near(at, float(scores[at]), mine) for at in best.tolist() if enough[at]]

    def telling(self, text: str) -> Mapping[str, float]:
        """The pairs of letters of a text that these cases know, and how much each says: 0 for what many hold."""
        pairs = codes_of(text[:READ])[1]
        counts, size = self.pairs.known_in(pairs), len(self.ids) + _OTHERS
        says = np.where(counts <= _COMMON * size, rareness(counts.astype(np.float64), size), 0)
        return dict(zip(written(pairs[counts > 0]), says[counts > 0].tolist(), strict=True))

    def _near(self, at: int, score: float, mine: Sequence[Element]) -> Near:
        shared = tuple(one for one in mine if self.elements[at, _PLACES[one]])
        return Near(int(self.ids[at]), round(score, 3), shared)

    def _by_words(self, text: str) -> Floats:
        """What the words say, brought to one measure for short and long texts, few cases and many."""
        _letters, pairs = codes_of(text)
        legal = codes_of(legal_words(text))[1]
        most = float(rareness(np.zeros(1), len(self.ids) + _OTHERS)[0]) * sqrt(max(len(pairs), 1))
        scores = self.pairs.scores(pairs) + np.float32(_LEGAL) * self.pairs.scores(legal)
        return np.asarray(scores / max(most, 1e-6), np.float32)

    def _by_elements(self, mine: Sequence[Element]) -> Floats:
        asked = _unit([mine], self.rarity)[0]
        return np.asarray(self.elements @ asked, np.float32)


_ELEMENT_CODES = tuple(Element)
_PLACES = {element: at for at, element in enumerate(_ELEMENT_CODES)}


def built_cases(rows: Iterable[Row], *, mark: str) -> CaseIndex:
    """The index of these cases."""
    listed = list(rows)
    texts = [row.case.text for row in listed]
    stories = [story_of(row.case) for row in listed]
    elements = [tuple(elements_of(story)) for story in stories]
    held = Counter(element for each in elements for element in each)
    rarity = np.array(
        [log(1 + (len(listed) + _OTHERS) / (1 + held[one])) for one in _ELEMENT_CODES], np.float32
    )
    return CaseIndex(
        mark=mark,
        ids=np.array([row.id for row in listed], np.int64),
        pairs=postings_of(texts, evenness=_EVENNESS, letters=False, others=_OTHERS),
        elements=_unit(elements, rarity),
        rarity=rarity,
        fields=tuple(_fields(row.case, story) for row, story in zip(listed, stories, strict=True)),
    )


def keep_cases_index(path: Path, index: CaseIndex) -> None:
    """Write an index, in place of the one that was there."""
    about = {"version": VERSION, "mark": index.mark, "elements": _ELEMENT_CODES, "fields": index.fields}
    arrays: dict[str, npt.NDArray[Any]] = {
        name: getattr(index, name) for name in ("ids", "elements", "rarity")
    }
    arrays |= {f"pairs.{name}": array for name, array in index.pairs.arrays().items()}
    keep(path, about, arrays)


def kept_cases_index(path: Path) -> CaseIndex:
    """The index that was written; raises FileNotFoundError, NotOurs (also where it knows other elements)."""
    about, arrays = kept(path)
    if about.get("version") != VERSION or about.get("elements") != list(_ELEMENT_CODES):
        raise NotOurs(str(path))
    return CaseIndex(
        mark=about["mark"],
        ids=arrays["ids"],
        pairs=Postings.kept(arrays, "pairs", len(arrays["ids"])),
        elements=arrays["elements"],
        rarity=arrays["rarity"],
        fields=tuple(map(tuple, about["fields"])),
    )


def _unit(listed: Sequence[Sequence[Element]], rarity: Floats) -> Floats:
    """Elements as vectors of length one, weighed by rarity."""
    vectors = np.zeros((len(listed), len(_ELEMENT_CODES)), np.float32)
    for at, elements in enumerate(listed):
        places = [_PLACES[one] for one in elements]
        vectors[at, places] = rarity[places]
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-6), np.float32)


def _fields(case: Case, story: str) -> tuple[str, ...]:
    """The field of life of a case and the next one, as a report of the same words would be coded."""
    title = scan(f"{case.category} {case.title}", Where.TITLE, standard())
    kind = kind_of([title, scan(story, Where.TEXT, standard())])
    found = (kind.kind, kind.runner_up)
    return tuple(field_of(one.value) for one in found if one is not None)
