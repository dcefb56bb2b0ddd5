"""A link to a party has one address, which nobody else can make."""

from uuid import UUID

import pytest

from heyi.mediation.rules.sealing import Link, link_code, read_link

LINK = Link("330502", UUID(int=7), 3)
SECRETS = {1: b"a" * 32, 2: b"b" * 32}
CODE = link_code(SECRETS[1], LINK, version=1)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def test_it_is_read_back_under_the_version_of_its_secret() -> None:
    assert read_link(CODE, SECRETS.get) == LINK
    assert read_link(link_code(SECRETS[2], LINK, version=2), SECRETS.get) == LINK
    assert read_link(link_code(SECRETS[2], LINK, version=1), SECRETS.get) is None
    assert read_link(link_code(SECRETS[1], LINK, version=9), SECRETS.get) is None


@pytest.mark.parametrize("place", range(len(CODE)))
def test_no_other_letter_at_any_place_leads_anywhere(place: int) -> None:
    others = {f"{CODE[:place]}{letter}{CODE[place + 1 :]}" for letter in LETTERS} - {CODE}
    assert [each for each in others if read_link(each, SECRETS.get)] == []


@pytest.mark.parametrize(
    "code", ["", "3", "330502", CODE[:-1], CODE + "A", CODE + "=", f" {CODE}", "٣٣٠٥٠٢" + CODE[6:]]
)
def test_what_is_no_link_is_none(code: str) -> None:
    assert read_link(code, SECRETS.get) is None
