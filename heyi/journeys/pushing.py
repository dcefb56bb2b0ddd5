"""Which pages are to look again: from what happened to the units that see it. Nothing else is said."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import connection

from heyi.dispatch.events import GIVEN_ON
from heyi.journal.codes import ADMINISTRATION
from heyi.journal.events import RecordedEvent
from heyi.kernel.news import CHANNEL, Change, News, messages
from heyi.matters.access import Seeing, seeing_units
from heyi.matters.codes import Zone
from heyi.orgs.access import directory

_QUIET = frozenset({"identity.opened"})  # no list shows it
_URGENT = frozenset({"matter.received", "alarm.raised"})
_NEW_STANDING = frozenset({"appointment.released", "appointment.revoked", "person.deactivated"})


def push(events: Sequence[RecordedEvent]) -> None:
    """Tell whoever listens, once this transaction is committed. No statement when there is nothing to tell."""
    told = list(messages(news_of(events)))
    with connection.cursor() as cursor:
        for message in told:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, message])


def news_of(events: Sequence[RecordedEvent]) -> News:
    """What these events mean to open pages: units whose lists changed, people whose standing did."""
    changes = [event for event in events if event.matter_id != ADMINISTRATION and event.verb not in _QUIET]
    seen = seeing_units({(event.county, event.matter_id) for event in changes}) if changes else {}
    units: dict[int, Change] = {}
    for (_county, matter_id), seeing in seen.items():
        mine = [event for event in changes if event.matter_id == matter_id]
        hurry = seeing.is_urgent and any(event.verb in _URGENT for event in mine)
        for unit in _concerned(mine, seeing):
            units[unit] = units.get(unit, Change(0)) + Change(1, int(hurry))
    return News(units, _people(events))


def _concerned(events: Iterable[RecordedEvent], seeing: Seeing) -> Collection[int]:
    """Who sees the matter, and who saw it until now: theirs it is no more. Whom it is about hears nothing.

    Where all that happened is that something was confided, only those hear who may know of it.
    """
    events = tuple(events)
    if all(event.facts.get("zone") == Zone.CONFIDENTIAL.value for event in events):
        return seeing.in_the_room - seeing.denied
    return (seeing.units | set(_former(events))) - seeing.denied


def _former(events: Iterable[RecordedEvent]) -> Iterator[int]:
    trees = directory()
    for event in events:
        unit = event.facts.get("unit")
        if event.verb in (*GIVEN_ON, "alarm.taken_back", "assist.ended") and isinstance(unit, int):
            yield from (unit, *trees.ancestors(unit))


def _people(events: Iterable[RecordedEvent]) -> set[int]:
    """Whose pages must ask for a new pass, since other units are theirs now, or none."""
    return {
        int(event.facts["person"])
        for event in events
        if event.matter_id == ADMINISTRATION and event.verb in _NEW_STANDING
    }
