"""Pages travel packed for who takes them packed; the API and pictures as they are."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
TAKES = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}


def test_a_page_travels_packed_and_is_the_same_page(client: Client) -> None:
    plain = client.get("/components")
    packed = client.get("/components", **TAKES)
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 3
    assert b"</html>" in gzip.decompress(packed.content)
    assert "Accept-Encoding" in packed["Vary"]


def test_who_does_not_take_it_packed_gets_it_plain(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/components")


@pytest.mark.parametrize("address", ["/api/openapi.json", "/healthz"])
def test_machines_are_answered_plainly(client: Client, address: str) -> None:
    assert "Content-Encoding" not in client.get(address, **TAKES)
