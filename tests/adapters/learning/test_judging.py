"""F1 as it is defined: of each label, of all together, of each row."""

import numpy as np
import pytest

from heyi.adapters.learning.judging import f1_scores


def test_f1_of_each_label_and_of_all() -> None:
    truth = np.array([[True, False], [True, True], [False, False]])
    given = np.array([[True, True], [False, True], [False, False]])
    scores = f1_scores(given, truth)
    assert scores["accuracy"] == pytest.approx(1 / 3)
    assert scores["micro_f1"] == pytest.approx(2 * 2 / (2 * 2 + 2))
    assert scores["macro_f1"] == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert scores["mean_f1"] == pytest.approx((scores["micro_f1"] + scores["macro_f1"]) / 2)
    assert scores["sample_f1"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)


def test_labels_nobody_has_count_for_nothing() -> None:
    nothing = np.zeros((2, 2), dtype=bool)
    assert f1_scores(nothing, nothing) == {
        "accuracy": 1.0,
        "micro_f1": 0.0,
        "macro_f1": 0.0,
        "mean_f1": 0.0,
        "sample_f1": 1.0,
    }
