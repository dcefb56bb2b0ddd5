"""One JSON object a line; a request is named by its route and number, never by what people typed."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory

from heyi.config.logs import formatter
from heyi.config.observing import tell_failure


class Lines(logging.Handler):
    """Keeps what the real formatter writes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(formatter())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[list[dict[str, object]]]:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)


@pytest.mark.django_db
def test_a_request_leaves_one_line_under_its_number(client: Client, lines: list[dict[str, object]]) -> None:
    answer = client.get("/t/3305-SECRET-CODE")
    told = [line for line in lines if line["logger"] == "heyi.request"]
    assert len(told) == 1
    assert told[0]["request"] == answer["X-Request-Id"]
    assert (told[0]["method"], told[0]["status"]) == ("GET", answer.status_code)
    assert "SECRET" not in json.dumps(lines)


def test_who_watches_leaves_none(client: Client, lines: list[dict[str, object]]) -> None:
    client.get("/healthz")
    assert lines == []


def test_a_failure_is_told_with_its_traceback(lines: list[dict[str, object]]) -> None:
    try:
        int("surprise")
    except ValueError:
        tell_failure(request=RequestFactory().get("/desk/"))
    assert lines[0]["level"] == "error"
    assert "ValueError: invalid literal" in str(lines[0]["exception"])


def test_libraries_speak_the_same_language(lines: list[dict[str, object]]) -> None:
    logging.getLogger("somebody.elses").warning("says %s", "this")
    assert lines[0] | {"timestamp": ""} == {
        "event": "says this",
        "level": "warning",
        "logger": "somebody.elses",
        "timestamp": "",
    }
