"""A resident marks a point: a finger's on the map or the telephone's own, kept sealed, as exact as it is."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from heyi.kernel.point import Point
from heyi.matters.access import entering
from heyi.orgs.access import directory
from heyi.web.outlines import find_shape
from tests.desk.conftest import sign_in  # noqa: F401 - a fixture
from tests.factories.matters import ZHILI_POLICE
from tests.factories.residents import Resident, view_of, words_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PHONE = "phone 120.263000 30.843000 25"
PLACE = {"region": "330502100", "address": "富民路 8 号"}


def middle() -> str:
    """A tap on the name of Wuxing, which lies inside."""
    shape = find_shape(directory(), "330502")
    assert shape is not None
    return f"map {shape.outline.x} {shape.outline.y}"


def point_of(resident: Resident) -> Point | None:
    resident.send()
    found: Point | None = view_of(resident.code()).point
    return found


def test_the_telephones_place_is_kept_with_its_own_precision() -> None:
    resident = Resident()
    checked = words_of(resident.write(place={**PLACE, "point": PHONE}))
    assert "手机定位，误差约 25 米" in checked
    assert point_of(resident) == Point(120.263, 30.843, 25, "WGS84", "PHONE")


def test_a_tap_is_no_more_exact_than_a_finger_and_says_that_no_system_is_stated() -> None:
    resident = Resident()
    assert "图上标的点，误差约" in words_of(resident.write(place={**PLACE, "point": middle()}))
    point = point_of(resident)
    assert point is not None
    assert (point.system, point.by) == ("UNSTATED", "MAP")
    assert point.metres >= 1_000


def test_without_a_point_there_is_none_and_the_page_works_without_scripts() -> None:
    resident = Resident()
    resident.write()
    page = words_of(resident.look("place"))
    assert "<noscript>" in page
    assert "data-spot-in" in page
    assert point_of(resident) is None


@pytest.mark.parametrize(
    "junk",
    [
        "map 0 0",
        "map 900 900",
        "map 1",
        "map a b",
        "phone 1 2 3",
        "phone 120.2 30.8 0",
        "phone 120.2 30.8 90000",
        "phone 120.2 30.8",
        "phone nan inf 1",
        "phone 1e2 30.8 5",
        "x",
        "<script>",
        "9" * 60,
        "x" * 61,
    ],
)
def test_what_is_no_point_is_refused_in_words_and_nothing_is_lost(junk: str) -> None:
    resident = Resident()
    resident.write()
    answer = resident.fill("place", **PLACE, point=junk)
    assert answer.status_code == 422
    assert "富民路 8 号" in words_of(answer)


def test_it_stays_when_the_page_is_opened_again_and_goes_by_its_button() -> None:
    resident = Resident()
    resident.write(place={**PLACE, "point": PHONE})
    assert re.search(r'name="point" value="kept"', words_of(resident.look("place")))
    resident.fill("place", **PLACE, point="kept")
    assert "手机定位" in words_of(resident.look("check"))
    resident.fill("place", **PLACE, point="")
    assert "手机定位" not in words_of(resident.look("check"))


def test_another_county_asks_for_the_place_anew() -> None:
    resident = Resident()
    resident.write(place={**PLACE, "point": PHONE})
    resident.fill("where", county="330503")
    assert 'value="kept"' not in words_of(resident.look("place"))


def test_the_draft_holds_it_sealed() -> None:
    resident = Resident()
    resident.write(place={**PLACE, "point": PHONE})
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM intake_draft")
        assert [row for row in cursor.fetchall() if b"120.263" in bytes(row[0])] == []


def seen_by(signed_in: Any, person: str, number: str) -> str:
    client: Client = signed_in(person)
    page = client.get(f"/desk/matters/{number}/").content.decode()
    assert number in page
    return page


def test_who_handles_it_sees_a_dot_its_degrees_and_how_exact_it_is(sign_in: Any) -> None:
    resident = Resident()
    resident.write(place={**PLACE, "point": PHONE})
    resident.send()
    number = view_of(resident.code()).number
    page = seen_by(sign_in, "zhili.clerk", number)
    for words in ("手机定位，误差约 25 米", "120.263, 30.843", "WGS 84", 'class="spot-dot"'):
        assert words in page
    printed = sign_in("zhili.clerk").get(f"/desk/matters/{number}/print").content.decode()
    assert "120.263, 30.843</span> · 手机定位" in printed


def test_police_who_are_alarmed_see_it_too(sign_in: Any) -> None:
    resident = Resident()
    drowning = "有人掉进河里了，在织里镇富民路，快救人！"
    resident.write(
        drowning,
        danger={"danger": "yes"},
        kind={"kind": "other", "field": "OTHER"},
        place={**PLACE, "point": PHONE},
    )
    resident.send()
    view = view_of(resident.code(), ZHILI_POLICE)
    assert (view.is_alarm_only, view.point) == (True, Point(120.263, 30.843, 25, "WGS84", "PHONE"))
