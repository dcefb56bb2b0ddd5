"""How many a unit has of what its lists show: asked of tallies, whatever the number of matters. One statement."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import connection

from heyi.kernel.clock import CHINA
from heyi.matters.access.lists import OWN
from heyi.matters.codes import Basis

BOUND = 10_000  # what is due by now is counted in the index, up to here

_DAY = timedelta(days=1)
_Sort = tuple[str, str, bool, str, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a unit's lists: all exact, but overdue and today only below BOUND. Asks wait for the lead's answer."""

    to_do: int
    to_sign: int
    in_hand: int
    on_hold: int
    with_partner: int
    answered: int
    urgent: int
    below: int
    done: int
    overdue: int
    today: int
    asks: int


def counts(unit_id: int, *, at: datetime) -> Counts:
    """What the unit's lists would show now, in this transaction's own view."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [unit_id, unit_id, at, BOUND, unit_id, end_of_day(at), BOUND, unit_id])
        found, overdue, by_tonight, asks = cursor.fetchone()
    sorts: list[_Sort] = json.loads(found or "[]")  # Django leaves JSON as it was sent
    own = [sort for sort in sorts if sort[0] in OWN and sort[2]]
    states = {state: _sum(sort for sort in own if sort[1] == state) for state in _STATES}
    return Counts(
        to_do=_sum(own),
        to_sign=states["TO_SIGN"],
        in_hand=states["IN_HAND"],
        on_hold=states["ON_HOLD"],
        with_partner=states["WITH_PARTNER"],
        answered=states["ANSWERED"],
        urgent=_sum(sort for sort in own if sort[3] == "URGENT"),
        below=_sum(sort for sort in sorts if sort[0] == Basis.SUPERIOR and sort[2]),
        done=_sum(sort for sort in sorts if sort[0] in OWN and not sort[2]),
        overdue=overdue,
        today=by_tonight - overdue if by_tonight < BOUND else by_tonight,
        asks=asks,
    )


def end_of_day(at: datetime) -> datetime:
    """The instant with which the day ends; what is due by it is due today, at 24:00 (民法典 §203)."""
    day = at.astimezone(CHINA).date() + _DAY
    return datetime.combine(day, time(), CHINA) + timedelta(microseconds=1)


_STATES = ("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED")
_COUNTS = """
SELECT (SELECT jsonb_agg(jsonb_build_array(basis, state, is_live, urgency, count)) FROM heyi_counted(%s)),
       heyi_due_before(%s, %s, %s), heyi_due_before(%s, %s, %s),
       (SELECT count(*) FROM matters_erasureask a
         WHERE a.state = 'OPEN' AND EXISTS (SELECT FROM matters_reach r
               WHERE r.county = a.county AND r.matter_id = a.matter_id AND r.unit_id = %s AND r.basis = 'LEAD'))
"""


def _sum(sorts: Iterable[_Sort]) -> int:
    return sum(sort[4] for sort in sorts)
