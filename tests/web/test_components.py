"""The page of components shows every token and every icon, and asks nothing of the database."""

import re

import pytest
from django.test import Client

from heyi.web.components import COLOURS
from heyi.web.icons import ICONS
from tests.web.test_look import LIGHT, TOKENS

NEEDS_NO_SWATCH = {
    "on-dai",
    "on-seal",
    "qr-ground",
    "on-bar",
    "on-bar-2",
    "on-bar-focus",
    "on-bar-here",
    "bar-far",
    "dai-deep",
}


@pytest.fixture
def shown(client: Client, db: None) -> str:
    return client.get("/components").content.decode()


def test_every_icon_stands_there(shown: str) -> None:
    assert [name for name in ICONS if f"<code>{name}</code>" not in shown] == []


def test_every_colour_stands_there() -> None:
    assert {name for row in COLOURS for name in row} == set(LIGHT) - NEEDS_NO_SWATCH


def test_no_sheet_uses_a_token_that_is_not_there() -> None:
    from tests.web.test_look import SHEETS

    known = set(re.findall(r"^\s+--([a-z0-9-]+):", TOKENS, re.MULTILINE))
    used = {
        (sheet.name, name)
        for sheet in SHEETS
        for name in re.findall(r"var\(--([a-z0-9-]+)", sheet.read_text(encoding="utf-8"))
    }
    assert {(sheet, name) for sheet, name in used if name not in known} == set()
