"""The demo's rooms and settlements on site: made once by its own people; check and verify hold over them."""

import pytest

from heyi.accounts.operations import load_demo_people
from heyi.console.demo_matters import Cast, load_demo_matters
from heyi.console.demo_mediations import load_demo_mediations
from heyi.console.demo_on_site import load_demo_on_site, load_demo_rooms
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.mediation.access import rooms_of, settled_on_site
from tests.factories.matters import WUXING, unit
from tests.factories.on_site import DAHE


def person_id(username: str) -> int:
    """Of the cast."""
    found = Cast(now()).hand(username).actor.id
    assert found is not None
    return found


pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_one_quarrel_is_settled_one_waits_and_a_second_start_changes_nothing() -> None:
    at = now()
    with entering("admin"):
        load_demo_people(at)
    load_demo_matters(at)
    for _start in range(2):
        load_demo_rooms(at)
        load_demo_mediations(at)
        load_demo_on_site(at)
    with entering("desk", units=[unit(WUXING)]):
        assert [room.name for room in rooms_of([unit(WUXING)])] == ["一号调解室", "二号调解室（背靠背）"]
    with entering("desk", units=[unit(DAHE)]):
        lines = settled_on_site([unit(DAHE)], mediator_id=person_id("dahe.grid"))
    found = {line.state: [each.side for each in line.waiting] for line in lines}
    assert found == {"AGREED": [], "INVITING": ["B"]}
    assert [p for p in check_problems("default", at=at) if not p.code.startswith("notice")] == []
    assert list(verify_problems("default")) == []
