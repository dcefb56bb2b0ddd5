"""Weights of sameness from pairs that people judged: logistic regression held by the weights it begins with.

Few pairs change little, many change much. Pure; what is learned is five numbers.
"""

from collections.abc import Sequence
from dataclasses import astuple
from math import exp, log
from operator import mul

from heyi.triage.sameness import SHIPPED, Sameness, Weights, likelihood

FEWEST, FEWEST_OF_EACH = 60, 15
"""Judged pairs, and of these the same and the different, below which nothing is learned."""
PARTS = 10
_HOLD = 1.0  # what a step of one away from the weights before costs, in the loss of a pair
_ROUNDS = 60  # of steps for each weight: more move nothing that a clerk could see
_DAYS = 3  # their place among the weights
_LEAST = 1e-9

Judged = tuple[Sameness, bool]


def weighed(pairs: Sequence[Judged], start: Weights = SHIPPED) -> Weights:
    """The weights under which these judgments are likeliest, held by where they start.

    One weight after the other goes to the lowest point of a parabola that lies above the loss (its curve is a quarter
    at most: Böhning and Lindsay 1988), so no step makes it worse. More days never speak for the same event.
    """
    rows = [(found.signs, float(is_same)) for found, is_same in pairs]
    before, weights = astuple(start), list(astuple(start))
    curves = [_HOLD + sum(signs[place] ** 2 for signs, _same in rows) / 4 for place in range(len(weights))]
    for _round in range(_ROUNDS):
        for place, curve in enumerate(curves):
            slope = _HOLD * (weights[place] - before[place])
            for signs, is_same in rows:
                slope += (1 / (1 + exp(-sum(map(mul, weights, signs)))) - is_same) * signs[place]
            weights[place] -= slope / curve
        weights[_DAYS] = min(weights[_DAYS], 0.0)
    return Weights(*weights)


def loss(pairs: Sequence[Judged], weights: Weights) -> float:
    """The mean of how surprising the judgments are, in nats; 0.69 is a coin."""
    chances = [
        likelihood(found, weights) if is_same else 1 - likelihood(found, weights) for found, is_same in pairs
    ]
    return -sum(log(max(chance, _LEAST)) for chance in chances) / len(pairs)


def is_enough(pairs: Sequence[Judged]) -> bool:
    """Whether there is something to learn from."""
    same = sum(is_same for _found, is_same in pairs)
    return len(pairs) >= FEWEST and min(same, len(pairs) - same) >= FEWEST_OF_EACH


def unseen_loss(pairs: Sequence[Judged], start: Weights = SHIPPED) -> float:
    """What the loss is on pairs that were not learned from: ten parts, each judged by what the others teach."""
    total = 0.0
    for part in range(PARTS):
        held = pairs[part::PARTS]
        others = [pair for number, pair in enumerate(pairs) if number % PARTS != part]
        total += len(held) * loss(held, weighed(others, start)) if held else 0.0
    return total / len(pairs)
