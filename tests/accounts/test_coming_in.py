from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate
from django.db import connection

from heyi.accounts.access import person_of_link, person_row, standing
from heyi.accounts.codes import ADMINISTRATORS
from heyi.accounts.models import OneTimeLink, Person
from heyi.accounts.operations import (
    CannotLink,
    NotADemo,
    PasswordTooWeak,
    deactivate_person,
    demo_is_loaded,
    demo_people,
    issue_link,
    issue_link_from_console,
    load_demo_people,
    make_administrators,
    set_password_by_link,
)
from heyi.accounts.operations.founding import USERNAMES
from heyi.matters.access import entering
from heyi.orgs.access import directory
from heyi.orgs.operations import load_huzhou

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)
GOOD = "太湖南岸-2031-织里"


@pytest.fixture
def wang_fang(house) -> int:
    return house.newcomer("wang.fang", "王芳")


def test_a_link_lets_its_person_set_a_password_once(house, wang_fang: int, last_verb) -> None:
    token = issue_link(wang_fang, by=house.security, at=AT)
    assert last_verb() == "person.link_issued"
    assert person_of_link(token, AT) == "wang.fang"
    assert set_password_by_link(token, password=GOOD, at=AT) == wang_fang
    assert last_verb() == "person.password_set"
    assert Person.objects.get(pk=wang_fang).check_password(GOOD)
    assert person_of_link(token, AT) is None
    with pytest.raises(CannotLink, match="link_unusable"):
        set_password_by_link(token, password=GOOD, at=AT)


@pytest.mark.parametrize("lifts", [False, True])
def test_a_link_lifts_the_second_step_only_where_it_was_said_so(
    house, wang_fang: int, *, lifts: bool
) -> None:
    Authenticator.objects.create(user_id=wang_fang, type=Authenticator.Type.TOTP, data={"secret": "x"})
    token = issue_link(wang_fang, by=house.security, at=AT, lifts_second_step=lifts)
    set_password_by_link(token, password=GOOD, at=AT)
    row = person_row(wang_fang, by=house.system, at=AT)
    assert row is not None
    assert row.has_second_step is not lifts


def test_the_token_is_nowhere_in_the_database(house, wang_fang: int) -> None:
    token = issue_link(wang_fang, by=house.security, at=AT)
    kept = [bytes(row) for row in OneTimeLink.objects.values_list("token_hash", flat=True)]
    assert token.encode() not in kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_event WHERE body LIKE %s", [f"%{token}%"])
        assert cursor.fetchone() == (0,)


def test_a_new_link_uses_the_old_one_up(house, wang_fang: int) -> None:
    old = issue_link(wang_fang, by=house.security, at=AT)
    new = issue_link(wang_fang, by=house.security, at=AT)
    assert (person_of_link(old, AT), person_of_link(new, AT)) == (None, "wang.fang")


def test_a_link_expires(house, wang_fang: int) -> None:
    token = issue_link(wang_fang, by=house.security, at=AT)
    assert person_of_link(token, AT + timedelta(hours=71)) == "wang.fang"
    assert person_of_link(token, AT + timedelta(hours=72)) is None


def test_a_link_of_somebody_shut_out_is_of_no_use(house, wang_fang: int) -> None:
    token = issue_link(wang_fang, by=house.security, at=AT)
    deactivate_person(wang_fang, by=house.system, at=AT)
    assert person_of_link(token, AT) is None
    with pytest.raises(CannotLink, match="unknown_person"):
        issue_link(wang_fang, by=house.security, at=AT)


@pytest.mark.parametrize("token", ["", "no-such-token", "\x00", "\ud800", "令牌"])
def test_a_made_up_token_opens_nothing(house, token: str) -> None:
    assert person_of_link(token, AT) is None
    with pytest.raises(CannotLink, match="link_unusable"):
        set_password_by_link(token, password=GOOD, at=AT)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab3-x", "password_too_short"),
        ("password123", "password_too_common"),
        ("wang.fang.1", "password_too_similar"),
    ],
)
def test_a_weak_password_is_refused_and_the_link_stays(
    house, wang_fang: int, password: str, code: str
) -> None:
    token = issue_link(wang_fang, by=house.security, at=AT)
    with pytest.raises(PasswordTooWeak) as refused:
        set_password_by_link(token, password=password, at=AT)
    assert code in [fault.code for fault in refused.value.faults]
    assert person_of_link(token, AT) == "wang.fang"


@pytest.mark.parametrize("hand", ["system", "audit"])
def test_only_the_security_administrator_issues_links(house, wang_fang: int, hand: str) -> None:
    with pytest.raises(CannotLink, match="not_releaser"):
        issue_link(wang_fang, by=getattr(house, hand), at=AT)


@pytest.mark.parametrize("whose", ["system", "security", "audit"])
def test_no_link_to_an_administrator_s_account_comes_from_the_desk(house, whose: str) -> None:
    with pytest.raises(CannotLink, match="is_administrator"):
        issue_link(getattr(house, whose).person_id, by=house.security, at=AT)


def test_the_machine_issues_links_to_anybody_known(house) -> None:
    assert person_of_link(issue_link_from_console("admin.system", at=AT), AT) == "admin.system"
    with pytest.raises(CannotLink, match="unknown_person"):
        issue_link_from_console("nobody", at=AT)


def test_a_new_installation_makes_three_administrators_apart(db: None) -> None:
    with entering("admin"):
        load_huzhou(AT)
        links = make_administrators(AT)
    assert [link.role for link in links] == list(ADMINISTRATORS)
    for link in links:
        assert person_of_link(link.token, AT) == link.username == USERNAMES[link.role]
        person = standing(Person.objects.get(username=link.username).pk, AT)
        assert person.roles == ((link.role, None),)


def test_links_are_printed_anew_until_they_are_used(house) -> None:
    first, *others = make_administrators(AT)
    set_password_by_link(first.token, password=GOOD, at=AT)
    again = make_administrators(AT)
    assert [link.username for link in again] == [link.username for link in others]
    assert not {link.token for link in again} & {link.token for link in others}


def test_the_demo_has_its_people_in_their_units_and_stays_as_it_is(db: None, rf) -> None:
    with entering("admin"):
        load_huzhou(AT)
        shown = load_demo_people(AT)
        assert shown == demo_people()
        assert load_demo_people(AT) == shown
        assert demo_is_loaded()
    for demo in shown:
        person = Person.objects.get(username=demo.username)
        [(role, unit)] = standing(person.pk, AT).roles
        assert role == demo.role
        assert (directory().unit(unit).code if unit is not None else "") == demo.unit_code
    assert Person.objects.count() == len(shown)
    some = shown[0]
    assert authenticate(rf.post("/"), username=some.username, password=some.password) is not None


def test_the_demo_s_administrators_need_no_links(db: None) -> None:
    with entering("admin"):
        load_huzhou(AT)
        load_demo_people(AT)
        assert make_administrators(AT) == ()


def test_the_demo_is_not_loaded_among_people_of_a_real_installation(house) -> None:
    with pytest.raises(NotADemo):
        load_demo_people(AT)
    assert not demo_is_loaded()
