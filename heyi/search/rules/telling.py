"""Which words of a text tell it from others, and how alike two texts are by them.

A lexeme weighs -ln of the share of documents that hold it (Spärck Jones 1972, "A statistical interpretation of term
specificity"); two texts are as alike as the cosine of their weighted lexemes (Salton 1975). Pairs that run over the end
of a word are rare without telling anything: they cost a place in the question and nothing in the answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from heyi.search.rules.words import folded, lexemes_of, without_persons

MOST_ASKED = 24  # lexemes that the index is asked for
MOST_LED_TO = 1_500  # documents: each costs some twenty microseconds
_RARE = 1e-5  # the share of what the statistics do not know
_COMMON = 0.1  # what one document in ten holds leads nowhere
_OTHERS = 5  # texts that hold none of these words, as if they were there: four alike must not weigh nothing
_READ = 1_000  # characters of a text that are looked at


@dataclass(frozen=True, slots=True)
class Telling:
    """A lexeme of a text and its weight."""

    lexeme: str
    weight: float


def telling_words(text: str, shares: Mapping[str, float]) -> tuple[Telling, ...]:
    """A text's lexemes of two letters and more, the weightiest first. `shares`: of documents, of what is frequent."""
    plain = without_persons(folded(text[:_READ]))
    found = {lexeme for lexeme in lexemes_of(plain) if len(lexeme) > 1}
    weighed = (Telling(lexeme, -log(min(1.0, shares.get(lexeme, _RARE)))) for lexeme in found)
    return tuple(sorted(weighed, key=lambda each: (-each.weight, each.lexeme)))


def asked_of(words: Sequence[Telling], shares: Mapping[str, float], *, documents: int) -> str:
    """The question to the index, as tsquery: any of those that lead somewhere; "" where there is none.

    Half of them known to the statistics, for other documents hold those; unknown ones may stand nowhere else. Rare ones
    come first, and no more than lead to MOST_LED_TO of so many documents: the index reads each of them.
    """
    known = [each for each in words if shares.get(each.lexeme, 1.0) < _COMMON][: MOST_ASKED // 2]
    unknown = [each for each in words if each.lexeme not in shares]
    chosen: list[Telling] = []
    led_to = 0.0
    for each in known:
        led_to += shares[each.lexeme] * documents
        if chosen and led_to > MOST_LED_TO:
            break
        chosen.append(each)
    chosen += unknown[: MOST_ASKED - len(chosen)]
    return " | ".join(f"'{each.lexeme}'" for each in chosen)


def shares_among(texts: Sequence[str]) -> Mapping[str, float]:
    """The share of these texts that hold a lexeme: for a house so young that its statistics know nothing."""
    held = Counter(
        lexeme for text in texts for lexeme in set(lexemes_of(without_persons(folded(text[:_READ]))))
    )
    return {lexeme: many / (len(texts) + _OTHERS) for lexeme, many in held.items()}


def alikeness(mine: Iterable[Telling], theirs: Iterable[Telling]) -> float:
    """From 0, nothing in common, to 1, the same words."""
    weights = {each.lexeme: each.weight for each in mine}
    others = {each.lexeme: each.weight for each in theirs}
    shared = sum(weights[lexeme] * others[lexeme] for lexeme in weights.keys() & others.keys())
    length = sqrt(sum(w * w for w in weights.values()) * sum(w * w for w in others.values()))
    return shared / length if length else 0.0
