"""Life cycles as tables."""

from enum import StrEnum

import pytest

from heyi.kernel.flow import SAME, Flow, NotAllowed, Refusal, Step


class Door(StrEnum):
    OPEN = "OPEN"
    SHUT = "SHUT"


def has_key(facts):
    return None if facts.get("key") else Refusal("no_key", "没有钥匙")


DOOR = Flow(
    "door",
    Door,
    ("OPEN", "SHUT"),
    (
        Step("open", ("SHUT",), "OPEN", ("GUEST", "HOST"), "开", (has_key,)),
        Step("shut", ("OPEN",), "SHUT", ("HOST",), "关"),
        Step("knock", ("OPEN", "SHUT"), SAME, ("GUEST",), "敲"),
    ),
)


@pytest.mark.parametrize(
    ("verb", "state", "by", "facts", "code"),
    [
        ("open", "OPEN", {"HOST"}, {"key": 1}, "step_not_open"),
        ("shut", "OPEN", {"GUEST"}, {}, "not_yours"),
        ("open", "SHUT", {"GUEST"}, {}, "no_key"),
    ],
)
def test_check_says_why_not(verb, state, by, facts, code):
    with pytest.raises(NotAllowed) as refused:
        DOOR.check(verb, state, by=by, facts=facts)
    assert refused.value.refusal.code == code


def test_check_gives_the_step_that_is_allowed():
    step = DOOR.check("open", "SHUT", by={"GUEST"}, facts={"key": 1})
    assert DOOR.arrive(step, "SHUT") == "OPEN"


def test_same_keeps_the_state():
    step = DOOR.check("knock", "SHUT", by={"GUEST"}, facts={})
    assert DOOR.arrive(step, "SHUT") == "SHUT"


def test_open_steps_are_those_of_state_and_role():
    assert [step.verb for step in DOOR.open_steps("SHUT", by={"GUEST"})] == ["open", "knock"]


def test_one_verb_leaves_a_state_once():
    twice = Step("shut", ("OPEN",), "SHUT", ("HOST",), "关")
    with pytest.raises(ValueError, match="stands twice"):
        Flow("door", Door, (), (twice, twice))
