"""Like cases: closed matters that tell of much the same, those that the reader may see, and what became of them; and
cases that courts published. Of each it is said by which elements of the dispute it is alike.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.laws.access import LikePublished, cases_like
from heyi.matters.access import Found, MatterView, alike_by_words, found_by_keys
from heyi.mediation.access import Outcome, outcomes_of
from heyi.search.access import Frequencies, frequencies
from heyi.search.rules import alikeness, asked_of, shares_among, telling_words
from heyi.triage.codes import field_of
from heyi.triage.codes_of_elements import Element
from heyi.triage.elements import elements_of

Key = tuple[str, UUID]
MOST = 5
_LOOKED_AT = 30  # candidates of the index that are compared word by word
_LEAST = 0.12  # less alike than this is another story
_SAME_FIELD = 1.25  # two labour disputes in other words are nearer than a labour and a neighbours' one
_SAME_ELEMENT = 0.1  # more for each element that both turn on, of three at most
_MOST_ELEMENTS = 3


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A closed matter, how alike its words are (0 to 1), what both turn on, and what mediation brought, if it did."""

    found: Found
    alikeness: float
    elements: tuple[Element, ...]
    outcome: Outcome | None


def like_cases(matter: MatterView, *, at: datetime) -> tuple[LikeCase, ...]:
    """The nearest first, five at most. Five queries at most, in the scope of the reader's desk.

    Of an alarm nothing is read, so that nothing is like it.
    """
    if matter.is_alarm_only:
        return ()
    near = _near(matter, frequencies(at))
    best = sorted((key for key in near if near[key] >= _LEAST), key=lambda key: near[key], reverse=True)
    found = found_by_keys(best[: 2 * MOST])
    outcomes = outcomes_of([(each.county, each.matter_id) for each in found])
    mine, cases = elements_of(matter.words), []
    for each in found:
        key = each.county, each.matter_id
        theirs = elements_of(f"{each.title}\n{each.narrative}")
        shared = tuple(element for element in mine if element in theirs)
        alike = _nearness(near[key], each.kind == matter.kind, len(shared))
        cases.append(LikeCase(each, alike, shared, outcomes.get(key)))
    return tuple(sorted(cases, key=lambda case: case.alikeness, reverse=True)[:MOST])


def published_cases(matter: MatterView) -> tuple[LikePublished, ...] | None:
    """Cases that courts published, the nearest first, three at most; None where none is loaded. Two queries at most.

    Of an alarm nothing is read.
    """
    return cases_like("" if matter.is_alarm_only else matter.words, field=field_of(matter.kind))


def _near(matter: MatterView, known: Frequencies) -> dict[Key, float]:
    """How alike the words of each candidate are."""
    text = matter.words
    asked = asked_of(telling_words(text, known.shares), known.shares, documents=known.documents)
    rows = alike_by_words(asked, live=False, limit=_LOOKED_AT)
    weights = known.shares or shares_among([text, *(story for _county, _id, story in rows)])
    mine = telling_words(text, weights)
    return {
        (county, matter_id): alikeness(mine, telling_words(story, weights))
        for county, matter_id, story in rows
        if matter_id != matter.id
    }


def _nearness(words: float, is_same_kind: bool, elements: int) -> float:  # noqa: FBT001  # one fact, named
    more = 1 + _SAME_ELEMENT * min(elements, _MOST_ELEMENTS)
    return min(1.0, words * (_SAME_FIELD if is_same_kind else 1.0) * more)
