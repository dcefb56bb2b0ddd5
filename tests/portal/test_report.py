"""A resident reports on the web: every page keeps its answer, and what is sent becomes a matter once."""

import pytest

from heyi.matters.access import find_tracked, matter_view
from tests.factories.matters import ZHILI, desk, unit
from tests.factories.residents import WAGES, Resident

pytestmark = pytest.mark.django_db


def view_of(code: str, looks: str = ZHILI):
    """The matter as its unit sees it."""
    found = find_tracked(code)
    assert found is not None
    with desk(looks):
        return matter_view(*found, units=[unit(looks)])


def test_a_report_becomes_a_matter_with_a_receipt() -> None:
    resident = Resident()
    checked = resident.write().content.decode()
    assert "沈月琴" in checked
    assert resident.send()["Location"] == "/report/receipt"
    matter = view_of(resident.code())
    assert (matter.narrative, matter.kind, matter.region_code) == (WAGES, "DISPUTE.LABOUR", "330502100")
    assert (matter.channel, matter.place) == ("web", "富民路 8 号")
