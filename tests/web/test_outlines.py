"""The picture of the counties lies on the ground where its frame says; a point of it is as exact as a finger."""

import pytest

from heyi.kernel.point import MOST_METRES, Point
from heyi.orgs.access import directory
from heyi.web.outlines import find_dot, find_shape
from heyi.web.places import far_words, point_words

pytestmark = pytest.mark.django_db
SEATS = {  # of the county governments, from any map: within the county, to a kilometre
    "330502": (120.12, 30.87),
    "330503": (120.42, 30.87),
    "330521": (119.97, 30.54),
    "330522": (119.91, 31.01),
    "330523": (119.68, 30.64),
}


def phone(lng: float, lat: float, metres: int = 30) -> Point:
    return Point(lng, lat, metres, "WGS84", "PHONE")


@pytest.mark.parametrize("county", SEATS)
def test_a_countys_seat_lies_in_its_outline_and_comes_back_as_the_same_degrees(county: str) -> None:
    lng, lat = SEATS[county]
    dot = find_dot(directory(), county, phone(lng, lat))
    assert dot is not None
    x, y = float(dot.x), float(dot.y)
    assert dot.shape.outline.holds(x, y)
    back = dot.shape.outline.point(x, y)
    assert (back.lng, back.lat) == (pytest.approx(lng, abs=0.001), pytest.approx(lat, abs=0.001))
    assert (back.system, back.by) == ("UNSTATED", "MAP")
    assert 1_000 <= back.metres <= 6_000


def test_no_seat_lies_in_anothers_outline() -> None:
    for county in SEATS:
        shape = find_shape(directory(), county)
        assert shape is not None
        held = []
        for other, (lng, lat) in SEATS.items():
            dot = find_dot(directory(), county, phone(lng, lat))
            held += [other] if dot and shape.outline.holds(float(dot.x), float(dot.y)) else []
        assert held == [county]


def test_what_lies_elsewhere_is_not_drawn() -> None:
    assert find_dot(directory(), "330502", phone(116.4, 39.9)) is None
    assert find_dot(directory(), "330500", phone(*SEATS["330502"])) is None
    assert find_dot(directory(), "330502", None) is None


@pytest.mark.parametrize(
    ("point", "sound"),
    [
        (phone(120.1, 30.8), True),
        (phone(12.1, 30.8), False),
        (phone(120.1, 60.0), False),
        (phone(120.1, 30.8, 0), False),
        (phone(120.1, 30.8, MOST_METRES + 1), False),
    ],
)
def test_what_says_nothing_is_not_sound(point: Point, sound: bool) -> None:
    assert point.is_sound is sound


def test_it_is_kept_to_a_metre_and_read_back() -> None:
    point = phone(120.1234567, 30.7654321)
    assert Point.read(point.stored()) == phone(120.12346, 30.76543)
    assert Point.read(None) is None


def test_words_say_how_it_is_known_and_how_exactly() -> None:
    assert (far_words(999), far_words(1000), far_words(2_340)) == ("999 米", "1 公里", "2.3 公里")
    assert point_words(phone(120.1, 30.8)) == "手机定位，误差约 30 米"
    assert point_words(None) == ""
