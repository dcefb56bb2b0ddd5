"""Regimes as data: who may mediate what, and that nobody but commerce charges."""

import pytest

from heyi.mediation.codes import EXCLUSION_WORDS, Dispute, Regime
from heyi.mediation.rules.regimes import REGIMES, RIGHT_DOOR, excluded_by, regimes_for


def test_every_regime_has_a_rule_and_a_term():
    assert set(REGIMES) == {regime.value for regime in Regime}
    assert {str(rule.limit) for rule in REGIMES.values()} == {"30 days", "15 days"}


def test_commerce_alone_charges():
    assert [regime for regime, rule in REGIMES.items() if rule.may_charge] == ["COMMERCIAL"]


@pytest.mark.parametrize(
    ("regime", "dispute", "shut"),
    [
        ("COMMERCIAL", "CONSUMER", True),
        ("COMMERCIAL", "CONTRACT", False),
        ("LABOUR", "LABOUR", False),
        ("LABOUR", "NEIGHBOURS", True),
        ("PEOPLE", "LABOUR", False),
    ],
)
def test_what_a_regime_does_not_take(regime, dispute, shut):
    assert excluded_by(regime, dispute) is shut


@pytest.mark.parametrize(
    ("unit", "dispute", "regimes"),
    [
        ("CENTRE", "NEIGHBOURS", ("PEOPLE", "JUDICIAL")),
        ("CENTRE", "LABOUR", ("PEOPLE", "LABOUR", "JUDICIAL")),
        ("CHAMBER", "CONTRACT", ("COMMERCIAL",)),
        ("CHAMBER", "CONSUMER", ()),
        ("POLICE", "TRAFFIC", ("ADMINISTRATIVE",)),
        ("VILLAGE", "LAND", ("PEOPLE",)),
    ],
)
def test_what_a_unit_may_do(unit, dispute, regimes):
    assert regimes_for(unit, dispute) == regimes


def test_every_dispute_has_a_regime_at_the_centre():
    assert all(regimes_for("CENTRE", dispute.value) for dispute in Dispute)


def test_what_is_excluded_is_shown_its_door():
    assert set(RIGHT_DOOR) == set(EXCLUSION_WORDS)
