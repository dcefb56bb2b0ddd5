"""When a draft may become the next book, and by whose hands. Pure."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import OpeningHours
from heyi.kernel.words import _
from heyi.orgs.rules import Fault

OFFICE = OpeningHours.parse("08:30-12:00 14:00-17:30")
MOST_AHEAD = timedelta(days=366)


def faults_of_power(by: Standing) -> Iterator[Fault]:
    """Rules are written by rules officers alone."""
    if not by.holds(Role.RULES_OFFICER):
        yield Fault("", "not_rules_officer", _("规则由规则员起草和复核。"))


def faults_of_approver(by: Standing, authors: Collection[str]) -> Iterator[Fault]:
    """Who approves has written nothing of it: the second pair of eyes is another person's."""
    yield from faults_of_power(by)
    if str(by.person_id) in authors:
        yield Fault("", "own_draft", _("您改过或提交过这份草稿，须由另一位规则员复核。"))


def faults_of_date(
    effective_at: datetime | None, *, at: datetime, latest: datetime, calendar: WorkingCalendar
) -> Iterator[Fault]:
    """A date is ahead, within a year, in working time, and after that of the book before."""
    if effective_at is None:
        if latest > at:
            yield Fault(
                "effective_at", "before_coming", _("已有一版还没有生效：生效时间须在它之后，或先撤回它。")
            )
        return
    if effective_at <= at:
        yield Fault("effective_at", "in_the_past", _("生效时间须在将来；要立即生效，请留空。"))
    elif effective_at > at + MOST_AHEAD:
        yield Fault("effective_at", "too_far", _("生效时间最多提前一年。"))
    elif not is_working_time(effective_at, calendar):
        yield Fault(
            "effective_at",
            "not_working_time",
            _("请选工作日的工作时间（8:30—12:00、14:00—17:30），出了问题有人在。"),
        )
    if effective_at <= latest:
        yield Fault(
            "effective_at", "before_coming", _("已有一版还没有生效：生效时间须在它之后，或先撤回它。")
        )


def is_working_time(at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether offices usually work then."""
    day = at.astimezone(CHINA).date()
    return calendar.is_working(day) and any(begin <= at < end for begin, end in OFFICE.on(day))
