"""The demo's rotas: planned around now by its own leaders, filled at each start, left as people made them."""

from datetime import timedelta

import pytest

from heyi.accounts.access import duty_persons, on_duty_now
from heyi.accounts.models import Handover, Leave, Swap, Turn
from heyi.accounts.operations import load_demo_people
from heyi.console.demo_rota import load_demo_rota
from heyi.journeys.checking import check_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.factories.matters import CITY, WUXING, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CENTRES = (
    WUXING,
    CITY,
    "330503-CENTRE",
    "330521-CENTRE",
    "330522-CENTRE",
    "330523-CENTRE",
    "330500-NANTAIHU",
)


def test_every_centre_has_somebody_on_duty_and_a_second_start_changes_nothing() -> None:
    at = now()
    with entering("admin"):
        load_demo_people(at)
    load_demo_rota(at)
    units = [unit(code) for code in CENTRES]
    with entering("desk", units=units):
        assert set(on_duty_now(units, at)) == set(units)
        assert set(on_duty_now(units, at + timedelta(days=3, hours=7))) == set(units)
        assert Handover.objects.count() == 1
        assert any(person.skills for person in duty_persons(unit(WUXING), at).people)
    assert (Swap.objects.get().state, Leave.objects.count()) == ("ASKED", 1)
    turns = Turn.objects.count()
    load_demo_rota(at)
    assert Turn.objects.count() == turns
    load_demo_rota(at + timedelta(days=7))  # the week after next is filled when it is the next
    assert Turn.objects.count() > turns
    assert [problem for problem in check_problems(at=at) if problem.code.startswith(("turn.", "swap."))] == []
