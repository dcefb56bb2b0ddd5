"""When a unit serves, where nobody said otherwise: internal defaults by what the unit is, changed in the desk."""

from functools import lru_cache

from heyi.kernel.hours import STANDARD, OpeningHours
from heyi.orgs.codes import Level, UnitKind

ROUND_THE_CLOCK = "daily 00:00-24:00"
_WATCHFUL = frozenset({Level.CITY, Level.COUNTY})  # their centres have somebody on duty at night


def usual_hours(kind: str, level: str) -> str:
    """The service hours of such a unit: police and the centres of city and counties never close."""
    if kind == UnitKind.POLICE or (kind == UnitKind.CENTRE and level in _WATCHFUL):
        return ROUND_THE_CLOCK
    return str(STANDARD)


@lru_cache(maxsize=256)
def opening_hours(words: str, kind: str, level: str) -> OpeningHours:
    """A unit's own service hours, or the usual ones where it has none. Raises BadHours."""
    return OpeningHours.parse(words.strip() or usual_hours(kind, level))
