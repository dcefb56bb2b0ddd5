"""Pages are told to look again: the right units, nothing about the matter, never whom it is about."""

import json

import psycopg
import pytest

from heyi.accounts.access import standing
from heyi.accounts.models import Appointment, Person
from heyi.accounts.operations import load_demo_people, revoke
from heyi.dispatch import operations as ops
from heyi.kernel.clock import now
from heyi.kernel.news import CHANNEL
from heyi.matters.access import entering
from heyi.matters.codes import Purpose, Zone
from heyi.matters.operations import open_identities
from tests.factories.erasing import ask_to_erase, erase_reporter
from tests.factories.matters import BALIDIAN, CITY, WUXING, ZHILI, desk, hand, received, step, unit
from tests.factories.reacting import reacted


@pytest.fixture
def told(own_database):
    """What listeners hear when the worker has done its round: (units, people)."""
    reacted()
    with psycopg.connect(
        own_database[1], autocommit=True
    ) as line:  # as the server's role, as the live process
        line.execute(f"LISTEN {CHANNEL}")

        def hear():
            reacted()
            line.execute("SELECT 1")
            news = [json.loads(told.payload) for told in line.notifies(timeout=0, stop_after=None)]
            units = {int(unit): change for part in news for unit, change in part["units"].items()}
            return units, {person for part in news for person in part["end"]}, len(news)

        yield hear


def test_a_new_report_is_told_to_its_unit_and_those_above_in_one_message(told) -> None:
    matter = received()
    received()
    units, people, messages = told()
    assert {unit(code) for code in (ZHILI, WUXING, CITY)} <= set(units)
    assert unit(BALIDIAN) not in units
    assert units[unit(ZHILI)] == [2, 0]
    assert (people, messages) == (set(), 1)
    assert told() == ({}, set(), 0)
    assert matter.number not in json.dumps(list(units))


def test_danger_to_life_is_urgent(told) -> None:
    received("有人落水了，救命！")
    units, _people, _messages = told()
    assert units[unit(CITY)] == [1, 1]


def test_whom_a_report_is_about_hears_nothing(told) -> None:
    received("织里镇社会治理中心的工作人员态度恶劣，推诿扯皮，我要投诉他们。")
    units, _people, _messages = told()
    assert unit(WUXING) in units
    assert unit(ZHILI) not in units


def test_who_had_it_is_told_that_it_is_gone(told) -> None:
    matter = received()
    told()
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="属地不同")
    units, _people, _messages = told()
    assert {unit(ZHILI), unit(BALIDIAN), unit(WUXING)} <= set(units)


def test_what_is_rolled_back_is_told_to_nobody(told) -> None:
    from django.db import transaction

    with transaction.atomic():
        received()
        transaction.set_rollback(True)
    assert told() == ({}, set(), 0)


def test_whose_appointment_is_revoked_must_come_anew(told) -> None:
    with entering("admin"):
        load_demo_people(now())
    told()
    clerk = Person.objects.get(username="zhili.clerk")
    by = standing(Person.objects.get(username="admin.system").pk, now())
    with entering("admin"):
        revoke(Appointment.objects.get(person=clerk).pk, by=by, at=now())
    assert told() == ({}, {clerk.pk}, 1)


def test_that_who_reported_was_erased_is_told_and_that_it_was_opened_is_not(told) -> None:
    matter = received(reporter={"name": "王小明", "phone": "13800001234"})
    told()
    with desk(ZHILI):
        open_identities(*matter.key, by=hand(ZHILI).actor, purpose=Purpose.CONTACT, at=now())
    assert told()[0] == {}
    ask_to_erase(matter)
    told()
    erase_reporter(matter, is_asked=True)
    units, _people, _messages = told()
    assert set(units) >= {unit(ZHILI), unit(WUXING), unit(CITY)}


def test_what_is_confided_is_told_to_who_mediates_alone(told) -> None:
    matter = received()
    told()
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI), zone=Zone.CONFIDENTIAL, text="对方愿意让一步")
    assert told()[0] == {unit(ZHILI): [1, 0]}
    with desk(ZHILI):
        ops.note(matter.key, step=step(ZHILI), zone=Zone.WORKING, text="约好周五面谈")
    assert set(told()[0]) >= {unit(ZHILI), unit(WUXING), unit(CITY)}
