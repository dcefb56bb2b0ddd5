"""Lists, rooms and calendars of mediation at the desk."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from heyi.accounts.access import standing_of
from heyi.accounts.models import Person
from heyi.kernel.clock import CHINA, now
from tests.desk.conftest import SignIn
from tests.desk.mediating import (
    begun,
    mediated,
    of,
    page,
    planned,
    pressed,
)
from tests.factories.matters import ZHILI, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def statements(client: Client, path: str) -> int:
    page(client, path)
    with CaptureQueriesContext(connection) as captured:
        page(client, path)
    return len(captured)


class TestLists:
    def test_it_asks_as_much_for_three_mediations_as_for_one(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        assert "没有正在进行的调解" in page(mediates, "/desk/mediations/")
        begun(mediates, mediated("zhili.mediator"))
        for_one = statements(mediates, "/desk/mediations/"), statements(mediates, "/desk/mediations/week")
        for days in (2, 3):
            matter = mediated("zhili.mediator")
            begun(mediates, matter)
            pressed(mediates, of(matter, "plan"), planned(days))
        for_three = statements(mediates, "/desk/mediations/"), statements(mediates, "/desk/mediations/week")
        assert for_three == for_one
        assert "社区会客厅" in page(mediates, "/desk/mediations/")

    def test_it_is_narrowed_to_ones_own_and_by_state(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        mine, others = mediated("zhili.mediator"), mediated("zhili.handler")
        shown = page(mediates, "/desk/mediations/?whose=mine")
        assert mine.number in shown
        assert others.number not in shown
        assert mine.number not in page(mediates, "/desk/mediations/?state=MEDIATING")
        assert mine.number in page(mediates, "/desk/mediations/?state=nonsense")

    def test_other_units_are_not_in_it(self, sign_in: SignIn) -> None:
        matter = mediated("zhili.mediator")
        assert matter.number not in page(sign_in("wuxing.leader"), "/desk/mediations/")


class TestRooms:
    def test_a_leader_keeps_them_and_nobody_else(self, sign_in: SignIn) -> None:
        leader, clerk = sign_in("wuxing.leader"), sign_in("wuxing.clerk")
        given = {"name": "第一调解室", "place": "二楼", "seats": 8, "link": ""}
        assert "第一调解室" in pressed(leader, "/desk/mediations/rooms", given)
        assert leader.post("/desk/mediations/rooms", given).status_code == 422  # the same name again
        other = {**given, "name": "第二调解室"}
        assert clerk.post("/desk/mediations/rooms", other).status_code == 403
        shown = page(clerk, "/desk/mediations/rooms")
        assert "第二调解室" not in shown
        room = re.findall(r'name="room" value="(\d+)"', page(leader, "/desk/mediations/rooms"))[0]
        pressed(clerk, "/desk/mediations/rooms/close", {"room": room})
        assert "第一调解室" in page(leader, "/desk/mediations/rooms")
        pressed(leader, "/desk/mediations/rooms/close", {"room": room})
        assert "第一调解室" not in page(leader, "/desk/mediations/rooms")


class TestCalendar:
    def address(self, client: Client) -> str:
        shown = pressed(client, "/desk/mediations/calendar", {"do": "renew"})
        found = re.search(r'value="https?://[^/]+(/desk/mediations/calendar/[^"]+\.ics)"', shown)
        assert found is not None
        return found[1]

    def test_a_program_reads_when_and_where_and_no_name_without_signing_in(self, sign_in: SignIn) -> None:
        mediates, matter = sign_in("zhili.mediator"), mediated("zhili.mediator")
        begun(mediates, matter)
        pressed(mediates, of(matter, "plan"), planned())
        answer = Client().get(self.address(mediates))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(answer.content)
        (event,) = calendar.walk("VEVENT")
        assert matter.number in str(event["SUMMARY"])
        assert str(event["LOCATION"]) == "社区会客厅"
        assert event["DTSTART"].dt.astimezone(CHINA).strftime("%H:%M") == "14:00"
        text = answer.content.decode()
        assert "王" not in text
        assert "李" not in text
        assert "\r\n" in text

    def test_a_new_address_shuts_the_old_and_no_address_is_guessed(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        first = self.address(mediates)
        second = self.address(mediates)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200
        pressed(mediates, "/desk/mediations/calendar", {"do": "close"})
        assert Client().get(second).status_code == 404
        assert Client().get("/desk/mediations/calendar/x.ics").status_code == 404

    def test_who_has_left_the_unit_sees_nothing(self, sign_in: SignIn) -> None:
        mediates = sign_in("zhili.mediator")
        address = self.address(mediates)
        person_row = Person.objects.get(username="zhili.mediator")
        assert standing_of(person_row, now()).units == (unit(ZHILI),)
        Person.objects.filter(pk=person_row.pk).update(is_active=False)
        assert Client().get(address).status_code == 404
