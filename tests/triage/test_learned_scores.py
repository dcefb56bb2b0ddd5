"""Floors by cross-validation on rows of others, where the shared data lies beside the checkout; tuned to no row."""

import json
from pathlib import Path
from typing import Any

import pytest

from heyi.adapters.learning.fitting import learn

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no shared data at {DATA}")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_topic_of_a_legal_question_is_right_in_half_of_twenty() -> None:
    held = rows("lawbench_consult_topic")
    learned = learn([row["question"] for row in held], [[row["answer"]] for row in held], is_multi=False)
    assert learned.scores["accuracy"] >= 0.49


def test_elements_of_a_marriage_are_found_together() -> None:
    held = rows("lawbench_marital_elements")
    labels = [row["answer"].removeprefix("类别:").rstrip("。").split("、") for row in held]
    learned = learn([row["question"] for row in held], labels, is_multi=True)
    assert learned.scores["micro_f1"] >= 0.73
    assert learned.scores["sample_f1"] >= 0.72
