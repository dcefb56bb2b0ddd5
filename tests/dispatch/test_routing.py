"""The rules Heyi ships, over Huzhou as it is: every kind in every place finds a unit, and explains it."""

import csv
from pathlib import Path

import pytest

from heyi.deadlines.rules import Limit
from heyi.dispatch.rules.routing import Book, LimitRow, NobodyLeft, Routing, RoutingFacts, limit_for, route
from heyi.orgs.codes import Specialty, UnitKind
from heyi.triage.codes import KINDS

DATA = Path(__file__).parents[2] / "heyi" / "dispatch" / "data"


def rows(name):
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def routing(row):
    region = row.pop("region")
    return Routing(**{**row, "priority": int(row["priority"]), "region_code": region})


BOOK = Book(
    1,
    tuple(routing(row) for row in rows("routing.tsv")),
    tuple(LimitRow(**{**row, "priority": int(row["priority"])}) for row in rows("limits.tsv")),
)


def facts(kind, region, **given):
    nature, _, field = kind.partition(".")
    return RoutingFacts(
        nature, field, given.pop("channel", "web"), region, given.pop("urgency", "NORMAL"), **given
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_in_every_place_has_a_unit_and_another_after_it(kind, huzhou):
    for region in huzhou.regions:
        found = route(facts(kind, region.code), BOOK, huzhou)
        assert found.chosen.why
        assert found.runner_up is None or found.runner_up.unit_id != found.chosen.unit_id


def test_rules_name_only_kinds_fields_and_units_that_exist():
    natures = {kind.partition(".")[0] for kind in KINDS}
    fields = {kind.partition(".")[2] for kind in KINDS}
    for rule in BOOK.routing:
        assert rule.nature in {"", *natures}, rule.code
        assert rule.field in {"", *fields}, rule.code
        assert rule.unit_kind in set(UnitKind), rule.code
        assert rule.specialty in {"", *Specialty}, rule.code


@pytest.mark.parametrize(
    ("kind", "region", "unit"),
    [
        ("DISPUTE.LABOUR", "330502100", "330502100-CENTRE"),
        ("DISPUTE.LABOUR", "330502", "330502-CENTRE"),
        ("COMPLAINT.LABOUR", "330502100", "330502-HUMAN_RESOURCES"),
        ("COMPLAINT.FOOD_DRUG", "330521101", "330521-MARKET"),
        ("CONSULTATION.LEGAL", "330523", "330523-JUSTICE"),
        ("REPORT.DISCIPLINE", "330522", "330522-DISCIPLINE"),
        ("SUGGESTION.OTHER", "330500", "330500-CENTRE"),
    ],
)
def test_who_gets_what(kind, region, unit, huzhou):
    assert huzhou.unit(route(facts(kind, region), BOOK, huzhou).chosen.unit_id).code == unit


def test_the_unit_complained_about_is_passed_over(huzhou):
    labour = huzhou.unit_by_code("330502-HUMAN_RESOURCES").id
    found = route(facts("COMPLAINT.LABOUR", "330502100", denied=frozenset({labour})), BOOK, huzhou)
    assert huzhou.unit(found.chosen.unit_id).code == "330502100-CENTRE"


def test_nobody_left_is_said(huzhou):
    with pytest.raises(NobodyLeft):
        route(facts("HELP.OTHER", "330500", denied=frozenset(unit.id for unit in huzhou.units)), BOOK, huzhou)


@pytest.mark.parametrize(
    ("clock", "kind", "given", "role", "limit"),
    [
        ("SIGN", "HELP.OTHER", {}, "LEAD", "24 hours"),
        ("SIGN", "HELP.OTHER", {"urgency": "URGENT"}, "LEAD", "2 hours"),
        ("SIGN", "HELP.OTHER", {"urgency": "URGENT"}, "ALARM", "1 hours"),
        ("CONTACT", "HELP.OTHER", {}, "LEAD", "1 working days"),
        ("HANDLE", "CONSULTATION.TAX", {}, "LEAD", "3 working days"),
        ("HANDLE", "COMPLAINT.TAX", {}, "LEAD", "13 working days"),
        ("HANDLE", "DISPUTE.NEIGHBOUR", {}, "LEAD", "30 days"),
        ("HANDLE", "DISPUTE.NEIGHBOUR", {"urgency": "URGENT"}, "LEAD", "30 days"),
        ("HANDLE", "DISPUTE.NEIGHBOUR", {"channel": "petition"}, "LEAD", "60 days"),
        ("HANDLE", "HELP.OTHER", {"urgency": "URGENT"}, "LEAD", "1 days"),
        ("CONFIRM", "HELP.OTHER", {}, "LEAD", "5 working days"),
    ],
)
def test_limits(clock, kind, given, role, limit):
    assert limit_for(clock, facts(kind, "330502100", **given), role, BOOK).limit == limit


def test_every_limit_can_be_reckoned():
    for row in BOOK.limits:
        assert Limit.parse(row.limit).amount > 0
