"""Which buttons stand in the row: what is next first, what is grave last, and nothing lost."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.desk.matters.acting import DO
from heyi.desk.matters.folding import GRAVE, MOST, NEXT, USUAL, folded

verbs = st.lists(st.sampled_from(sorted(DO)), unique=True, max_size=16)


@dataclass(frozen=True)
class Pressed:
    verb: str


def told(*given: str) -> tuple[list[str], list[str], str]:
    found = folded(Pressed(verb) for verb in given)
    return [each.verb for each in found.shown], [each.verb for each in found.more], found.primary


@pytest.mark.parametrize(
    ("offered", "shown", "more", "primary"),
    [
        ([], [], [], ""),
        (["note"], ["note"], [], ""),
        (["take_back", "note", "finish"], ["finish", "note", "take_back"], [], "finish"),
        # a leader of the lead unit, in hand
        (
            [
                "contact",
                "note",
                "assign",
                "refer",
                "correct",
                "hold",
                "answer",
                "ask_extension",
                "transfer",
                "object",
                "ask_assist",
                "confer",
                "bundle",
                "convene",
            ],
            ["answer", "contact", "note", "assign", "refer"],
            [
                "ask_assist",
                "correct",
                "hold",
                "ask_extension",
                "transfer",
                "object",
                "confer",
                "bundle",
                "convene",
            ],
            "answer",
        ),
        # a leader above, with a request that waits and an alarm
        (
            [
                "note",
                "refer",
                "correct",
                "urge",
                "supervise",
                "take_back",
                "grant_extension",
                "refuse_extension",
            ],
            ["grant_extension", "refuse_extension", "note", "refer", "urge"],
            ["supervise", "correct", "take_back"],
            "grant_extension",
        ),
    ],
)
def test_the_row_of_a_page(offered: list[str], shown: list[str], more: list[str], primary: str) -> None:
    assert told(*offered) == (shown, more, primary)


def test_what_is_due_before_all_others_comes_first() -> None:
    found = folded([Pressed("answer"), Pressed("note"), Pressed("contact")], "contact")
    assert [each.verb for each in found.shown] == ["contact", "answer", "note"]
    assert found.primary == "contact"
    assert folded([Pressed("note")], "contact").primary == ""


@given(verbs)
def test_nothing_is_lost_and_each_stands_once(offered: list[str]) -> None:
    shown, more, _primary = told(*offered)
    assert sorted(shown + more) == sorted(offered)


@given(verbs)
def test_what_a_matter_waits_for_is_never_folded_and_the_grave_is_last(offered: list[str]) -> None:
    shown, more, primary = told(*offered)
    assert set(more) & set(NEXT) == set()
    assert (primary in NEXT) == any(verb in NEXT for verb in offered)
    assert len(more) != 1 or len(offered) > MOST
    last = (shown + more)[-1:]
    assert last == list(GRAVE) or "take_back" not in offered


def test_every_verb_of_the_order_is_one_of_the_desk() -> None:
    assert {*NEXT, *USUAL, *GRAVE} <= set(DO)
