"""Who comes in where: nobody unsigned, no administrator to matters, no clerk to an administrator's screens."""

import pytest
from django.test import Client

from tests.desk.conftest import SignIn
from tests.factories.matters import received

pytestmark = pytest.mark.django_db

MATTERS = ("/desk/matters/", "/desk/find?q=1")
SCREENS = {
    "admin.system": ("/desk/units/", "/desk/units/new", "/desk/people/", "/desk/people/new", "/desk/appointments/"),
    "admin.security": ("/desk/people/", "/desk/appointments/"),
    "admin.audit": ("/desk/journal/", "/desk/looks/", "/desk/deliveries/"),
}  # fmt: skip
TO_EACH_THEIRS = "/desk/deliveries/"  # the auditor's whole ledger, a clerk's own matters
HOMES = {
    "admin.system": "/desk/units/",
    "admin.security": "/desk/appointments/",
    "admin.audit": "/desk/journal/",
    "zhili.clerk": "/desk/matters/",
}
EVERY_SCREEN = sorted({screen for screens in SCREENS.values() for screen in screens})


@pytest.mark.parametrize("address", ["/desk/", *MATTERS, *EVERY_SCREEN])
def test_without_signing_in_the_way_leads_to_the_sign_in_page(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")


def test_a_step_after_the_session_is_over_is_told_where_one_signs_in() -> None:
    client = Client()
    page = client.post("/desk/matters/33050220261124000031/note", {"text": "写到一半"}, follow=True)
    assert "刚才这一步没有做" in page.content.decode()
    assert "刚才这一步没有做" not in client.get("/accounts/login/").content.decode(), "told once"


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in() -> None:
    answer = Client().get("/desk/matters/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=%2Fdesk%2Fmatters%2F")


@pytest.mark.parametrize("person", sorted(SCREENS))
def test_administrators_see_their_screens_and_no_others(sign_in: SignIn, person: str) -> None:
    client = sign_in(person)
    for screen in EVERY_SCREEN:
        wanted = {200, 404} if screen in SCREENS[person] else {403}
        assert client.get(screen).status_code in wanted, screen


@pytest.mark.parametrize("person", sorted(SCREENS))
def test_administrators_read_no_matter(sign_in: SignIn, person: str) -> None:
    number = received().number
    client = sign_in(person)
    for address in (*MATTERS, f"/desk/matters/{number}/", f"/desk/matters/{number}/identity"):
        assert client.get(address).status_code == 403, address


def test_a_clerk_sees_no_administrators_screen(sign_in: SignIn) -> None:
    client = sign_in("zhili.clerk")
    screens = [screen for screen in EVERY_SCREEN if screen != TO_EACH_THEIRS]
    assert {client.get(screen).status_code for screen in screens} == {403}


@pytest.mark.parametrize(("person", "home"), sorted(HOMES.items()))
def test_the_desk_leads_each_to_their_own_list(sign_in: SignIn, person: str, home: str) -> None:
    assert sign_in(person).get("/desk/")["Location"] == home


def test_a_peer_cannot_open_act_on_or_guess_a_matter(sign_in: SignIn) -> None:
    number = received().number
    peer = sign_in("balidian.clerk")
    there = f"/desk/matters/{number}/"
    for address in (
        there,
        f"{there}sign",
        f"{there}answer",
        f"{there}identity",
    ):
        assert peer.get(address).status_code == 404, address
    assert peer.post(f"{there}sign").status_code == 404
    assert (
        peer.get(f"/desk/find?q={number}").status_code == 200
    )  # the list, with nothing on it: no way leads there


def test_personal_pages_stay_out_of_caches_and_name_their_policy(sign_in: SignIn) -> None:
    answer = sign_in("zhili.clerk").get("/desk/matters/")
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "Cookie" in answer["Vary"]
