"""What dispatch needs of the outside."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Learner(Protocol):
    """Learns labels of texts."""

    def __call__(self, texts: Sequence[str], labels: Sequence[str], folder: Path) -> None:
        """Write a model (heyi.triage.model_files) into a folder that is not there yet. May take minutes.

        Raises OSError where it cannot be written.
        """
        ...
