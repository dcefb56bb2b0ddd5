"""The order of the candidates: a small network over a few signs, trained on what people confirmed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from heyi.laws.finding.postings import Floats

_HIDDEN = 24
_ROUNDS = 8  # more learn the questions by heart
_STEP = 0.003
_DECAY = 1e-3
_NETS = 8  # their mean is steadier than one


class Example(NamedTuple):
    """The signs of a question's candidates, and which of them are its articles."""

    signs: Floats
    right: Floats


@dataclass(frozen=True, slots=True)
class Order:
    """The trained networks; signs are first brought to mean 0 and spread 1."""

    mean: Floats
    spread: Floats
    into: Floats  # nets x signs x hidden
    shift: Floats
    out: Floats
    straight: Floats

    def scores(self, signs: Floats) -> Floats:
        """How high each candidate stands; log odds up to a number that is the same for all."""
        plain = (signs - self.mean) / self.spread
        nets = zip(self.into, self.shift, self.out, self.straight, strict=True)
        told = [np.maximum(plain @ w + b, 0) @ v + plain @ s for w, b, v, s in nets]
        return np.asarray(np.mean(told, axis=0), np.float32)

    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """What is kept of it."""
        return {name: getattr(self, name) for name in self.__slots__}


def trained(examples: Sequence[Example], *, tell: Callable[[int, int], None]) -> Order:
    """The order that these examples teach; `tell` hears how far it is, in rounds."""
    every = np.concatenate([example.signs for example in examples])
    mean, spread = every.mean(0), every.std(0) + 1e-6
    plain = [Example((one.signs - mean) / spread, one.right / max(one.right.sum(), 1)) for one in examples]
    useful = [example for example in plain if example.right.any()]
    nets = []
    for number in range(_NETS):
        net = _Net(len(mean), number)
        for round_ in range(_ROUNDS):
            net.round(useful, 1 - round_ / _ROUNDS)
            tell(number * _ROUNDS + round_ + 1, _NETS * _ROUNDS)
        nets.append(net.parts)
    into, shift, out, straight = (np.stack(parts) for parts in zip(*nets, strict=True))
    return Order(mean.astype(np.float32), spread.astype(np.float32), into, shift, out, straight)


class _Net:
    """One network and its Adam (Kingma & Ba 2015); the loss is the cross entropy over the candidates."""

    def __init__(self, signs: int, seed: int) -> None:
        self._dice = np.random.default_rng(seed)
        into = self._dice.normal(0, 1 / np.sqrt(signs), (signs, _HIDDEN))
        out = self._dice.normal(0, 0.1, _HIDDEN)
        self.parts = [
            np.asarray(part, np.float32) for part in (into, np.zeros(_HIDDEN), out, np.zeros(signs))
        ]
        self._means = [np.zeros_like(part) for part in self.parts]
        self._squares = [np.zeros_like(part) for part in self.parts]
        self._steps = 0

    def round(self, examples: Sequence[Example], share: float) -> None:
        """Every example once, in a new order, with this share of the first step."""
        for at in self._dice.permutation(len(examples)):
            self._learn(examples[at], _STEP * share)

    def _learn(self, example: Example, step: float) -> None:
        signs, right = example
        into, shift, out, straight = self.parts
        hidden = np.maximum(signs @ into + shift, 0)
        told = hidden @ out + signs @ straight
        chance = np.exp(told - told.max())
        wrong = chance / chance.sum() - right
        back = np.outer(wrong, out) * (hidden > 0)
        slopes = (signs.T @ back, back.sum(0), hidden.T @ wrong, signs.T @ wrong)
        self._steps += 1
        for at, slope in enumerate(slopes):
            steady = slope + _DECAY * self.parts[at]
            self._means[at] = 0.9 * self._means[at] + 0.1 * steady
            self._squares[at] = 0.999 * self._squares[at] + 0.001 * steady * steady
            mean = self._means[at] / (1 - 0.9**self._steps)
            square = self._squares[at] / (1 - 0.999**self._steps)
            self.parts[at] = self.parts[at] - np.float32(step) * mean / (np.sqrt(square) + 1e-8)
