"""The trial authority, for tests that stamp."""

from collections.abc import Iterator

import pytest

from heyi.adapters.timestamping.stub import TrialTsa
from tests.factories.exhibits import trial_tsa


@pytest.fixture(scope="session")
def _authority() -> Iterator[TrialTsa]:
    with trial_tsa() as found:
        yield found


@pytest.fixture
def tsa(_authority: TrialTsa, settings) -> TrialTsa:
    """The authority in small, named by settings."""
    settings.HEYI_TSA_URL = _authority.address
    settings.HEYI_TSA_CA = str(_authority.root)
    return _authority
