"""Who is on duty: of those appointed to a unit, whoever is to be told of what comes to it just now."""

from collections.abc import Sequence
from datetime import datetime

from heyi.accounts.access import duty_persons
from heyi.accounts.codes import PRESENT
from heyi.accounts.rules import Standing

Known = dict[int, frozenset[int]]
"""Who is there, by unit, as far as it was asked for at one instant."""


def on_duty(
    people: Sequence[Standing], *, unit_id: int, at: datetime, known: Known | None = None
) -> Sequence[Standing]:
    """Of a unit's people those who are there at an instant; everybody where nobody is: a gap must not swallow a notice.

    A unit that keeps no rota has everybody there who is not on leave. One statement for a unit that is not yet `known`.
    """
    rosters = {} if known is None else known
    if unit_id not in rosters:
        roster = duty_persons(unit_id, at)
        rosters[unit_id] = frozenset(
            person.person_id for person in roster.people if person.presence in PRESENT
        )
    return [person for person in people if person.person_id in rosters[unit_id]] or people
