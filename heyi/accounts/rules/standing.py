"""Who may do what, and which appointments go together: pure decisions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from heyi.accounts.codes import ADMINISTRATORS, AppointmentState, Role
from heyi.kernel.words import _
from heyi.orgs.rules import Fault

PROPOSER = Role.SYSTEM_ADMINISTRATOR
RELEASER = Role.SECURITY_ADMINISTRATOR


@dataclass(frozen=True)
class Standing:
    """A person at an instant: the appointments in force. No unit comes from an administrator's appointment.

    `edition` of the directory at that instant, where it was read along: the page need not ask for it again.
    """

    person_id: int
    name: str
    language: str
    roles: tuple[tuple[str, int | None], ...]
    edition: int | None = field(default=None, compare=False)

    @cached_property
    def units(self) -> tuple[int, ...]:
        """The units whose matters the person works on, each once."""
        return tuple(sorted({unit for _role, unit in self.roles if unit is not None}))

    @cached_property
    def leads(self) -> frozenset[int]:
        """The units of which the person is a leader."""
        return frozenset(unit for role, unit in self.roles if role == Role.LEADER and unit is not None)

    @cached_property
    def is_administrator(self) -> bool:
        """Whether the person is one of the three administrators (and so reads no matter)."""
        return any(role in ADMINISTRATORS for role, _unit in self.roles)

    def holds(self, role: str, unit_id: int | None = None) -> bool:
        """Whether the person holds the role: in that unit, or (without one) anywhere."""
        return any(role == held and unit_id in (None, unit) for held, unit in self.roles)

    def roles_in(self, unit_id: int) -> frozenset[str]:
        """The roles held in a unit."""
        return frozenset(role for role, unit in self.roles if unit == unit_id)


@dataclass(frozen=True, slots=True)
class Term:
    """An appointment as rules see it: a role, a unit, a half-open period, and how far it has come."""

    role: str
    unit_id: int | None
    starts_at: datetime
    ends_at: datetime | None
    released_at: datetime | None = None
    revoked_at: datetime | None = None

    def state(self, at: datetime) -> AppointmentState:
        """Where the appointment stands at an instant. What hands did holds at once, whatever two clocks say."""
        if self.revoked_at is not None:
            return AppointmentState.REVOKED
        if self.ends_at is not None and self.ends_at <= at:
            return AppointmentState.ENDED
        if self.released_at is None:
            return AppointmentState.PROPOSED
        return AppointmentState.IN_FORCE if self.starts_at <= at else AppointmentState.COMING

    def overlaps(self, other: "Term") -> bool:
        """Whether both periods share an instant; revoked ones share none."""
        if self.revoked_at is not None or other.revoked_at is not None:
            return False
        self_first = self.ends_at is None or other.starts_at < self.ends_at
        other_first = other.ends_at is None or self.starts_at < other.ends_at
        return self_first and other_first


def faults_of_term(term: Term, held: Collection[Term]) -> Iterator[Fault]:
    """Why a person who holds (or is proposed for) other terms cannot be given this one.

    The three administrators are kept apart: one person never holds two of these roles, nor one of them
    together with a role in matters (等保 2.0: 三员分立).
    """
    yield from _faults_of_shape(term)
    overlapping = [other for other in held if term.overlaps(other)]
    if any((other.role, other.unit_id) == (term.role, term.unit_id) for other in overlapping):
        yield Fault("role", "held_already", _("此人在这段时间内已有（或已提请）同一任职。"))
    elif any(_must_be_apart(term.role, other.role) for other in overlapping):
        yield Fault(
            "role", "must_be_apart", _("三员分立：管理员不能兼任另一管理员，也不能兼任办理事项的角色。")
        )


def _must_be_apart(one: str, other: str) -> bool:
    return one in ADMINISTRATORS or other in ADMINISTRATORS


def _faults_of_shape(term: Term) -> Iterator[Fault]:
    if term.role not in set(Role):
        yield Fault("role", "unknown_role", _("请选择角色。"))
    elif term.role in ADMINISTRATORS and term.unit_id is not None:
        yield Fault("unit", "no_unit_here", _("管理员不属于任何单位。"))
    elif term.role not in ADMINISTRATORS and term.unit_id is None:
        yield Fault("unit", "unit_needed", _("请选择单位。"))
    if term.ends_at is not None and term.ends_at <= term.starts_at:
        yield Fault("ends_at", "period_backward", _("任期结束须晚于开始。"))


def faults_of_proposal(person_id: int, by: Standing) -> Iterator[Fault]:
    """Only the system administrator proposes, and never for himself or herself."""
    if not by.holds(PROPOSER):
        yield Fault("", "not_proposer", _("任职由系统管理员提请。"))
    elif person_id == by.person_id:
        yield Fault("person", "own_appointment", _("不能提请、核准或撤销自己的任职。"))


def faults_of_release(person_id: int, proposer_id: int | None, by: Standing) -> Iterator[Fault]:
    """Only the security administrator releases, never for himself or herself, nor what he or she proposed."""
    if not by.holds(RELEASER):
        yield Fault("", "not_releaser", _("任职由安全管理员核准。"))
    elif person_id == by.person_id:
        yield Fault("", "own_appointment", _("不能提请、核准或撤销自己的任职。"))
    elif proposer_id == by.person_id:
        yield Fault("", "own_proposal", _("不能核准自己提请的任职。"))


def faults_of_revoking(person_id: int, term: Term, *, is_last: bool, by: Standing) -> Iterator[Fault]:
    """Either of the two takes a role away at once, but not an own one nor the last of an administrator's kind."""
    if not (by.holds(PROPOSER) or by.holds(RELEASER)):
        yield Fault("", "not_revoker", _("任职由系统管理员或安全管理员撤销。"))
    elif person_id == by.person_id:
        yield Fault("", "own_appointment", _("不能提请、核准或撤销自己的任职。"))
    elif is_last and term.role in ADMINISTRATORS:
        yield Fault("", "last_administrator", _("这是最后一名该类管理员，请先任命接替的人。"))
