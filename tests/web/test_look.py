"""The look: one file of tokens whose colours can be read, no style or script inside a page, nothing from elsewhere."""

import re
from itertools import product
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "heyi"
TOKENS = (HOUSE / "web" / "static" / "heyi" / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
SHEETS = sorted(HOUSE.rglob("static/**/*.css"))
INKS = ("ink", "ink-2", "ink-3", "dai", "cinnabar", "gamboge", "bamboo", "wisteria")


COLOUR = re.compile(
    r"--(?P<name>[a-z0-9-]+):\s*var\(--by-day, (?P<day>#[0-9a-f]{6})\) var\(--by-night, (?P<night>#[0-9a-f]{6})\);"
)
CONSTANT = re.compile(r"^  --(?P<name>[a-z0-9-]+): (?P<both>#[0-9a-f]{6});", re.MULTILINE)


def colours(time: str) -> dict[str, str]:
    """Every colour of the palette by day or by night; what does not change stands once."""
    palette = TOKENS[: TOKENS.index("@media (prefers-reduced-motion")]
    changing = {found["name"]: found[time] for found in COLOUR.finditer(palette)}
    return changing | {found["name"]: found["both"] for found in CONSTANT.finditer(palette)}


LIGHT, DARK = colours("day"), colours("night")


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_every_colour_that_changes_has_its_night() -> None:
    assert len(LIGHT) > 25
    assert LIGHT.keys() == DARK.keys()
    assert {name for name in LIGHT if LIGHT[name] != DARK[name]} >= {*INKS, "paper", "card", "sunk", "line"}


def test_a_palette_is_chosen_by_one_switch() -> None:
    """Day and night differ in nothing but the two switches: no colour is written for a theme alone."""
    themes = re.findall(r"\{([^{}]*color-scheme: [^{}]*)\}", TOKENS)
    assert len(themes) == 4
    assert {line.strip() for theme in themes for line in theme.split(";") if line.strip()} == {
        "--by-day: initial",
        "--by-day:",
        "--by-night: initial",
        "--by-night:",
        "color-scheme: light",
        "color-scheme: dark",
    }


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_stands_out_at_four_and_a_half(theme: dict[str, str]) -> None:
    pairs = [*product(INKS, ("paper", "card", "sunk"))]
    pairs += [(ink, f"{ink}-wash") for ink in ("cinnabar", "gamboge", "bamboo", "wisteria")]
    pairs += [
        ("dai-deep", "dai-wash"),
        ("ink", "dai-wash"),
        ("on-dai", "dai"),
        ("on-bar", "bar"),
        ("on-bar-2", "bar"),
    ]
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in pairs}
    assert {pair: found for pair, found in weak.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_focus_stand_out_at_three(theme: dict[str, str]) -> None:
    for edge, ground in product(("line-strong", "focus"), ("paper", "card")):
        assert contrast(theme[edge], theme[ground]) >= 3, (edge, ground)


def test_colours_stand_in_the_tokens_alone() -> None:
    found = {
        sheet.name: re.findall(r":[^;{}]*?(#[0-9a-fA-F]{3,8}\b|rgb\()", sheet.read_text(encoding="utf-8"))
        for sheet in SHEETS
        if sheet.name != "tokens.css"
    }
    assert {name: colours for name, colours in found.items() if colours} == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_template_holds_no_style_no_script_and_nothing_from_elsewhere(template: Path) -> None:
    words = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", words)
    assert not re.search(r"<script(?![^>]*\ssrc=)", words)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", words)
    assert "|safe" not in words
