"""Learning in a process of its own: it takes a core and much memory for a minute, and gives both back."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

_NICE = 10  # whoever waits for a page comes first


def learn_apart(texts: Sequence[str], labels: Sequence[str], folder: Path) -> None:
    """heyi.dispatch.ports.Learner: one label a text; written whole into a folder that is not there yet."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        apart.submit(_learn, list(texts), list(labels), folder).result()


def _learn(texts: list[str], labels: list[str], folder: Path) -> None:
    os.nice(_NICE)
    from heyi.adapters.learning.fitting import learn  # noqa: PLC0415  # slow, and wanted in this process alone
    from heyi.triage.model_files import save  # noqa: PLC0415

    learned = learn(texts, [[label] for label in labels], is_multi=False)
    place = folder.with_name(f"{folder.name}.new")
    save(learned.model, place, about={"rows": len(texts), "scores_by_cross_validation": learned.scores})
    place.rename(folder)
