"""From labelled texts to a model: a linear machine for each label, its margins turned into probabilities.

Nothing here knows a set of labels. What is chosen, is chosen by cross-validation inside the rows given; the same rows
give the same model, byte for byte.
"""

import warnings
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from heyi.adapters.learning.chances import Bend, bend_of, thresholds_of
from heyi.adapters.learning.folds import folds_of
from heyi.adapters.learning.judging import f1_scores
from heyi.adapters.learning.rows import DENIALS, OPENINGS, Counts, Weighing, counts_of, weighing_of
from heyi.triage.topics import Model, numbered
from heyi.triage.traits import Block, traits_of

COST, COST_OF_MANY = 3.0, 1.0
"""What a row on the wrong side costs; where a text may have several labels, wrong sides are common."""
RARER_COSTS = 0.25
"""Of several labels, a row that has one costs by how rare the label is, to this power; of one label, to the first."""
OPENING_TRIED = 2_000
"""Texts up to which it is tried whether first words deserve blocks of their own; with more, pairs suffice."""
GAIN = 0.005
_SEED = 0
_WHOLE = 32_767


@dataclass(frozen=True, slots=True)
class Learned:
    """The model, and how it did on rows it had not seen: accuracy and macro-F1, or three kinds of F1 of several."""

    model: Model
    scores: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Fitted:
    """Weights by trait and label with what they weigh."""

    weighing: Weighing
    weights: np.ndarray
    bias: np.ndarray

    def margins(self, counts: Counts, rows: np.ndarray) -> np.ndarray:
        return np.asarray(self.weighing.matrix(counts, rows) @ self.weights + self.bias)


class CannotLearn(Exception):
    """Rows that teach nothing. `code` is NO_ROWS or ONE_LABEL."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def learn(texts: Sequence[str], labels: Sequence[Sequence[str]], *, is_multi: bool) -> Learned:
    """A model of these rows. Each row has one label, or any number of them where `is_multi`.

    Raises CannotLearn where there are no rows, or fewer than two labels to tell apart.
    """
    if not texts:
        raise CannotLearn("NO_ROWS")
    known = tuple(sorted({label for held in labels for label in held}))
    if len(known) < (1 if is_multi else 2) or (is_multi and all(set(held) == set(known) for held in labels)):
        raise CannotLearn("ONE_LABEL")
    truth = np.array([[label in held for label in known] for held in labels])
    counts = counts_of(map(traits_of, texts), known)
    without, margins = _better(counts, truth, is_multi=is_multi)
    bend = bend_of(margins, truth, is_multi=is_multi)
    thresholds = thresholds_of(bend.chances(margins), truth) if is_multi else np.zeros(len(known))
    fitted = _fitted(counts, np.arange(len(truth)), truth, is_multi=is_multi, without=without)
    one_at_least = is_multi and bool(truth.any(axis=1).all())
    model = _model(counts, fitted, known, bend, thresholds=thresholds, one_at_least=one_at_least)
    return Learned(model, _scores(margins, truth, bend, model))


def _better(counts: Counts, truth: np.ndarray, *, is_multi: bool) -> tuple[Sequence[Block], np.ndarray]:
    """The blocks left out, and the margins of rows not seen.

    Of several labels, what a text denies counts: whether wages are paid or not is what labels part. Of one label it is
    tried whether first words deserve blocks of their own.
    """
    if is_multi:
        return OPENINGS, _unseen(counts, truth, is_multi=True, without=OPENINGS)
    neither = (*OPENINGS, *DENIALS)
    margins = _unseen(counts, truth, is_multi=False, without=neither)
    if len(truth) > OPENING_TRIED:
        return neither, margins
    other = _unseen(counts, truth, is_multi=False, without=DENIALS)
    if _score(other, truth) > _score(margins, truth) + GAIN:
        return DENIALS, other
    return neither, margins


def _unseen(counts: Counts, truth: np.ndarray, *, is_multi: bool, without: Sequence[Block]) -> np.ndarray:
    """The margins of each row by a machine that had not seen it."""
    margins = np.zeros(truth.shape)
    for learned, left in folds_of(truth):
        fitted = _fitted(counts, learned, truth, is_multi=is_multi, without=without)
        margins[left] = fitted.margins(counts, left)
    return margins


def _fitted(
    counts: Counts, rows: np.ndarray, truth: np.ndarray, *, is_multi: bool, without: Sequence[Block]
) -> _Fitted:
    weighing = weighing_of(counts, rows, without=without)
    matrix = weighing.matrix(counts, rows)
    columns = [_machine(matrix, truth[rows, label], is_multi=is_multi) for label in range(truth.shape[1])]
    weights = np.column_stack([weights for weights, _bias in columns])
    return _Fitted(weighing, weights, np.array([bias for _weights, bias in columns]))


def _machine(matrix: sparse.csr_matrix, truth: np.ndarray, *, is_multi: bool) -> tuple[np.ndarray, float]:
    """The weights and the bias of one label against the rest; a label that all or none have says the same always."""
    if truth.all() or not truth.any():
        return np.zeros(matrix.shape[1]), 1.0 if truth.all() else -1.0
    rarer = float((~truth).sum() / truth.sum()) ** RARER_COSTS
    machine = LinearSVC(
        C=COST_OF_MANY if is_multi else COST,
        class_weight={True: rarer, False: 1.0} if is_multi else "balanced",
        random_state=_SEED,
        max_iter=5_000,
    )
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ConvergenceWarning
        )  # nearly there is as good; the scores say how good
        machine.fit(matrix, truth)
    return machine.coef_[0], float(machine.intercept_[0])


def _score(margins: np.ndarray, truth: np.ndarray) -> float:
    """The share of rows whose best label is theirs."""
    return float(truth[np.arange(len(truth)), margins.argmax(axis=1)].mean())


def _scores(margins: np.ndarray, truth: np.ndarray, bend: Bend, model: Model) -> dict[str, float]:
    chances = bend.chances(margins)
    best = chances == chances.max(axis=1, keepdims=True)
    given = chances >= np.array(model.thresholds) if model.is_multi else best
    if model.is_one_at_least:
        given = given | best
    found = f1_scores(given, truth)
    told = ("micro_f1", "macro_f1", "sample_f1") if model.is_multi else ("accuracy", "macro_f1")
    return {name: round(found[name], 4) for name in told}


def _model(
    counts: Counts,
    fitted: _Fitted,
    known: tuple[str, ...],
    bend: Bend,
    *,
    thresholds: np.ndarray,
    one_at_least: bool,
) -> Model:
    weighing = fitted.weighing
    kept: dict[Block, Sequence[str]] = {
        block: [counts.names[block][row] for row in rows] for block, rows in weighing.kept.items()
    }
    width = sum(map(len, kept.values()))
    kept[Block.NAMES], named = _by_pair(counts.pairs, weighing.named * fitted.weights[width:])
    weights = np.vstack([fitted.weights[:width], named])
    scale = max(float(np.abs(weights).max()), 1e-12) / _WHOLE
    rarity = array("f", np.concatenate(list(weighing.rarity.values())).tolist())
    return Model(
        labels=known,
        is_multi=bend.is_multi,
        vocabulary=numbered(kept),
        rarity=rarity + array("f", [1.0] * len(named)),
        weights=tuple(array("h", column.tolist()) for column in np.rint(weights / scale).astype(int).T),
        scale=scale,
        bias=tuple(map(float, fitted.bias)),
        shares={**weighing.shares, Block.NAMES: 1.0},
        slope=bend.slope,
        shift=bend.shift,
        thresholds=tuple(map(float, thresholds)),
        is_one_at_least=one_at_least,
    )


def _by_pair(pairs: Sequence[Sequence[str]], weights: np.ndarray) -> tuple[Sequence[str], np.ndarray]:
    """A row of weights for each pair of letters in labels' names: what is linear in names is linear in their pairs."""
    names = sorted({pair for of in pairs for pair in of})
    shares = np.array([[of.count(pair) / len(of) for of in pairs] for pair in names])
    return names, shares @ weights
