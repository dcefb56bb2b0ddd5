"""What those who watch the machine are told, and who may watch."""

import json

import pytest
from django.db import connections
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_is_alive_without_asking_the_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


def test_it_is_ready_when_database_and_disk_are(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok", "disk": "ok"})


def test_it_is_not_ready_without_its_database(client: Client, own_database: tuple[str, str]) -> None:
    connections["default"].close()
    place = connections["default"].settings_dict
    place["HOST"], before = "/nonexistent", place["HOST"]
    answer = client.get("/readyz")
    place["HOST"] = before
    assert answer.status_code == 503
    assert answer.json() == {"status": "unready", "database": "OperationalError", "disk": "ok"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_nothing_is_posted_here(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_this_machine_reads_the_metrics(client: Client) -> None:
    client.get("/healthz")
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert b"django_http_responses_total_by_status_view_method" in answer.content


@pytest.mark.parametrize(
    "comes",
    [
        {"REMOTE_ADDR": "10.1.2.3"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.1.2.3"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=10.1.2.3"},
    ],
)
def test_nobody_else_does(client: Client, comes: dict[str, str]) -> None:
    assert client.get("/metrics", **comes).status_code == 404


def test_a_network_may_be_let_in(client: Client, settings) -> None:
    settings.HEYI_METRICS_FROM = ["10.0.0.0/8"]
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404


def test_errors_of_the_watched_addresses_are_no_secret(client: Client) -> None:
    assert json.loads(client.get("/readyz").content)["status"] == "ok"
