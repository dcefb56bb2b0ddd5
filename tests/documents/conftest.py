"""Seals, with keys made once for the whole run, and the trial authority for their stamps."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from heyi.adapters.sealing.cabinet import Cabinet
from heyi.adapters.timestamping.stub import TrialTsa
from tests.factories.exhibits import trial_tsa


@pytest.fixture(scope="session")
def folder() -> Path:
    """Where seal keys lie."""
    return Path(tempfile.mkdtemp(prefix="heyi-seals-"))


@pytest.fixture(scope="session")
def cabinet(folder: Path) -> Cabinet:
    """Keys of units, tried ones allowed."""
    return Cabinet(folder, trial=True)


@pytest.fixture(scope="session")
def tsa() -> Iterator[TrialTsa]:
    """The authority in small, listening."""
    with trial_tsa() as found:
        yield found
