"""Margins of rows not seen, bent into probabilities, and the probabilities from which labels are given."""

from dataclasses import dataclass

import numpy as np

_STEPS = 100
_SLOPES = np.geomspace(0.2, 30.0, 60)
_SMALLEST = 1e-12
_TRIES = 150
_BORROWED = 10.0
"""Rows' worth of all labels together that each label's own rows stand against."""


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


def thresholds_of(chances: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """The probability from which giving each label made its F1 highest on rows not seen.

    A label with few rows says little of where that is. So each borrows some rows that are like those of all labels
    together: the fewer it has, the nearer it stays to the threshold that is best for all.
    """
    tries = np.unique(np.quantile(chances, np.linspace(0.5, 0.9995, _TRIES)))
    told = np.array([(chances >= least).sum(axis=0) for least in tries])
    hits = np.array([((chances >= least) & truth).sum(axis=0) for least in tries])
    rows = truth.sum(axis=0)
    borrowed = _BORROWED / rows.sum()
    told = told + borrowed * told.sum(axis=1, keepdims=True)
    hits = hits + borrowed * hits.sum(axis=1, keepdims=True)
    return np.asarray(tries[(2 * hits / (told + rows + _BORROWED)).argmax(axis=0)])
