"""How right given labels are."""

import numpy as np


def f1_scores(given: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Accuracy (all labels of a row right), micro- and macro-F1 over labels that stand in the truth, and their mean;
    `sample_f1` is the mean over rows of each row's own F1, 1 where none was to be given and none was.
    """
    hits, wrong = (given & truth).sum(axis=0), (given ^ truth).sum(axis=0)
    macro = (
        float((2 * hits / np.maximum(1, 2 * hits + wrong))[truth.any(axis=0)].mean()) if truth.any() else 0.0
    )
    micro = float(2 * hits.sum() / max(1, 2 * hits.sum() + wrong.sum()))
    accuracy = float((given == truth).all(axis=1).mean())
    return {
        "accuracy": accuracy,
        "micro_f1": micro,
        "macro_f1": macro,
        "mean_f1": (micro + macro) / 2,
        "sample_f1": _by_row(given, truth),
    }


def _by_row(given: np.ndarray, truth: np.ndarray) -> float:
    hits, told = (given & truth).sum(axis=1), given.sum(axis=1) + truth.sum(axis=1)
    return float(np.where(told, 2 * hits / np.maximum(1, told), 1.0).mean())
