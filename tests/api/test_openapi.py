"""GET /api/openapi.json describes all, and truly: generated requests are answered as it says."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import Case

from heyi.api.openapi import document
from heyi.api.schemas import past_days
from heyi.api.urls import urlpatterns
from heyi.intake.rules import instant_of
from tests.api.conftest import Partner


def test_every_address_is_described(db: None):
    served = {str(route.pattern) for route in urlpatterns} - {""}
    described = {
        path.removeprefix("/api/").replace("{", "<str:").replace("}", ">") for path in document()["paths"]
    }
    assert described == served


def test_it_is_served_to_everybody(db: None):
    response = Client().get("/api/openapi.json")
    assert response.json() == document()
    assert response["Cache-Control"] == "no-cache"


def test_the_codes_of_regions_are_those_we_know(db: None):
    regions = document()["components"]["schemas"]["Report"]["properties"]["region"]["enum"]
    assert {"330500", "330502"} <= set(regions)


@pytest.mark.parametrize(
    "today", [date(2026, 1, 1), date(2026, 11, 24), date(2027, 12, 31), date(2030, 3, 9)]
)
def test_the_pattern_of_days_ends_today(today: date):
    pattern = re.compile(past_days(today))
    for written in ("1900-01-01", "1999-12-31", f"{today.year - 1}-12-31", f"{today:%Y-%m-%d}"):
        assert pattern.fullmatch(written), written
        assert instant_of(written)
    for written in ("1899-12-31", "2023-02-30", "2023-04-31", f"{today.year + 1}-01-01"):
        assert not pattern.fullmatch(written), written
    tomorrow = date.fromordinal(today.toordinal() + 1)
    assert not pattern.fullmatch(f"{tomorrow:%Y-%m-%d}")


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """The test's transaction outlives its requests, as it does under Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/api/v1/reports", "POST"),
        ("/api/v1/reports/batch", "POST"),
        ("/api/v1/reports/{tracking_code}", "GET"),
    ],
)
def test_generated_requests_are_answered_as_described(
    partner: Partner, kept_connection: None, path: str, method: str
):
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    operation: Any = schema[path][method]
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]

    @settings(max_examples=15, deadline=None, suppress_health_check=checks, database=None)
    @given(case=operation.as_strategy())
    def answered(case: Case) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {partner.key}"})

    answered()
