"""The demo's command group and bulletin: made once by its own leaders; check and verify hold over them."""

import pytest

from heyi.accounts.operations import load_demo_people
from heyi.console.demo_command import load_demo_command
from heyi.console.demo_matters import load_demo_matters
from heyi.dispatch.access import bulletins_for, standing_groups
from heyi.dispatch.models import Bulletin, CommandGroup
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.factories.matters import WUXING, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_there_is_a_group_and_a_bulletin_and_a_second_start_changes_nothing() -> None:
    at = now()
    with entering("admin"):
        load_demo_people(at)
    load_demo_matters(at)
    for _start in range(2):
        load_demo_command(at)
    with entering("desk", units=[unit(WUXING)]):
        (group,) = standing_groups(at=at)
        (sheet,) = bulletins_for(unit(WUXING), ())
        assert (group.units, group.orders, group.late) == (5, 1, 0)
        assert (sheet.state, bool(sheet.approver)) == ("PUBLISHED", True)
    with entering("worker"):
        assert (CommandGroup.objects.count(), Bulletin.objects.count()) == (1, 1)
    assert [p for p in check_problems("default", at=at) if not p.code.startswith("notice")] == []
    assert list(verify_problems("default")) == []
