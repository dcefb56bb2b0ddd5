"""The sweep: what is due is found, and each matter has its say in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import structlog

from heyi.dispatch.operations import Hand, Step, due_alerts, due_decisions, raise_objection, speak
from heyi.journal.events import SYSTEM
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation.operations import due_warnings, warn

Key = tuple[str, UUID]
_log = structlog.get_logger()


def sweep(*, now: Callable[[], datetime]) -> int:
    """Let clocks and mediations speak that have something to say, send up what was not decided in time; how many did.

    Clerks wait for the one matter that speaks just then, no longer than for one another. What two workers find at once,
    the second finds said. A matter that fails is logged and passed over until the next sweep: it stops no other.
    """
    spoken = _each(due_alerts, speak, now()) + _each(due_decisions, _send_up, now())
    return spoken + _each(due_warnings, warn, now())


def _each(find: Callable[..., list[Key]], do: Callable[..., int], at: datetime) -> int:
    """Find and do, until nothing new is found."""
    count, unmoved = 0, set[Key]()
    while True:
        with entering("worker"):
            keys = find(at=at, but=unmoved)
        if not keys:
            return count
        for key in keys:
            done = _one(do, key, at)
            count += done
            if not done:
                unmoved.add(key)


def _one(do: Callable[..., int], key: Key, at: datetime) -> int:
    try:
        with entering("worker"):
            return do(*key, at=at)
    except Exception:  # noqa: BLE001  # logged with its trace; one matter stops no other
        _log.exception("sweep failed", county=key[0], matter=str(key[1]))
        return 0


def _send_up(county: str, matter_id: UUID, *, at: datetime) -> int:
    try:
        raise_objection((county, matter_id), step=Step(Hand(SYSTEM, frozenset()), at))
    except NotAllowed:
        return 0  # decided or withdrawn just before
    return 1
