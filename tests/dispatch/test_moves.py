"""What became of a matter after an instant: given on, or returned by an objection. Pure."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from heyi.dispatch.rules.objecting import Objection
from heyi.dispatch.rules.standing import Moves, moves_since
from tests.factories.matters import MORNING

HOUR = timedelta(hours=1)
OBJECTED = Objection("NOT_COMPETENT", None, "ASKED", MORNING, None, 1, MORNING + HOUR)


def lead(hours: float, objection: Objection | None = None, role: str = "LEAD") -> Any:
    return SimpleNamespace(role=role, given_at=MORNING + hours * HOUR, objection=objection)


def decided(state: str, hours: float) -> Objection:
    return replace(OBJECTED, state=state, decided_at=MORNING + hours * HOUR)


@pytest.mark.parametrize(
    ("tasks", "found"),
    [
        ([], Moves(0, 0)),
        ([lead(0.5)], Moves(0, 0)),  # spoken first, handed over then: nobody had it before
        ([lead(0), lead(2)], Moves(1, 0)),
        ([lead(-2), lead(-1)], Moves(0, 0)),  # before the call
        ([lead(0), lead(2, role="ASSIST")], Moves(0, 0)),
        ([lead(0, decided("MOVED", 2)), lead(2)], Moves(0, 1)),
        ([lead(0, decided("AGREED", 2)), lead(2), lead(3)], Moves(1, 1)),
        ([lead(0, decided("KEPT", 2))], Moves(0, 0)),
        ([lead(0, OBJECTED)], Moves(0, 0)),
        ([lead(-3, decided("MOVED", -2)), lead(-2)], Moves(0, 0)),
    ],
)
def test_moves_since(tasks: list[Any], found: Moves) -> None:
    assert moves_since(tasks, MORNING) == found
