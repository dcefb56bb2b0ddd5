"""Reading and learning without a database: how fast a text is read, and how right labels are on rows not learned from.

Scores need labelled rows of others, which are no part of the project: `--data DIR` names their folder.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from heyi.adapters.learning.fitting import learn
from heyi.adapters.learning.folds import dealt_out
from heyi.adapters.learning.judging import f1_scores
from heyi.console.bench.counting import quantile
from heyi.console.bench.words import report
from heyi.console.triage_reading import shipped_gazetteer
from heyi.kernel.clock import now
from heyi.triage.model_files import load
from heyi.triage.read import read
from heyi.triage.shipped import FOLDER
from heyi.triage.topics import topics_of
from heyi.triage.whole import read_whole

FOLDS = 5
REPEATS = 3
_LONG = 10_000
_PLACES = [("330502100", "织里镇"), ("330503100", "南浔镇"), ("330521", "德清县")]
_HOSTILE = "，。0１万元年月日织里派出所工资欠漏水\n\x00\u200d😀𠮷打死不火"
Rows = list[dict[str, Any]]
Example = tuple[str, list[str], int]


@dataclass(frozen=True, slots=True)
class Set:
    """Labelled rows of others: their file, how a row becomes examples (text, labels, group), and the scores told."""

    file: str
    examples: Callable[[Rows], Iterator[Example]]
    scores: tuple[str, ...]
    is_multi: bool = False


def _plain(*fields: str, label: str) -> Callable[[Rows], Iterator[Example]]:
    def examples(rows: Rows) -> Iterator[Example]:
        for number, row in enumerate(rows):
            yield "\n".join(row[name] for name in fields), [row[label]], number

    return examples


def _tagged(rows: Rows) -> Iterator[Example]:
    for number, row in enumerate(rows):
        yield row["question"], row["answer"].removeprefix("类别:").rstrip("。").split("、"), number


def _sentences(rows: Rows) -> Iterator[Example]:
    for number, row in enumerate(rows):
        for sentence in row["sentences"]:
            yield sentence["s"], sentence["y"], number


SETS: Mapping[str, Set] = {
    "citizen_msg_class": Set("citizen_msg_class", _plain("title", "text", label="label"), ("macro_f1",)),
    "consult_topic": Set("lawbench_consult_topic", _plain("question", label="answer"), ("accuracy",)),
    "dispute_focus": Set("lawbench_dispute_focus", _plain("question", label="answer"), ("accuracy",)),
    "marital_elements": Set("lawbench_marital_elements", _tagged, ("sample_f1", "micro_f1"), is_multi=True),
    "elements_divorce": Set("elements_divorce", _sentences, ("mean_f1",), is_multi=True),
    "elements_labor": Set("elements_labor", _sentences, ("mean_f1",), is_multi=True),
    "elements_loan": Set("elements_loan", _sentences, ("mean_f1",), is_multi=True),
}


def measure(data: Path | None, seconds: float) -> dict[str, Any]:
    """Times in ms of the processor; scores with their standard error over folds, where `data` has the rows."""
    began = time.process_time()
    model = load(FOLDER)
    loading = time.process_time() - began
    gazetteer, at = shipped_gazetteer(), now()
    draw = Random(7)  # noqa: S311 - texts, not secrets
    texts = [str(report(draw, _PLACES)["text"]) for _each in range(2000)]
    hostile = ["".join(draw.choices(_HOSTILE, k=draw.randrange(400))) for _each in range(2000)]

    def first(text: str) -> None:
        read(text, gazetteer=gazetteer, at=at)

    def full(text: str) -> None:
        read_whole(text, gazetteer=gazetteer, at=at)
        topics_of(text, model)

    found: dict[str, Any] = {"load_ms": round(loading * 1000, 1)}
    for name, do, held in (
        ("first", first, texts),
        ("read", full, texts),
        ("hostile", full, hostile),
        ("long", full, [_long(held) for held in (texts, hostile)]),
    ):
        took = _timed(do, held, seconds)
        found |= {f"{name}_p50_ms": quantile(took, 50), f"{name}_p95_ms": quantile(took, 95)}
    if data is not None:
        found["scores"] = {
            name: scored(of, data) for name, of in SETS.items() if (data / f"{of.file}.jsonl").exists()
        }
    return found


def scored(of: Set, data: Path, *, repeats: int = REPEATS) -> dict[str, float]:
    """Means over repeated five-fold cross-validation, standard errors over folds, and seconds for one fit.

    `standard_error` is of the first score; where there are more, each other has its own, named after it.
    """
    lines = (data / f"{of.file}.jsonl").read_text(encoding="utf-8").splitlines()
    examples = list(of.examples([json.loads(line) for line in lines]))
    known = sorted({label for _text, labels, _group in examples for label in labels})
    truth = np.array([[label in labels for label in known] for _text, labels, _group in examples])
    folds, took = [], []
    for repeat in range(1 if len(examples) > 1000 else repeats):
        dealt = _dealt(examples, truth, seed=repeat + 1)
        for fold in range(FOLDS):
            began = time.process_time()
            given = _given(of, examples, known, dealt == fold)
            took.append(time.process_time() - began)
            folds.append(f1_scores(given, truth[dealt == fold]))
    found = {}
    for number, score in enumerate(of.scores):
        held = [fold[score] for fold in folds]
        error = float(np.std(held, ddof=1)) / FOLDS**0.5
        found[score] = round(float(np.mean(held)), 4)
        found[f"{score}_standard_error" if number else "standard_error"] = round(error, 4)
    return {**found, "fit_seconds": round(max(took), 1)}


def _given(of: Set, examples: Sequence[Example], known: Sequence[str], left: np.ndarray) -> np.ndarray:
    learned = [example for example, out in zip(examples, left, strict=True) if not out]
    texts, labels, _groups = zip(*learned, strict=True)
    model = learn(texts, labels, is_multi=of.is_multi).model
    asked = [text for (text, _labels, _group), out in zip(examples, left, strict=True) if out]
    answers = [topics_of(text, model, explain=False).given for text in asked]
    return np.array([[label in given for label in known] for given in answers])


def _dealt(examples: Sequence[Example], truth: np.ndarray, *, seed: int) -> np.ndarray:
    """The fold of each example; sentences of one judgment stay together."""
    groups = np.array([group for _text, _labels, group in examples])
    if len(set(groups)) == len(groups):
        return dealt_out(truth, folds=FOLDS, seed=seed)
    order = np.random.default_rng(seed).permutation(groups.max() + 1)
    return np.asarray((order % FOLDS)[groups])


def _long(texts: Sequence[str]) -> str:
    return "".join(texts)[:_LONG]


def _timed(do: Callable[[str], None], texts: Sequence[str], seconds: float) -> list[float]:
    """Seconds of the processor for each text, until so many are spent."""
    took: list[float] = []
    spent = 0.0
    while spent < seconds:
        began = time.process_time()
        do(texts[len(took) % len(texts)])
        took.append(time.process_time() - began)
        spent += took[-1]
    return took
