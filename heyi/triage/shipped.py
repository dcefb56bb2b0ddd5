"""The model that Heyi ships: topics of legal questions, learned from open data alone (docs/reference/topics.md)."""

from functools import cache
from pathlib import Path

from heyi.triage.model_files import load
from heyi.triage.topics import Model

FOLDER = Path(__file__).resolve().parent / "learned" / "topics"


@cache
def topic_model() -> Model:
    """Loaded at the first call and kept: a process that reads no topics never pays for it."""
    return load(FOLDER)
