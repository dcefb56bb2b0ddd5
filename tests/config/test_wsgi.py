"""Two doors behind one address: what a machine is answered does not depend on which of them it came by."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from heyi.config.wsgi import application

pytestmark = pytest.mark.django_db
OF_ONE_REQUEST = {"X-Request-Id", "Date"}


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The test's transaction is the request's too."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(door: Callable[..., Any], method: str, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "here",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(b"{}"),
        "CONTENT_LENGTH": "2",
        **more,
    }
    body = b"".join(door(environ, lambda *said: told.append(said)))
    status, headers = told[0][:2]
    return status, {name: value for name, value in headers if name not in OF_ONE_REQUEST}, body


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/reports"),
        ("GET", "/api/v1/reports"),
        ("GET", "/api/openapi.json"),
        ("GET", "/api/nothing/here"),
        ("GET", "/api/v1/reports/330500-2222-2222"),
        ("POST", "/api/partners/v1/police110/handovers"),
    ],
)
@pytest.mark.parametrize("cookie", ["", "django_language=en"])
def test_a_machine_is_answered_the_same_by_both_doors(method: str, path: str, cookie: str) -> None:
    assert asked(application, method, path, HTTP_COOKIE=cookie) == asked(
        WSGIHandler(), method, path, HTTP_COOKIE=cookie
    )


def test_a_machine_has_no_session_to_lose() -> None:
    _status, headers, _body = asked(application, "GET", "/api/openapi.json", HTTP_COOKIE="sessionid=nobody")
    assert "Set-Cookie" not in headers


def test_what_machines_pass_are_middlewares_of_everybody() -> None:
    assert set(settings.MIDDLEWARE) > settings.HEYI_MACHINE_MIDDLEWARE


def test_people_go_on_through_all_of_them() -> None:
    status, headers, _body = asked(application, "GET", "/accounts/login/")
    assert status.startswith("200")
    assert "csrftoken=" in headers["Set-Cookie"]
