"""Rows shared out for cross-validation: the same for the same rows, each label in every fold where it can be."""

from collections.abc import Iterator

import numpy as np

FOLDS = 5


def folds_of(
    truth: np.ndarray, *, folds: int = FOLDS, seed: int = 0
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of rows (to learn from, left out). Rows are dealt out label by label, the rarest label of each first."""
    count = min(folds, len(truth))
    dealt = dealt_out(truth, folds=count, seed=seed)
    for fold in range(count):
        left = np.flatnonzero(dealt == fold)
        learned = np.flatnonzero(dealt != fold)
        yield (learned if len(learned) else left), left


def dealt_out(truth: np.ndarray, *, folds: int, seed: int = 0) -> np.ndarray:
    """The fold of each row."""
    order = np.random.default_rng(seed).permutation(len(truth))
    times = truth.sum(axis=0)
    rarest = np.where(
        truth.any(axis=1), np.where(truth, times, len(truth) + 1).argmin(axis=1), truth.shape[1]
    )
    order = order[np.argsort(rarest[order], kind="stable")]
    dealt = np.zeros(len(truth), dtype=int)
    dealt[order] = np.arange(len(truth)) % folds
    return dealt
