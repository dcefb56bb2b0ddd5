"""Who usually does such things: what was learned from closed matters, in the units of a place. A suggestion."""

from collections.abc import Collection
from dataclasses import dataclass

from heyi.dispatch.access import model_in_use
from heyi.dispatch.rules.learning import server_of
from heyi.journeys.learning import model_of, words_of
from heyi.orgs.rules import Directory
from heyi.triage.topics import topics_of


@dataclass(frozen=True, slots=True)
class Usual:
    """A unit, how likely (0 to 1), and the words that spoke for it."""

    unit_id: int
    chance: float
    quotes: tuple[str, ...]


def usual_unit(
    title: str, narrative: str, *, region_code: str, denied: Collection[int], trees: Directory
) -> Usual | None:
    """None where no model is in use, it is not sure, or the unit is one that is complained about. One query."""
    in_use = model_in_use()
    model = None if in_use is None else model_of(in_use)
    if model is None:
        return None
    found = topics_of(words_of(title, narrative), model)
    label, chance = found.ranked[0]
    unit = server_of(label, region_code, trees)
    if found.unsure or unit is None or unit.id in denied:
        return None
    return Usual(unit.id, chance, tuple(dict.fromkeys(reason.quote for reason in found.reasons)))
