from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from heyi.accounts.access import people_of_unit, standing
from heyi.accounts.models import Appointment
from heyi.accounts.operations import (
    CannotAppoint,
    deactivate_person,
    propose,
    reactivate_person,
    release,
    revoke,
)
from heyi.accounts.rules import Standing
from heyi.orgs.models import Unit

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def wang_fang(house) -> int:
    return house.newcomer("wang.fang", "王芳")


@pytest.fixture
def zhili(house) -> int:
    return house.unit("330502100-CENTRE")


def clerk(house, person: int, unit: int, **period: datetime) -> int:
    period = {"starts_at": AT} | period
    number = propose(person, role="CLERK", unit_id=unit, by=house.system, at=AT, **period)
    release(number, by=house.security, at=AT)
    return number


def administrator(house, person: int, role: str) -> Standing:
    number = propose(person, role=role, unit_id=None, starts_at=AT, by=house.system, at=AT)
    release(number, by=house.security, at=AT)
    return standing(person, AT)


def test_a_proposal_gives_nothing_until_it_is_released(house, wang_fang: int, zhili: int, last_verb) -> None:
    number = propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    assert standing(wang_fang, AT).units == ()
    assert last_verb() == "appointment.proposed"
    release(number, by=house.security, at=AT + HOUR)
    assert standing(wang_fang, AT + HOUR) == Standing(wang_fang, "王芳", "zh-hans", (("CLERK", zhili),))
    assert last_verb() == "appointment.released"


def test_a_standing_takes_one_query(house, wang_fang: int, zhili: int, django_assert_num_queries) -> None:
    clerk(house, wang_fang, zhili)
    clerk(house, wang_fang, house.unit("330502-CENTRE"))
    with django_assert_num_queries(1):
        assert len(standing(wang_fang, AT).units) == 2
    with django_assert_num_queries(1):
        assert standing(987654321, AT) == Standing(987654321, "", "zh-hans", ())


def test_an_appointment_counts_from_its_first_instant_to_before_its_last(
    house, wang_fang: int, zhili: int
) -> None:
    clerk(house, wang_fang, zhili, starts_at=AT + DAY, ends_at=AT + 2 * DAY)
    for at, units in ((AT, ()), (AT + DAY, (zhili,)), (AT + 2 * DAY - HOUR, (zhili,)), (AT + 2 * DAY, ())):
        assert standing(wang_fang, at).units == units


def test_a_revoked_appointment_ends_at_once(house, wang_fang: int, zhili: int, last_verb) -> None:
    number = clerk(house, wang_fang, zhili)
    revoke(number, by=house.system, at=AT + HOUR)
    assert standing(wang_fang, AT + HOUR).units == ()
    assert last_verb() == "appointment.revoked"
    with pytest.raises(CannotAppoint, match="over_already"):
        revoke(number, by=house.security, at=AT + DAY)
    clerk(house, wang_fang, zhili)  # and the way is free for a new one


def test_a_proposal_can_be_turned_down(house, wang_fang: int, zhili: int) -> None:
    number = propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    revoke(number, by=house.security, at=AT)
    with pytest.raises(CannotAppoint, match="not_proposed"):
        release(number, by=house.security, at=AT)


def test_an_appointment_is_released_once(house, wang_fang: int, zhili: int) -> None:
    number = clerk(house, wang_fang, zhili)
    with pytest.raises(CannotAppoint, match="not_proposed"):
        release(number, by=house.security, at=AT)


def test_two_proposals_that_must_be_apart_are_not_both_made(house, wang_fang: int, zhili: int) -> None:
    propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    with pytest.raises(CannotAppoint, match="must_be_apart"):
        propose(wang_fang, role="AUDIT_ADMINISTRATOR", unit_id=None, starts_at=AT, by=house.system, at=AT)
    with pytest.raises(CannotAppoint, match="held_already"):
        propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT + DAY, by=house.system, at=AT)


@pytest.mark.parametrize("hand", ["security", "audit"])
def test_only_the_system_administrator_proposes(house, wang_fang: int, zhili: int, hand: str) -> None:
    with pytest.raises(CannotAppoint, match="not_proposer"):
        propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT, by=getattr(house, hand), at=AT)


@pytest.mark.parametrize("hand", ["system", "audit"])
def test_only_the_security_administrator_releases(house, wang_fang: int, zhili: int, hand: str) -> None:
    number = propose(wang_fang, role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    with pytest.raises(CannotAppoint, match="not_releaser"):
        release(number, by=getattr(house, hand), at=AT)
    assert standing(wang_fang, AT).units == ()


def test_a_clerk_appoints_nobody(house, wang_fang: int, zhili: int) -> None:
    number = clerk(house, wang_fang, zhili)
    herself = standing(wang_fang, AT)
    for act in (
        lambda: propose(wang_fang, role="LEADER", unit_id=zhili, starts_at=AT, by=herself, at=AT),
        lambda: release(number, by=herself, at=AT),
        lambda: revoke(number, by=herself, at=AT),
    ):
        with pytest.raises(CannotAppoint):
            act()


def test_nobody_of_the_administrators_touches_an_own_appointment(house) -> None:
    own = Appointment.objects.values_list("pk", flat=True).get(person_id=house.system.person_id)
    with pytest.raises(CannotAppoint, match="own_appointment"):
        revoke(own, by=house.system, at=AT)
    with pytest.raises(CannotAppoint, match="own_appointment"):
        propose(
            house.system.person_id,
            role="SYSTEM_ADMINISTRATOR",
            unit_id=None,
            starts_at=AT,
            by=house.system,
            at=AT,
        )


def test_the_last_administrator_stays_until_another_is_in_force(house, wang_fang: int) -> None:
    own = Appointment.objects.values_list("pk", flat=True).get(person_id=house.security.person_id)
    with pytest.raises(CannotAppoint, match="last_administrator"):
        revoke(own, by=house.system, at=AT)
    administrator(house, wang_fang, "SECURITY_ADMINISTRATOR")
    revoke(own, by=house.system, at=AT)
    assert not standing(house.security.person_id, AT).is_administrator


def test_an_administrator_s_appointment_brings_no_unit(house, wang_fang: int) -> None:
    assert administrator(house, wang_fang, "AUDIT_ADMINISTRATOR").units == ()


@pytest.mark.parametrize(
    ("person", "role", "unit", "code"),
    [
        ("nobody", "CLERK", "330502100-CENTRE", "unknown_person"),
        ("wang.fang", "CLERK", None, "unit_needed"),
        ("wang.fang", "CLERK", "nowhere", "unknown_unit"),
        ("wang.fang", "KING", "330502100-CENTRE", "unknown_role"),
    ],
)
def test_who_or_what_is_unknown_is_not_appointed(
    house, wang_fang: int, person: str, role: str, unit: str | None, code: str
) -> None:
    unit_id = None if unit is None else house.unit(unit) if unit != "nowhere" else 987654321
    person_id = wang_fang if person == "wang.fang" else 987654321
    with pytest.raises(CannotAppoint, match=code):
        propose(person_id, role=role, unit_id=unit_id, starts_at=AT, by=house.system, at=AT)


def test_an_appointment_that_is_not_there_is_neither_released_nor_revoked(house) -> None:
    for act in (release, revoke):
        with pytest.raises(CannotAppoint, match="unknown_appointment"):
            act(987654321, by=house.security, at=AT)


def test_whoever_is_shut_out_stands_nowhere_until_let_in_again(house, wang_fang: int, zhili: int) -> None:
    clerk(house, wang_fang, zhili)
    deactivate_person(wang_fang, by=house.system, at=AT)
    assert standing(wang_fang, AT) == Standing(wang_fang, "", "zh-hans", ())
    assert people_of_unit(zhili, AT) == ()
    reactivate_person(wang_fang, by=house.system, at=AT)
    assert standing(wang_fang, AT).units == (zhili,)


def test_a_closed_unit_gives_nobody_a_standing(house, wang_fang: int, zhili: int) -> None:
    clerk(house, wang_fang, zhili)
    Unit.objects.filter(pk=zhili).update(starts_at=AT, ends_at=AT + HOUR)
    assert standing(wang_fang, AT).roles == ()


def test_a_unit_knows_its_people_and_their_roles(
    house, wang_fang: int, zhili: int, django_assert_num_queries
) -> None:
    clerk(house, wang_fang, zhili)
    leader = propose(wang_fang, role="LEADER", unit_id=zhili, starts_at=AT, by=house.system, at=AT)
    release(leader, by=house.security, at=AT)
    propose(
        house.newcomer("li.na", "李娜"), role="CLERK", unit_id=zhili, starts_at=AT, by=house.system, at=AT
    )
    with django_assert_num_queries(1):
        assert [(one.name, one.roles) for one in people_of_unit(zhili, AT)] == [("王芳", ("CLERK", "LEADER"))]


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"role": "KING"}, "role_known"),
        ({"unit_id": None}, "administrators_have_no_unit"),
        ({"role": "AUDIT_ADMINISTRATOR"}, "administrators_have_no_unit"),
        ({"ends_at": AT}, "period_forward"),
        ({"proposed_by": "wang"}, "nobody_proposes_own"),
        ({"proposed_by": "system", "released_by": "wang", "released_at": AT}, "nobody_releases_own"),
        ({"proposed_by": "system", "released_by": "system", "released_at": AT}, "two_hands_appoint"),
        ({"proposed_by": "system", "released_at": AT}, "two_hands_appoint"),
        ({"released_by": "system", "released_at": AT}, "two_hands_appoint"),
    ],
)
def test_the_database_refuses_what_no_hand_may_write(
    house, wang_fang: int, zhili: int, facts: dict[str, object], constraint: str
) -> None:
    hands = {"wang": wang_fang, "system": house.system.person_id}
    row = {"role": "CLERK", "unit_id": zhili, "starts_at": AT, "proposed_at": AT} | facts
    row = {(f"{name}_id" if value in hands else name): hands.get(value, value) for name, value in row.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appointment.objects.create(person_id=wang_fang, **row)
