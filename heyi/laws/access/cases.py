"""Cases that courts published: those like a matter with the reason, and each on a page, its articles at hand."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from heyi.laws.access.articles import ArticleFace, articles_named, shelf
from heyi.laws.finding.cases import CaseIndex, Near, built_cases, keep_cases_index, kept_cases_index
from heyi.laws.finding.passages import Piece, alike_passage
from heyi.laws.finding.store import NotOurs
from heyi.laws.queries import case_rows, cases_by_number, state_of_cases
from heyi.laws.rules.articles import Key
from heyi.laws.rules.cases import Case, Decided, blocks_of, cited_in, decided_in, story_of
from heyi.triage.codes_of_elements import Element

MOST = 3


@dataclass(frozen=True, slots=True)
class LikePublished:
    """A published case that is like a matter: how alike (1 is much the same story), by which elements and words."""

    id: int
    category: str
    title: str
    alikeness: float
    elements: tuple[Element, ...]
    decided: Decided
    passage: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (`depth` 2 or 3) or a paragraph (0) in pieces: (words, number of the article they cite, 0 for none)."""

    depth: int
    pieces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A published case to be read: its lines, and the loaded ones of the articles it cites, numbered from 1."""

    category: str
    title: str
    lines: tuple[Line, ...]
    articles: tuple[ArticleFace, ...]


def cases_like(text: str, *, field: str, top: int = MOST) -> tuple[LikePublished, ...] | None:
    """Published cases like a matter of this text and field, the nearest first; None while none is loaded.

    Two queries at most.
    """
    index = index_cases()
    if index is None:
        return None
    near, telling = index.near(text, field=field, top=top), index.telling(text)
    cases = cases_by_number([one.id for one in near]) if near else {}
    return tuple(_like(one, cases[one.id], telling) for one in near if one.id in cases)


def published_page(number: int) -> PublishedPage:
    """A published case to be read; raises LookupError. One query."""
    case = cases_by_number([number]).get(number)
    if case is None:
        raise LookupError(number)
    cited = [each.key for _depth, text in blocks_of(case.text) for each in cited_in(text)]
    loaded = articles_named(dict.fromkeys(cited))
    numbers = {key: at for at, key in enumerate(loaded, 1)}
    return PublishedPage(case.category, case.title, tuple(_lines(case, numbers)), tuple(loaded.values()))


def index_cases() -> CaseIndex | None:
    """The index of the cases in the table, built where it is missing or of another state; None while there are none."""
    mark = state_of_cases()
    return _opened(shelf().folder / "cases.index", mark) if mark else None


@lru_cache(maxsize=1)
def _opened(path: Path, mark: str) -> CaseIndex:
    """A house that may not write here keeps the index in each process."""
    with suppress(OSError, NotOurs):
        if (index := kept_cases_index(path)).mark == mark:
            return index
    index = built_cases(case_rows(), mark=mark)
    with suppress(OSError):
        keep_cases_index(path, index)
    return index


def _like(near: Near, case: Case, telling: Mapping[str, float]) -> LikePublished:
    title, _end, told = story_of(case).partition("\n")
    passage = alike_passage(told or title, telling, near.elements)
    decided = decided_in(case.text)
    return LikePublished(near.id, case.category, case.title, near.alikeness, near.elements, decided, passage)


def _lines(case: Case, numbers: Mapping[Key, int]) -> Iterator[Line]:
    """Without headings that repeat the title; no heading deeper than the one above by more than one."""
    is_under = False
    for depth, text in blocks_of(case.text):
        if not depth:
            yield Line(0, tuple(_pieces(text, numbers)))
        elif text != case.title:
            shown = 3 if depth > 2 and is_under else 2
            is_under = True
            yield Line(shown, ((text, 0),))


def _pieces(text: str, numbers: Mapping[Key, int]) -> Iterator[tuple[str, int]]:
    at = 0
    for start, end, key in cited_in(text):
        if key in numbers:
            yield from ((text[at:start], 0), (text[start:end], numbers[key]))
            at = end
    yield text[at:], 0
