"""How a one-time link is kept, and how often somebody may come to a door: pure decisions."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from heyi.accounts.codes import Door


def token_hash(token: str) -> bytes:
    """What is kept of a one-time link: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode(errors="replace")).digest()


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many attempts in each window of this length."""

    most: int
    within: timedelta

    @property
    def seconds(self) -> int:
        """The window's length as the table keeps it."""
        return int(self.within.total_seconds())

    def begins_at(self, at: datetime) -> datetime:
        """The beginning of the window that an instant lies in: windows stand side by side since 1970."""
        return datetime.fromtimestamp(int(at.timestamp()) // self.seconds * self.seconds, UTC)

    def ends_at(self, at: datetime) -> datetime:
        """When the next window begins."""
        return self.begins_at(at) + self.within


_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

ALLOWANCES: Mapping[Door, tuple[Allowance, ...]] = {
    Door.TRACKING: (Allowance(30, 10 * _MINUTE), Allowance(200, _DAY)),  # wrong codes of one address
    Door.CODE_TO_PHONE: (Allowance(1, _MINUTE), Allowance(5, _HOUR)),
    Door.CODE_FROM_ADDRESS: (Allowance(20, _HOUR),),
    Door.CODE_TRIED: (Allowance(60, _HOUR),),  # wrong codes of one address, over all its codes
    Door.RECEIPT_TO_PHONE: (Allowance(3, 10 * _MINUTE), Allowance(10, _DAY)),
    Door.RECEIPT_BY_PERSON: (Allowance(120, _HOUR), Allowance(600, _DAY)),  # a person of the desk
    Door.IDENTITY: (Allowance(120, _HOUR), Allowance(400, _DAY)),  # a person of the desk
    Door.PHONE_TAIL: (
        Allowance(30, _HOUR),
        Allowance(100, _DAY),
    ),  # a person of the desk: ten thousand tails are all
    Door.ASSISTANT: (Allowance(30, _HOUR), Allowance(150, _DAY)),  # a person of the desk: each holds a thread
    Door.REPORTER: (Allowance(10, _HOUR), Allowance(30, _DAY)),  # what one matter's link writes
    Door.FILES: (
        Allowance(200, _HOUR),
        Allowance(600, _DAY),
    ),  # files by one matter's link: each costs a process
    Door.REPORT_BEGUN: (Allowance(120, _HOUR), Allowance(600, _DAY)),  # an address: many telephones share one
    Door.REPORT_SAVED: (Allowance(200, _HOUR),),  # pages of one draft
    Door.REPORT_SENT: (Allowance(60, _HOUR), Allowance(300, _DAY)),  # an address
    Door.PARTY_LINK: (Allowance(30, 10 * _MINUTE), Allowance(200, _DAY)),  # wrong links of one address
    Door.PARTY: (Allowance(30, _HOUR), Allowance(100, _DAY)),  # what one party's link writes
}


@dataclass(frozen=True, slots=True)
class Wait:
    """The door is shut for somebody until an instant."""

    door: Door
    until: datetime

    def seconds(self, at: datetime) -> int:
        """How long still, in whole seconds, one at least: what Retry-After says."""
        return max(1, int(-((at - self.until).total_seconds() // 1)))


def wait_of(door: Door, counted: Iterable[tuple[Allowance, int]], at: datetime) -> Wait | None:
    """How long to wait when so many were counted in each window; the longest wait, or none."""
    ends = [allowance.ends_at(at) for allowance, count in counted if count > allowance.most]
    return Wait(door, max(ends)) if ends else None
