"""司法确认 on a party's page: which court, until when, what this party said, how many have joined, and the answer."""

from dataclasses import dataclass
from datetime import datetime

from heyi.mediation.access import PartyPage


@dataclass(frozen=True, slots=True)
class Joint:
    """A joint application as one party sees it: `said` is JOINED, DECLINED, or "" as long as it has not answered.

    Who of the others declined is not told: only how many of all have joined.
    """

    court: str
    state: str
    until_at: datetime
    said: str
    joined: int
    of: int
    is_late: bool
    number: str
    applied_at: datetime | None
    answered_at: datetime | None


def joint_of(page: PartyPage, *, at: datetime) -> Joint | None:
    """The application that was proposed and not dropped; None without one."""
    found = page.agreement.confirmation if page.agreement else None
    if found is None:
        return None
    mine = page.party.side
    return Joint(
        court=found.court,
        state=found.state,
        until_at=found.until_at,
        said="JOINED" if mine in found.joined else "DECLINED" if mine in found.declined else "",
        joined=len(found.joined),
        of=1 + len(page.others),
        is_late=found.state == "JOINING" and at > found.until_at,
        number=found.number,
        applied_at=found.applied_at,
        answered_at=found.answered_at,
    )


def closed_to(page: PartyPage) -> frozenset[str]:
    """The steps of an application that this party cannot take as it stands."""
    found = page.agreement.confirmation if page.agreement else None
    if found is None or found.state != "JOINING":
        return frozenset({"join_confirmation", "decline_confirmation"})
    mine = page.party.side
    joined = {"join_confirmation"} if mine in found.joined else set()
    return frozenset(joined | ({"decline_confirmation"} if mine in found.declined else set()))
