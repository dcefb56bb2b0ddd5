"""By which ways a notice leaves the house, and when: what a person chose, quiet hours, what hurries. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from heyi.kernel.clock import CHINA
from heyi.notices.codes import OF_UNITS, NoticeKind, NoticeWay, Outcome
from heyi.notices.rules.table import URGENT

DAY = 24 * 60
MOST_AT_ONCE = 3
"""So many go to one address one by one; more that come in the same moment go as one message."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Quiet hours 免打扰 in minutes of China's day, half-open; over midnight where it ends before it starts.

    The same minute twice means none.
    """

    starts: int = 22 * 60
    ends: int = 7 * 60

    def until(self, at: datetime) -> datetime | None:
        """When the quiet ends that holds at this instant; None where it does not hold."""
        local = at.astimezone(CHINA)
        now = local.hour * 60 + local.minute
        if self.starts == self.ends or (now - self.starts) % DAY >= (self.ends - self.starts) % DAY:
            return None
        midnight = datetime.combine(local.date(), time(), CHINA)
        return midnight + timedelta(minutes=self.ends if self.ends > now else self.ends + DAY)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person, or a unit for its robots, has chosen; what was not chosen is as DEFAULTS say."""

    quiet: Quiet = Quiet()
    on: Mapping[str, bool] = field(default_factory=dict)

    def wants(self, kind: NoticeKind, way: NoticeWay) -> bool:
        """Whether this kind is to leave by this way."""
        chosen = self.on.get(f"{kind.value}.{way.value}")
        return default(kind, way) if chosen is None else chosen


OF_ROBOTS = frozenset({NoticeKind.GIVEN, NoticeKind.ALARM, NoticeKind.CONTESTED, NoticeKind.DRILL})
"""What a unit's group is told: what is the unit's and waits for a hand, not what is one person's."""
_QUIETLY = frozenset({NoticeKind.SETTLED, NoticeKind.TRANSFER_TAKEN, NoticeKind.ALARM_TAKEN_BACK})


def default(kind: NoticeKind, way: NoticeWay) -> bool:
    """Whether a kind leaves by a way where nobody chose: mail for what asks for a deed, texts only where it hurries."""
    if way in OF_UNITS:
        return kind in OF_ROBOTS
    if way is NoticeWay.SMS:
        return kind in URGENT
    return kind not in _QUIETLY


@dataclass(frozen=True, slots=True)
class Going:
    """What becomes of a notice by one way, and when it leaves where it waits."""

    outcome: Outcome
    until: datetime | None = None


def going(
    kind: NoticeKind,
    way: NoticeWay,
    choices: Choices,
    *,
    is_urgent: bool,
    has_address: bool,
    is_connected: bool,
    at: datetime,
) -> Going:
    """Whether and when a notice leaves by this way. What is urgent asks neither the hour nor the choice."""
    if not is_connected:
        return Going(Outcome.NOT_CONNECTED)
    if not has_address:
        return Going(Outcome.NO_ADDRESS)
    hurries = is_urgent or kind in URGENT
    if not hurries and not choices.wants(kind, way):
        return Going(Outcome.SWITCHED_OFF)
    until = None if hurries else choices.quiet.until(at)
    return Going(Outcome.WAITS_FOR_MORNING, until) if until else Going(Outcome.NOW)


def read_choices(kept: Mapping[str, object], quiet: Quiet) -> Choices:
    """Choices as the table keeps them; what the closed lists no longer know is left out."""
    known = {f"{kind.value}.{way.value}" for kind in NoticeKind for way in NoticeWay}
    return Choices(quiet, {name: bool(value) for name, value in kept.items() if name in known})


def differing(
    wanted: Collection[tuple[NoticeKind, NoticeWay]], offered: Collection[tuple[NoticeKind, NoticeWay]]
) -> dict[str, bool]:
    """What of a form's ticks differs from the default, as the table keeps it."""
    return {
        f"{kind.value}.{way.value}": (kind, way) in wanted
        for kind, way in offered
        if ((kind, way) in wanted) != default(kind, way)
    }
