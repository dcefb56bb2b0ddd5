from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from heyi.accounts.access import appointment_page, appointment_row, person_page, person_row, standing
from heyi.accounts.codes import AppointmentState
from heyi.accounts.models import Person
from heyi.accounts.operations import (
    CannotChangePerson,
    add_person,
    choose_language,
    deactivate_person,
    propose,
    release,
    rename_person,
)

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)


def test_a_person_is_added_without_a_way_in(house, last_verb) -> None:
    number = add_person(username="wang.fang", name=" 王芳 ", by=house.system, at=AT)
    row = person_row(number, by=house.audit, at=AT)
    assert row is not None
    assert (row.name, row.is_active, row.can_sign_in, row.roles) == ("王芳", True, False, 0)
    assert last_verb() == "person.added"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"username": "W"}, "bad_username"),
        ({"username": "王芳"}, "bad_username"),
        ({"username": "wang fang"}, "bad_username"),
        ({"username": "admin.audit"}, "username_taken"),
        ({"name": "  "}, "name_needed"),
        ({"name": "王" * 61}, "name_needed"),
        ({"name": "王\x00芳"}, "name_needed"),
        ({"language": "fr"}, "unknown_language"),
    ],
)
def test_a_person_needs_a_name_of_one_s_own(house, facts: dict[str, str], code: str) -> None:
    with pytest.raises(CannotChangePerson, match=code):
        add_person(**({"username": "wang.fang", "name": "王芳"} | facts), by=house.system, at=AT)


@pytest.mark.parametrize("hand", ["security", "audit"])
def test_only_the_system_administrator_keeps_people(house, hand: str) -> None:
    number = house.newcomer("wang.fang", "王芳")
    other = getattr(house, hand)
    for act in (
        lambda: add_person(username="li.na", name="李娜", by=other, at=AT),
        lambda: rename_person(number, name="王方", by=other, at=AT),
        lambda: deactivate_person(number, by=other, at=AT),
    ):
        with pytest.raises(CannotChangePerson, match="not_keeper"):
            act()


def test_a_renamed_person_has_the_new_name(house, last_verb) -> None:
    number = house.newcomer("wang.fang", "王芳")
    rename_person(number, name="王方", by=house.system, at=AT)
    assert standing(number, AT).name == "王方"
    assert last_verb() == "person.renamed"


def test_an_administrator_is_not_shut_out_by_one_hand(house) -> None:
    with pytest.raises(CannotChangePerson, match="is_administrator"):
        deactivate_person(house.security.person_id, by=house.system, at=AT)
    with pytest.raises(CannotChangePerson, match="own_account"):
        deactivate_person(house.system.person_id, by=house.system, at=AT)


def test_nobody_unknown_is_changed(house) -> None:
    with pytest.raises(CannotChangePerson, match="unknown_person"):
        rename_person(987654321, name="王方", by=house.system, at=AT)
    assert person_row(987654321, by=house.system, at=AT) is None


def test_a_person_reads_in_the_language_chosen(house) -> None:
    number = house.newcomer("wang.fang", "王芳")
    choose_language(number, language="en")
    assert standing(number, AT).language == "en"
    with pytest.raises(CannotChangePerson, match="unknown_language"):
        choose_language(number, language="fr")


@pytest.mark.parametrize("people", [1, 3])
def test_the_lists_take_the_same_queries_for_any_number(
    house, people: int, django_assert_num_queries
) -> None:
    zhili = house.unit("330502100-CENTRE")
    for number in range(people):
        person = house.newcomer(f"clerk{number}", f"经办员{number}")
        waiting = propose(person, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
        release(waiting, by=house.security, at=AT)
        propose(person, role="HANDLER", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    with django_assert_num_queries(2):
        listed = person_page(by=house.audit, at=AT, words="clerk")
    with django_assert_num_queries(3):
        appointments = appointment_page(by=house.audit, at=AT, words="经办员")
    assert [row.roles for row in listed.rows] == [1] * people
    assert (listed.total, appointments.total) == (people, 2 * people)
    assert appointment_page(by=house.security, at=AT, waiting_only=True).total == people


def test_an_appointment_is_listed_in_words(house) -> None:
    person = house.newcomer("wang.fang", "王芳")
    zhili = house.unit("330502100-CENTRE")
    number = propose(person, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    row = appointment_row(number, by=house.security, at=AT)
    assert row is not None
    assert (row.person, row.unit, row.state) == (
        "王芳",
        "吴兴区织里镇社会治理中心",
        AppointmentState.PROPOSED,
    )
    assert (row.proposed_by, row.released_by) == (house.system.name, "")
    assert appointment_page(by=house.security, at=AT, person_id=person).rows == (row,)
    assert appointment_row(987654321, by=house.security, at=AT) is None


def test_lists_are_for_administrators(house) -> None:
    clerk = standing(house.newcomer("wang.fang", "王芳"), AT)
    for look in (
        lambda: person_page(by=clerk, at=AT),
        lambda: person_row(clerk.person_id, by=clerk, at=AT),
        lambda: appointment_page(by=clerk, at=AT),
        lambda: appointment_row(1, by=clerk, at=AT),
    ):
        with pytest.raises(PermissionDenied):
            look()


def test_a_person_is_shown_by_name(house) -> None:
    assert str(Person.objects.get(pk=house.system.person_id)) == "系统管理员"
