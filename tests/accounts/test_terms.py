from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.accounts.codes import (
    ADMINISTRATORS,
    APPOINTMENT_STATE_WORDS,
    MATTER_ROLES,
    ROLE_WORDS,
    AppointmentState,
    Role,
)
from heyi.accounts.rules import (
    Standing,
    Term,
    faults_of_proposal,
    faults_of_release,
    faults_of_revoking,
    faults_of_term,
)

DAY = timedelta(days=1)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + DAY * n for n in (1, 2, 3))
SYSTEM = Standing(1, "沈系统", "zh-hans", ((Role.SYSTEM_ADMINISTRATOR, None),))
SECURITY = Standing(2, "钱安全", "zh-hans", ((Role.SECURITY_ADMINISTRATOR, None),))
AUDIT = Standing(3, "姚审计", "zh-hans", ((Role.AUDIT_ADMINISTRATOR, None),))
CLERK = Standing(4, "王芳", "zh-hans", ((Role.CLERK, 7),))
WANG_FANG, ZHILI, BALIDIAN = 4, 7, 8


def term(
    role: str = "CLERK", unit: int | None = ZHILI, starts: datetime = MONDAY, ends: datetime | None = None
) -> Term:
    return Term(role, unit, starts, ends)


terms = st.builds(
    lambda role, unit, start, days: Term(
        role,
        None if role in ADMINISTRATORS else unit,
        MONDAY + DAY * start,
        None if days == 0 else MONDAY + DAY * (start + days),
    ),
    st.sampled_from(list(Role)),
    st.sampled_from([ZHILI, BALIDIAN]),
    st.integers(0, 10),
    st.integers(0, 10),
)


def in_force(one: Term, at: datetime) -> bool:
    return one.starts_at <= at and (one.ends_at is None or at < one.ends_at)


@given(st.lists(terms, max_size=8))
def test_whoever_gets_every_term_that_is_allowed_is_never_two_things_at_once(wanted: list[Term]) -> None:
    held: list[Term] = []
    for one in wanted:
        if not list(faults_of_term(one, held)):
            held.append(one)
    for day in range(25):
        now = [one for one in held if in_force(one, MONDAY + DAY * day)]
        if any(one.role in ADMINISTRATORS for one in now):
            assert len(now) == 1
        assert len({(one.role, one.unit_id) for one in now}) == len(now)


@given(terms, terms)
def test_overlapping_is_mutual_and_means_a_shared_instant(one: Term, other: Term) -> None:
    shared = any(
        in_force(one, MONDAY + DAY * day) and in_force(other, MONDAY + DAY * day) for day in range(25)
    )
    assert one.overlaps(other) == other.overlaps(one) == shared


@pytest.mark.parametrize(
    ("wanted", "held", "codes"),
    [
        (term(), [], []),
        (term(), [term(unit=BALIDIAN)], []),
        (term(), [term("LEADER")], []),
        (term(), [term()], ["held_already"]),
        (term(starts=WEDNESDAY), [term(ends=WEDNESDAY)], []),  # half-open: one ends as the other starts
        (term(starts=TUESDAY), [term(ends=WEDNESDAY)], ["held_already"]),
        (term("AUDIT_ADMINISTRATOR", None), [term()], ["must_be_apart"]),
        (term("AUDIT_ADMINISTRATOR", None), [term("SYSTEM_ADMINISTRATOR", None)], ["must_be_apart"]),
        (term(), [term("SECURITY_ADMINISTRATOR", None)], ["must_be_apart"]),
        (term("KING"), [], ["unknown_role"]),
        (term(unit=None), [], ["unit_needed"]),
        (term("AUDIT_ADMINISTRATOR", ZHILI), [], ["no_unit_here"]),
        (term(starts=TUESDAY, ends=MONDAY), [], ["period_backward"]),
        (term(starts=TUESDAY, ends=TUESDAY), [], ["period_backward"]),
    ],
)
def test_which_terms_go_together(wanted: Term, held: list[Term], codes: list[str]) -> None:
    assert [fault.code for fault in faults_of_term(wanted, held)] == codes


@pytest.mark.parametrize(
    ("released", "revoked", "at", "state"),
    [
        (None, None, WEDNESDAY, "PROPOSED"),
        (None, None, THURSDAY, "ENDED"),
        (MONDAY, None, MONDAY, "COMING"),
        (MONDAY, None, TUESDAY, "IN_FORCE"),
        (MONDAY, None, THURSDAY - timedelta.resolution, "IN_FORCE"),
        (MONDAY, None, THURSDAY, "ENDED"),
        (WEDNESDAY, None, TUESDAY, "IN_FORCE"),  # two machines' clocks differ
        (MONDAY, WEDNESDAY, TUESDAY, "REVOKED"),
        (MONDAY, WEDNESDAY, WEDNESDAY, "REVOKED"),
        (None, WEDNESDAY, THURSDAY, "REVOKED"),
    ],
)
def test_where_a_term_stands(
    released: datetime | None, revoked: datetime | None, at: datetime, state: str
) -> None:
    assert Term("CLERK", ZHILI, TUESDAY, THURSDAY, released, revoked).state(at) == state


@pytest.mark.parametrize(
    ("by", "codes"),
    [(SYSTEM, []), (SECURITY, ["not_proposer"]), (AUDIT, ["not_proposer"]), (CLERK, ["not_proposer"])],
)
def test_who_proposes(by: Standing, codes: list[str]) -> None:
    assert [fault.code for fault in faults_of_proposal(5, by)] == codes


def test_nobody_proposes_for_oneself() -> None:
    assert [fault.code for fault in faults_of_proposal(SYSTEM.person_id, SYSTEM)] == ["own_appointment"]


@pytest.mark.parametrize(
    ("person", "proposer", "by", "codes"),
    [
        (WANG_FANG, 1, SECURITY, []),
        (WANG_FANG, 1, SYSTEM, ["not_releaser"]),
        (WANG_FANG, 1, AUDIT, ["not_releaser"]),
        (2, 1, SECURITY, ["own_appointment"]),
        (WANG_FANG, 2, SECURITY, ["own_proposal"]),  # proposed while she was system administrator
    ],
)
def test_who_releases(person: int, proposer: int, by: Standing, codes: list[str]) -> None:
    assert [fault.code for fault in faults_of_release(person, proposer, by)] == codes


@pytest.mark.parametrize(
    ("person", "role", "is_last", "by", "codes"),
    [
        (WANG_FANG, "CLERK", False, SYSTEM, []),
        (WANG_FANG, "CLERK", False, SECURITY, []),
        (WANG_FANG, "CLERK", False, AUDIT, ["not_revoker"]),
        (1, "SYSTEM_ADMINISTRATOR", False, SYSTEM, ["own_appointment"]),
        (1, "SYSTEM_ADMINISTRATOR", False, SECURITY, []),
        (1, "SYSTEM_ADMINISTRATOR", True, SECURITY, ["last_administrator"]),
    ],
)
def test_who_revokes(person: int, role: str, is_last: bool, by: Standing, codes: list[str]) -> None:
    faults = faults_of_revoking(person, term(role), is_last=is_last, by=by)
    assert [fault.code for fault in faults] == codes


def test_units_come_from_matter_roles_only() -> None:
    both = Standing(9, "李娜", "zh-hans", ((Role.CLERK, ZHILI), (Role.LEADER, ZHILI), (Role.CLERK, BALIDIAN)))
    assert both.units == (ZHILI, BALIDIAN)
    assert SYSTEM.units == ()
    assert both.holds(Role.CLERK, BALIDIAN)
    assert not both.holds(Role.LEADER, BALIDIAN)
    assert both.roles_in(ZHILI) == {Role.CLERK, Role.LEADER}
    assert (both.is_administrator, SYSTEM.is_administrator) == (False, True)


def test_every_role_is_an_administrator_s_or_a_matter_s_and_has_words() -> None:
    assert set(ADMINISTRATORS) | set(MATTER_ROLES) == set(Role) == set(ROLE_WORDS)
    assert not set(ADMINISTRATORS) & set(MATTER_ROLES)
    assert set(APPOINTMENT_STATE_WORDS) == set(AppointmentState)
