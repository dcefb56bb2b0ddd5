"""Whose people looked and acted: the unit of the person, never the unit that has the matter."""

import pytest
from django.test import Client

from heyi.journal.access import looks_at, timeline_of
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.factories.matters import BALIDIAN, CITY, WUXING, ZHILI, Received, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def pressed(client: Client, number: str, verb: str, **given: object) -> None:
    answer = client.post(f"/desk/matters/{number}/{verb}", given)
    assert answer.status_code == 302, answer.content.decode()


def acted(matter: Received) -> dict[str, int | None]:
    with entering("worker"):
        return {event.verb: event.actor.unit_id for event in timeline_of(*matter.key)}


@pytest.fixture
def matter(sign_in: SignIn) -> Received:
    """Zhili has it, Balidian helps."""
    matter = received()
    town = sign_in("zhili.handler")
    pressed(town, matter.number, "sign")
    pressed(town, matter.number, "ask_assist", to_unit=unit(BALIDIAN), text="请核查消防通道")
    return matter


@pytest.mark.parametrize(
    ("who", "theirs"),
    [
        ("zhili.handler", ZHILI),
        ("balidian.clerk", BALIDIAN),
        ("wuxing.leader", WUXING),
        ("city.leader", CITY),
    ],
)
def test_a_look_is_in_the_name_of_the_unit_of_who_looked(
    matter: Received, sign_in: SignIn, who: str, theirs: str
) -> None:
    assert sign_in(who).get(f"/desk/matters/{matter.number}/").status_code == 200
    with entering("worker"):
        looks = [(look.what, look.unit_id) for look in looks_at(*matter.key)]
    assert looks == [("MATTER", unit(theirs))]


def test_who_presses_from_above_does_so_in_the_name_of_their_own_unit(
    matter: Received, sign_in: SignIn
) -> None:
    above = sign_in("wuxing.leader")
    pressed(above, matter.number, "urge", text="请抓紧。")
    pressed(above, matter.number, "supervise", ground="PERFUNCTORY", text="请说明。")
    pressed(sign_in("balidian.clerk"), matter.number, "sign")
    pressed(sign_in("zhili.handler"), matter.number, "reply_supervision", text="今天上门。")
    told = acted(matter)
    assert told["task.urged"] == told["supervision.begun"] == unit(WUXING)
    assert told["task.signed"] == unit(BALIDIAN)
    assert told["assist.asked"] == told["supervision.answered"] == unit(ZHILI)


def test_who_decides_on_an_objection_does_so_in_the_name_of_their_own_unit(sign_in: SignIn) -> None:
    matter = received(at=now())
    town, above = sign_in("zhili.handler"), sign_in("wuxing.clerk")
    pressed(town, matter.number, "object", ground="NOT_COMPETENT", text="不归我们管。")
    pressed(above, matter.number, "refuse_objection", text="由你们办理。")
    told = acted(matter)
    assert told["objection.made"] == unit(ZHILI)
    assert told["objection.refused"] == unit(WUXING)
