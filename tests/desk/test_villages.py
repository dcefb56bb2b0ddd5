"""Villages in a box to pick from: on no page, found by typing, taken like any other choice."""

import json
from typing import Any

import pytest
from django.test import Client

from heyi.accounts.models import Person
from heyi.desk.matters.forms import ReferForm
from heyi.desk.villages import UnitField
from heyi.matters.access import find_matter, matter_view
from heyi.orgs.access import directory
from tests.desk.conftest import SignIn
from tests.factories.matters import ZHILI, desk, received, unit

pytestmark = pytest.mark.django_db
MOST_BYTES = 150_000  # design, section 6
DAHE, DAHE_REGION = "330502100219-VILLAGE", "330502100219"


def fetched(client: Client, of: str, version: int | None = None) -> Any:
    return client.get(f"/desk/villages/{of}/{directory().version if version is None else version}.json")


@pytest.mark.parametrize(
    ("of", "first"),
    [("regions", ["330502001005", "月河街道浮星桥社区"]), ("units", [None, "月河街道浮星桥社区居委会"])],
)
def test_all_are_fetched_at_once_by_county_and_kept_for_their_edition(
    sign_in: SignIn, of: str, first: list[str | None]
) -> None:
    answer = fetched(sign_in("zhili.clerk"), of)
    groups = json.loads(answer.content)["groups"]
    assert [county for county, _some in groups] == ["吴兴区", "南浔区", "德清县", "长兴县", "安吉县"]
    assert sum(len(some) for _county, some in groups) == 1301
    assert groups[0][1][0][1] == first[1]
    assert first[0] in (None, groups[0][1][0][0])
    assert answer["Cache-Control"] == "private, max-age=2592000"
    assert len(answer.content) < MOST_BYTES


def test_of_another_edition_nothing_is_kept_and_a_stranger_signs_in(sign_in: SignIn) -> None:
    assert "max-age=2592000" not in fetched(sign_in("zhili.clerk"), "units", 0).get("Cache-Control", "")
    assert fetched(Client(), "units").status_code == 302


@pytest.mark.parametrize(
    ("person", "address"),
    [
        ("zhili.clerk", "/desk/take/"),
        ("zhili.clerk", "/desk/matters/"),
        ("zhili.clerk", "/desk/find"),
        ("zhili.clerk", "/desk/matters/{number}/refer"),
        ("zhili.clerk", "/desk/matters/{number}/correct"),
        ("admin.system", "/desk/units/"),
        ("admin.system", "/desk/units/new"),
        ("admin.system", "/desk/people/{person}/propose"),
    ],
)
def test_no_page_sends_them(sign_in: SignIn, person: str, address: str) -> None:
    number = received().number
    client = sign_in(person)
    somebody = Person.objects.get(username="zhili.handler").pk
    answer = client.get(address.format(number=number, person=somebody))
    assert answer.status_code == 200
    assert "大邾村" not in answer.content.decode()
    assert len(answer.content) < MOST_BYTES


def test_a_matter_is_referred_to_a_village_that_was_typed(sign_in: SignIn) -> None:
    clerk, matter = sign_in("zhili.clerk"), received()
    assert clerk.post(f"/desk/matters/{matter.number}/sign").status_code == 302
    sent = {"to_unit": str(unit(DAHE)), "text": "邻里小事，请村里先调。"}
    assert clerk.post(f"/desk/matters/{matter.number}/refer", sent).status_code == 302
    with desk(DAHE):
        found = find_matter(matter.number)
        assert found is not None
        assert matter_view(*found, units=[unit(DAHE)]).lead_unit_id == unit(DAHE)


def test_a_place_is_corrected_to_a_village_which_then_stands_in_the_form(sign_in: SignIn) -> None:
    clerk, matter = sign_in("zhili.clerk"), received()
    clerk.post(f"/desk/matters/{matter.number}/sign")
    with desk(ZHILI):
        view = matter_view(*matter.key, units=[unit(ZHILI)])
    sent = {"kind": view.kind, "region": DAHE_REGION, "urgency": view.urgency, "text": "在大河村。"}
    assert clerk.post(f"/desk/matters/{matter.number}/correct", sent).status_code == 302
    page = clerk.get(f"/desk/matters/{matter.number}/correct").content.decode()
    assert f'<option value="{DAHE_REGION}" selected>织里镇大河村</option>' in page


@pytest.mark.parametrize("typed", ["330502100999", "330502100219 ", "999999999999999999999", "١", "x"])
def test_what_is_no_village_is_no_choice(sign_in: SignIn, typed: str) -> None:
    clerk, matter = sign_in("zhili.clerk"), received()
    clerk.post(f"/desk/matters/{matter.number}/sign")
    sent = {"to_unit": typed, "text": "请办。"}
    assert clerk.post(f"/desk/matters/{matter.number}/refer", sent).status_code == 422


def test_a_closed_committee_is_no_choice() -> None:
    trees = directory()
    form = ReferForm({"to_unit": str(unit(ZHILI)), "text": "请办。"}, units=[(unit(ZHILI), "织里")])
    field = form.fields["to_unit"]
    assert isinstance(field, UnitField)
    assert field.valid_value(unit(DAHE))
    assert not field.valid_value(unit("330502101-CENTRE"))  # not on offer, and no committee
    assert trees.unit_by_code(DAHE) is not None


def test_a_grid_worker_is_appointed_in_a_village_and_nowhere_else(sign_in: SignIn) -> None:
    system = sign_in("admin.system")
    handler = Person.objects.get(username="zhili.handler").pk
    person = f"/desk/people/{handler}/"
    refused = system.post(f"{person}propose", {"role": "GRID_WORKER", "unit": str(unit(ZHILI))})
    assert refused.status_code == 422
    assert "网格员在村（社区）任职" in refused.content.decode()
    assert (
        system.post(f"{person}propose", {"role": "GRID_WORKER", "unit": str(unit(DAHE))}).status_code == 302
    )


def test_a_committees_own_page_is_changed_and_keeps_its_place(sign_in: SignIn) -> None:
    system, dahe = sign_in("admin.system"), unit(DAHE)
    page = system.get(f"/desk/units/{dahe}/change").content.decode()
    assert f'value="{DAHE_REGION}" selected' in page
    sent = {
        "name": "织里镇大河村村民委员会",
        "short_name": "大河村委会",
        "aliases": "大河村委",
        "kind": "VILLAGE",
        "level": "VILLAGE",
        "region": DAHE_REGION,
        "regions": DAHE_REGION,
    }
    assert system.post(f"/desk/units/{dahe}/change", sent).status_code == 302
    assert directory().unit(dahe).regions == (DAHE_REGION,)
    assert directory().unit(dahe).short_name == "大河村委会"
