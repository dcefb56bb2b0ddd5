"""Margins of rows not seen, bent into probabilities, and the probability from which a label is given."""

from dataclasses import dataclass

import numpy as np

from heyi.adapters.learning.judging import f1_scores

_STEPS = 100
_SLOPES = np.geomspace(0.2, 30.0, 60)
_SMALLEST = 1e-12


@dataclass(frozen=True, slots=True)
class Bend:
    """A margin m becomes `slope * m + shift`, then a probability: among all labels, or alone where several may hold."""

    slope: float
    shift: float
    is_multi: bool

    def chances(self, margins: np.ndarray) -> np.ndarray:
        """Probabilities, one row a text."""
        bent = self.slope * margins + self.shift
        if self.is_multi:
            return np.asarray(1.0 / (1.0 + np.exp(-np.clip(bent, -500, 500))))
        parts = np.exp(bent - bent.max(axis=1, keepdims=True))
        return np.asarray(parts / parts.sum(axis=1, keepdims=True))


def bend_of(margins: np.ndarray, truth: np.ndarray, *, is_multi: bool) -> Bend:
    """The bend under which the truth of rows not seen was likeliest (Platt); one for all labels, for rows are few."""
    if is_multi:
        return _platt(margins.ravel(), truth.ravel())
    bends = [Bend(float(slope), 0.0, is_multi=False) for slope in _SLOPES]
    return min(bends, key=lambda bend: float(-np.log(bend.chances(margins)[truth] + _SMALLEST).mean()))


def _platt(margins: np.ndarray, truth: np.ndarray) -> Bend:
    """Newton's steps on two numbers; Platt's own targets keep it from certainty."""
    right = truth.sum()
    target = np.where(truth, (right + 1) / (right + 2), 1 / (len(truth) - right + 2))
    design = np.column_stack([margins, np.ones(len(margins))])
    held = np.array([1.0, 0.0])
    for _step in range(_STEPS):
        chances = 1.0 / (1.0 + np.exp(-np.clip(design @ held, -500, 500)))
        slope = design.T @ (chances - target)
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, slope)
        held = held - np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            break
    return Bend(float(held[0]), float(held[1]), is_multi=True)


def threshold_of(chances: np.ndarray, truth: np.ndarray) -> float:
    """The probability from which giving labels made the mean of micro- and macro-F1 highest on rows not seen."""
    tries = np.unique(np.quantile(chances, np.linspace(0.5, 0.999, _STEPS)))
    return float(max(tries, key=lambda least: (f1_scores(chances >= least, truth)["mean_f1"], -least)))
