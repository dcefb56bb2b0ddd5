"""A learned linear model read by plain Python: labels for a text, how sure, and the words that spoke.

The model is handed in; it holds weights of traits and nothing of the texts or the people it was learned from.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import exp, sqrt
from operator import mul

from heyi.triage.reading import Reason
from heyi.triage.traits import GRAMS, Block, Traits, traits_of

TOP = 3
SURE = 0.5
"""A label is sure when it is more likely right than wrong."""
QUOTES = 3
_SPOKEN = 30  # the strongest traits, whose places are looked for
_PLACES = 20  # of one trait
_FARTHEST = 700.0  # exp beyond it overflows


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learned. `weights` holds a column of whole numbers for each label; times `scale` they are weights.

    `shares` is how much each block counts. A margin m becomes a probability by `slope * m + shift`: among all labels
    where each text has one, for each label alone where it may have several (`is_multi`). `thresholds` are the
    probabilities from which each label is given then; `is_one_at_least` gives the best where none reaches its own.
    """

    labels: tuple[str, ...]
    is_multi: bool
    vocabulary: Mapping[Block, Mapping[str, int]]
    rarity: "array[float]"
    weights: Sequence["array[int]"]
    scale: float
    bias: tuple[float, ...]
    shares: Mapping[Block, float]
    slope: float
    shift: float
    thresholds: tuple[float, ...]
    is_one_at_least: bool


@dataclass(frozen=True, slots=True)
class Topics:
    """What a text is about: all labels with probabilities, the likeliest first, and those given.

    `unsure` asks a person to look. `reasons` quote the words that spoke for the first.
    """

    ranked: tuple[tuple[str, float], ...]
    given: tuple[str, ...]
    unsure: bool
    reasons: tuple[Reason, ...] = ()

    @property
    def top(self) -> tuple[tuple[str, float], ...]:
        """The first three."""
        return self.ranked[:TOP]


@dataclass(frozen=True, slots=True, eq=False)
class _Spoken:
    """The traits of a text that a model knows, side by side: names by block, values, and a column for each label."""

    names: Sequence[tuple[Block, str]]
    values: Sequence[float]
    weights: Sequence[Sequence[int]]


def numbered(names: Mapping[Block, Sequence[str]]) -> Mapping[Block, Mapping[str, int]]:
    """The rows of a model: names numbered through, block by block."""
    found: dict[Block, Mapping[str, int]] = {}
    row = 0
    for block, held in names.items():
        found[block] = dict(zip(held, range(row, row + len(held)), strict=True))
        row += len(held)
    return found


def topics_of(text: str, model: Model, *, explain: bool = True) -> Topics:
    """The labels of one text by a model. Never raises on any text; reads at most MOST_LETTERS letters of it."""
    blocks = model.vocabulary
    traits = traits_of(text, opening=Block.OPENING in blocks, denied=Block.DENIED in blocks)
    spoken = _spoken(traits, model)
    chances = _chances(_margins(spoken, model), model)
    order = sorted(range(len(chances)), key=lambda number: (-chances[number], number))
    best = order[0]
    given = [number for number in order if chances[number] >= model.thresholds[number]]
    if not model.is_multi or (not given and model.is_one_at_least):
        given = [best]
    return Topics(
        tuple((model.labels[number], chances[number]) for number in order),
        tuple(model.labels[number] for number in given),
        not spoken.values or _is_open(chances, model),
        _reasons(text, traits, spoken, best, model) if explain else (),
    )


def _is_open(chances: Sequence[float], model: Model) -> bool:
    """Whether a person had better look: the best label is likelier wrong than right; of several, one is nearly given or
    given on less than even odds. None given, and none near it, is an answer too.
    """
    if not model.is_multi:
        return max(chances) < SURE
    return any(least / 2 <= chance < SURE for least, chance in zip(model.thresholds, chances, strict=True))


def _spoken(traits: Traits, model: Model) -> _Spoken:
    names: list[tuple[Block, str]] = []
    values: list[float] = []
    rows: list[int] = []
    for block, known in model.vocabulary.items():
        shown = traits.values[Block.PAIRS if block is Block.NAMES else block]
        found = [name for name in shown if name in known]
        here = [known[name] for name in found]
        weighed = [shown[name] for name in found]
        if block in GRAMS:
            weighed = list(map(mul, weighed, map(model.rarity.__getitem__, here)))
        length = 1.0 if block is Block.NAMES else sqrt(sum(map(mul, weighed, weighed))) or 1.0
        share = model.shares[block] / length
        names += [(block, name) for name in found]
        values += [value * share for value in weighed]
        rows += here
    return _Spoken(names, values, [list(map(column.__getitem__, rows)) for column in model.weights])


def _margins(spoken: _Spoken, model: Model) -> list[float]:
    sums = (sum(map(mul, spoken.values, column)) for column in spoken.weights)
    return [held * model.scale + bias for held, bias in zip(sums, model.bias, strict=True)]


def _chances(margins: Sequence[float], model: Model) -> list[float]:
    bent = [model.slope * margin + model.shift for margin in margins]
    if model.is_multi:
        return [1.0 / (1.0 + exp(min(-one, _FARTHEST))) for one in bent]
    highest = max(bent)
    parts = [exp(one - highest) for one in bent]
    return [part / sum(parts) for part in parts]


def _reasons(text: str, traits: Traits, spoken: _Spoken, label: int, model: Model) -> tuple[Reason, ...]:
    """The words that spoke most for a label, in the order of the text."""
    strengths = _strengths(spoken, label, model)
    heat: dict[tuple[int, int], float] = {}
    for strength, number in nlargest(_SPOKEN, zip(strengths, range(len(strengths)), strict=True)):
        places = _places(*spoken.names[number], traits) if strength > 0 else []
        for place in places:
            heat[place] = heat.get(place, 0.0) + strength / len(places)
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(heat, key=lambda place: (-heat[place], place)):
        if len(chosen) < QUOTES and all(end <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, end))
    about = {"topic": model.labels[label]}
    return tuple(Reason("TOPIC_WORD", about, text[start:end], start) for start, end in sorted(chosen))


def _strengths(spoken: _Spoken, label: int, model: Model) -> list[float]:
    """How much each trait speaks for a label; where only one may be right, more than for all on average."""
    own: Sequence[float] = spoken.weights[label]
    if not model.is_multi:
        count = len(model.labels)
        totals = map(sum, zip(*spoken.weights, strict=True))
        own = [weight - total / count for weight, total in zip(own, totals, strict=True)]
    return list(map(mul, spoken.values, own))


def _places(block: Block, name: str, traits: Traits) -> list[tuple[int, int]]:
    """Where a trait stands, for those a person can read: words, pairs and triples."""
    if block in (Block.FIELDS, Block.CONCEPTS):
        found = [(word.start, word.end) for word in traits.words if word.block is block and word.code == name]
        return found[:_PLACES]
    if block not in (Block.PAIRS, Block.TRIPLES, Block.NAMES) or len(name) < 2 or not name.isalpha():
        return []
    places: list[tuple[int, int]] = []
    start = traits.letters.find(name)
    while start >= 0 and len(places) < _PLACES:
        places.append((start, start + len(name)))
        start = traits.letters.find(name, start + len(name))
    return places
