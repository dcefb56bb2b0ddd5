"""Keys that press buttons: none has two meanings on one page."""

import re
from pathlib import Path

import pytest
from django.test import Client

import heyi.desk
from heyi.desk.matters.buttons import ICONS, KEYS
from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.factories.matters import received

TEMPLATES = Path(heyi.desk.__file__).parent / "templates" / "desk"
PAGE = ("matters/matter.html", "command/card.html")  # what brings keys of its own to a matter's page


def of_page() -> list[str]:
    return [key for name in PAGE for key in re.findall(r'data-press="(\w)"', (TEMPLATES / name).read_text())]


def everywhere() -> set[str]:
    """The first keys of what works on every page, or on any list that a page may have."""
    panel = (TEMPLATES / "keys.html").read_text()
    always = re.findall(r'<div data-key="([^"]+)"(?![^>]*data-needs)', panel)
    return {keys.split()[0] for keys in always}


def test_every_button_has_a_key_of_its_own() -> None:
    keys = [*KEYS.values(), *of_page()]
    assert len(of_page()) == 2
    assert sorted(keys) == sorted(set(keys))
    assert not set(keys) & everywhere()
    assert KEYS.keys() <= ICONS.keys()


@pytest.mark.django_db
def test_a_page_with_a_request_and_an_objection_to_decide_has_no_key_twice(sign_in: SignIn) -> None:
    number = received(at=now()).number
    town, above = sign_in("zhili.handler"), sign_in("wuxing.leader")

    def press(client: Client, verb: str, **given: object) -> None:
        answer = client.post(f"/desk/matters/{number}/{verb}", given)
        assert answer.status_code == 302, answer.content.decode()

    press(town, "sign")
    press(town, "ask_extension", ground="COMPLEX", amount=2, text="还要查。")
    press(town, "object", ground="NOT_COMPETENT", text="不归我们管。")
    page = above.get(f"/desk/matters/{number}/").content.decode()
    keys = re.findall(r'data-press="([^"]+)"', page)
    assert {"y", "q", "v"} <= set(keys)
    assert len(keys) == len(set(keys))
