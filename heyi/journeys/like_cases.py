"""Like cases: closed matters that tell of much the same, those that the reader may see, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.matters.access import Found, MatterView, alike_by_words, found_by_keys
from heyi.mediation.access import Outcome, outcomes_of
from heyi.search.access import Frequencies, frequencies
from heyi.search.rules import alikeness, asked_of, shares_among, telling_words

Key = tuple[str, UUID]
MOST = 5
_LOOKED_AT = 30  # candidates of the index that are compared word by word
_LEAST = 0.12  # less alike than this is another story
_SAME_FIELD = 1.25  # two labour disputes in other words are nearer than a labour and a neighbours' one


@dataclass(frozen=True, slots=True)
class LikeCase:
    """A closed matter, how alike its words are (0 to 1), and what mediation brought, where there was one."""

    found: Found
    alikeness: float
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
    cases = [
        LikeCase(
            each,
            _nearness(near[each.county, each.matter_id], each.kind == matter.kind),
            outcomes.get((each.county, each.matter_id)),
        )
        for each in found
    ]
    return tuple(sorted(cases, key=lambda case: case.alikeness, reverse=True)[:MOST])


def _near(matter: MatterView, known: Frequencies) -> dict[Key, float]:
    """How alike the words of each candidate are."""
    text = f"{matter.title}\n{matter.narrative}"
    asked = asked_of(telling_words(text, known.shares), known.shares, documents=known.documents)
    rows = alike_by_words(asked, live=False, limit=_LOOKED_AT)
    weights = known.shares or shares_among([text, *(story for _county, _id, story in rows)])
    mine = telling_words(text, weights)
    return {
        (county, matter_id): alikeness(mine, telling_words(story, weights))
        for county, matter_id, story in rows
        if matter_id != matter.id
    }


def _nearness(words: float, is_same_kind: bool) -> float:  # noqa: FBT001  # one fact, named
    return min(1.0, words * (_SAME_FIELD if is_same_kind else 1.0))
