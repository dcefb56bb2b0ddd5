"""`heyi bench triage`: times without a database, scores on labelled rows of a folder."""

import json
from pathlib import Path

import pytest

from heyi.console.bench.understanding import SETS, scored
from heyi.console.main import main
from tests.adapters.learning.test_fitting import SAYINGS, TAILS

EXAMPLES = [(saying + tail, label) for label, said in SAYINGS.items() for saying in said for tail in TAILS]


def test_times_are_told_without_a_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "triage", "--seconds", "0.05", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["what"] == "triage"
    assert 0 < answer["read_p50_ms"] <= answer["read_p95_ms"]
    assert "scores" not in answer


def test_rows_with_one_label_are_scored(tmp_path: Path) -> None:
    rows = [{"question": text, "answer": label} for text, label in EXAMPLES]
    of = SETS["consult_topic"]
    (tmp_path / f"{of.file}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = scored(of, tmp_path, repeats=1)
    assert found["accuracy"] > 0.9
    assert found["standard_error"] >= 0


def test_rows_with_several_labels_are_scored_by_row_and_by_label(tmp_path: Path) -> None:
    rows = [{"question": text, "answer": f"类别:{label}。"} for text, label in EXAMPLES]
    of = SETS["marital_elements"]
    (tmp_path / f"{of.file}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = scored(of, tmp_path, repeats=1)
    assert found["sample_f1"] > 0.9
    assert found["micro_f1"] > 0.9
    assert set(found) == {
        "sample_f1",
        "standard_error",
        "micro_f1",
        "micro_f1_standard_error",
        "fit_seconds",
    }


def test_sentences_of_one_judgment_stay_together(tmp_path: Path) -> None:
    rows = [
        {"sentences": [{"s": text, "y": [label]} for text, label in EXAMPLES[start::6]]} for start in range(6)
    ]
    of = SETS["elements_loan"]
    (tmp_path / f"{of.file}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert scored(of, tmp_path, repeats=1)["mean_f1"] > 0.9
