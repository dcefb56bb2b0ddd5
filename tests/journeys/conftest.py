"""People at their browsers before one running house; whatever a page complains of fails the test."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house_settings
from playwright.sync_api import Browser

from heyi.accounts.operations import load_demo_people
from heyi.adapters.texting.stub import Sink
from heyi.console.postgres import Cluster
from heyi.dispatch.operations import publish_default_book
from heyi.journal.events import SYSTEM
from heyi.matters.access import entering
from heyi.orgs.operations import load_huzhou
from tests.browsing import serving
from tests.conftest import cloned, pointed_at
from tests.factories.matters import MORNING
from tests.journeys.scenes import SECRET, Calendar, Worker, text_gateway
from tests.journeys.seats import Hotline, Seats, add_hotline


@pytest.fixture(scope="session")
def peopled_at_morning(cluster: Cluster, template: str, django_db_blocker: Any) -> Iterator[str]:
    """The name of a template whose people have been there since that morning, before what tests do at it."""
    with cloned(cluster, template) as name:
        with django_db_blocker.unblock(), pointed_at(cluster, name), entering("admin"):
            load_demo_people(MORNING)
        yield name


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    """A text gateway. Where the whole file uses it, it is there before the house starts, and known to it."""
    with text_gateway() as found:
        yield found


@pytest.fixture
def worker(sink: Sink, settings: Any) -> Worker:
    """The house's worker: it knows the gateway, seals for a trial and stamps nothing."""
    settings.HEYI_TEXT_GATEWAY_URL, settings.HEYI_TEXT_GATEWAY_SECRET = f"{sink.address}/send", SECRET
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""
    return Worker(sink)


@pytest.fixture(scope="module")
def signed_in() -> dict[str, Any]:
    """The cookies of who has signed in before: only the first sign-in of each waits for the slow hash."""
    return {}


@pytest.fixture
def seats(browser: Browser, served: str, signed_in: dict[str, Any]) -> Iterator[Seats]:
    """Opens browsers: seats("zhili.clerk"), seats(phone=True); at the end none of them may have complained."""
    opened = Seats(browser, served, signed_in)
    yield opened
    complaints = opened.complaints()
    opened.leave()
    assert complaints == []


@pytest.fixture(scope="module")
def hotline(served: str) -> Hotline:
    """A partner with a key, who sends reports over HTTP."""
    return add_hotline(served)


@pytest.fixture
def house(
    cluster: Cluster,
    template: str,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path: Path,
    begins: datetime,
) -> Iterator[tuple[str, Calendar]]:
    """A house of its own at the time that the scene names (`begins`): (its address, its calendar)."""
    calendar, home = Calendar(tmp_path / "shift", begins), Path(house_settings.HEYI_HOME)
    with django_db_blocker.unblock(), cloned(cluster, template) as name, pointed_at(cluster, name) as urls:
        with entering("admin"):
            load_huzhou(begins - timedelta(days=60))
            publish_default_book(by=SYSTEM, at=begins)
            load_demo_people(begins)
        with serving(home, *urls, shift=calendar.file) as address:
            yield address, calendar


@pytest.fixture
def people(browser: Browser, house: tuple[str, Calendar]) -> Iterator[Seats]:
    """Opens browsers before that house, as `seats` does."""
    opened = Seats(browser, house[0], {})
    yield opened
    complaints = opened.complaints()
    opened.leave()
    assert complaints == []
