"""What a model makes of a text, as people are told it; and who usually does such things. Suggestions, both."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from heyi.dispatch.access import model_in_use
from heyi.dispatch.rules.learning import server_of
from heyi.journeys.learning import model_of, words_of
from heyi.orgs.rules import Directory, UnitFact
from heyi.triage.private_numbers import Veil, sealed_numbers
from heyi.triage.reading import Where
from heyi.triage.scan import Scan
from heyi.triage.topics import Model, topics_of

_SUREST = 0.99  # no machine is certain


@dataclass(frozen=True, slots=True)
class Likely:
    """A label, how likely (0 to 1), and the words that spoke for it, private numbers masked."""

    label: str
    chance: float
    quotes: tuple[str, ...]

    @property
    def percent(self) -> int:
        """How likely, of a hundred."""
        return round(100 * self.chance)

    def stored(self) -> Mapping[str, object]:
        """For `Likely(**kept)`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Usual:
    """The unit that usually does such things, and why it is thought so."""

    unit: UnitFact
    why: Likely


def likely(words: str, model: Model) -> Likely | None:
    """The likeliest label; None where it is likelier wrong than right."""
    found = topics_of(words, model)
    if found.unsure:
        return None
    label, chance = found.ranked[0]
    veil = Veil(tuple(sealed_numbers(Scan(Where.TEXT, words, {}))))
    quotes = dict.fromkeys(veil.over(reason).quote for reason in found.reasons)
    return Likely(label, min(_SUREST, round(chance, 3)), tuple(quotes))


def usual_of(
    why: Likely | None, *, region_code: str, denied: Collection[int], trees: Directory
) -> Usual | None:
    """Who of that kind serves a place; None for nobody, and never a unit that is complained about."""
    found = None if why is None else server_of(why.label, region_code, trees)
    if why is None or found is None or found.id in denied:
        return None
    return Usual(trees.unit(found.id), why)


def usual_unit(
    title: str, narrative: str, *, region_code: str, denied: Collection[int], trees: Directory
) -> Usual | None:
    """Who usually does what is told here; None where no model is in use, or it is not sure. One query."""
    model = learned_model()
    why = None if model is None else likely(words_of(title, narrative), model)
    return usual_of(why, region_code=region_code, denied=denied, trees=trees)


def learned_model() -> Model | None:
    """The model in use, where there is one and it lies there. One query."""
    in_use = model_in_use()
    return None if in_use is None else model_of(in_use)
