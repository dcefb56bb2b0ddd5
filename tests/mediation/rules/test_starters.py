"""Ready-made clauses: each set fits its disputes, binds both sides by letter, and leaves open what only people know."""

from datetime import date

import pytest

from heyi.mediation.codes import Dispute
from heyi.mediation.rules.clauses import unclear
from heyi.mediation.rules.starters import STARTERS, begun_with, usual_for

DAY = date(2026, 11, 27)
ONLY_PEOPLE_KNOW = {"when_missing", "amount_missing", "manner_missing"}


@pytest.mark.parametrize("name", STARTERS)
def test_what_is_unclear_of_a_set_is_only_what_people_know(name: str) -> None:
    terms = begun_with(name, {"A": "A", "R": "B"})
    assert {each.refusal.code for each in unclear(terms, sides=("A", "B"), on=DAY)} <= ONLY_PEOPLE_KNOW


@pytest.mark.parametrize("name", STARTERS)
def test_without_a_side_it_is_told_who_is_missing(name: str) -> None:
    codes = {each.refusal.code for each in unclear(begun_with(name, {}), sides=("A", "B"), on=DAY)}
    assert "who_missing" in codes


def test_every_set_is_for_known_disputes_and_the_seven_kinds_are_there() -> None:
    assert set(STARTERS) == {"NEIGHBOURS", "WAGES", "DEBT", "TRAFFIC", "PROPERTY", "FAMILY", "CONTRACT"}
    assert all(each.disputes <= set(Dispute) for each in STARTERS.values())


@pytest.mark.parametrize(("dispute", "name"), [("LABOUR", "WAGES"), ("FAMILY", "FAMILY"), ("OTHER", "")])
def test_the_usual_one(dispute: str, name: str) -> None:
    assert usual_for(dispute) == name
