"""How right given labels are."""

import numpy as np


def f1_scores(given: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Accuracy (all labels of a row right), micro- and macro-F1 over labels that stand in the truth, their mean."""
    hits, wrong = (given & truth).sum(axis=0), (given ^ truth).sum(axis=0)
    macro = (
        float((2 * hits / np.maximum(1, 2 * hits + wrong))[truth.any(axis=0)].mean()) if truth.any() else 0.0
    )
    micro = float(2 * hits.sum() / max(1, 2 * hits.sum() + wrong.sum()))
    accuracy = float((given == truth).all(axis=1).mean())
    return {"accuracy": accuracy, "micro_f1": micro, "macro_f1": macro, "mean_f1": (micro + macro) / 2}
