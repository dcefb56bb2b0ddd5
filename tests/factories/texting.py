"""A text gateway that listens on loopback, and settings that know it."""

import json
from collections.abc import Iterator
from threading import Thread
from urllib.request import urlopen

import pytest

from heyi.adapters.texting.stub import Sink

SECRET = "only-for-this-test"  # of a sink that lives for one test


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    """A gateway that listens, and settings that know it."""
    with Sink(SECRET) as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.HEYI_TEXT_GATEWAY_URL = f"{found.address}/send"
        settings.HEYI_TEXT_GATEWAY_SECRET = SECRET
        yield found
        found.shutdown()
        thread.join()


def arrived(sink: Sink) -> list[dict[str, str]]:
    """What the sink's page shows, the newest first."""
    with urlopen(f"{sink.address}/messages") as answer:  # noqa: S310 - our own
        return json.load(answer)
