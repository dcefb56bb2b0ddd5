"""The demo's switch: from one person to another at one click, and nothing of it where there is no demo."""

from typing import Any

import pytest
from django.test import Client

from heyi.accounts.operations import load_demo_people
from heyi.kernel.clock import now
from heyi.matters.access import entering

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


@pytest.fixture
def demo(settings: Any) -> None:
    settings.HEYI_DEMO = True
    with entering("admin"):
        load_demo_people(now())


def seen_as(client: Client) -> str:
    """Whose name the desk shows."""
    return client.get("/desk/matters/").content.decode()


def test_one_click_makes_one_somebody_else(client: Client, demo: None) -> None:
    assert client.post("/demo/become", {"who": "zhili.clerk"})["Location"] == "/desk/"
    assert "织里镇社会治理中心" in seen_as(client)
    client.post("/demo/become", {"who": "anji.clerk"})
    assert "安吉县" in seen_as(client)


def test_nobody_but_a_demo_person_can_be_become(client: Client, demo: None) -> None:
    assert client.post("/demo/become", {"who": "nobody"}).status_code == 404
    assert client.get("/demo/become").status_code == 405


def test_who_has_changed_the_known_password_is_left_in_peace(client: Client, demo: None) -> None:
    from django.contrib.auth import get_user_model

    with entering("admin"):
        person = get_user_model().objects.get(username="zhili.clerk")
        person.set_password("another-long-password")
        person.save()
    assert client.post("/demo/become", {"who": "zhili.clerk"})["Location"] == "/accounts/login/"
    assert client.get("/desk/matters/").status_code == 302


def test_without_the_demo_there_is_no_such_address_and_no_strip(client: Client, settings: Any) -> None:
    settings.HEYI_DEMO = False
    assert client.post("/demo/become", {"who": "zhili.clerk"}).status_code == 404
    assert "demo-bar" not in client.get("/").content.decode()
