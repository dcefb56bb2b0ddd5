"""What is told through the database's own channel: which units' lists changed, and by how much. Nothing personal.

One message is JSON of at most LIMIT bytes: {"units": {"12": [3, 1]}, "end": [7]}: unit 12 has three changes, one of
them urgent, and whoever is person 7 must ask for a new pass.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

CHANNEL = "heyi_live"
LIMIT = 7900  # PostgreSQL takes fewer than 8000 bytes
_AT_ONCE = 250  # units in a message: each takes at most 30 bytes


class NotNews(ValueError):
    """A message on the channel that is none of ours."""


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a unit's list since the last word: so many changes, so many of them urgent."""

    count: int
    urgent: int = 0

    def __add__(self, other: "Change") -> "Change":
        return Change(self.count + other.count, self.urgent + other.urgent)


@dataclass(frozen=True, slots=True)
class News:
    """One message."""

    units: Mapping[int, Change] = field(default_factory=dict)
    end: Collection[int] = ()


def messages(news: News) -> Iterator[str]:
    """The news as messages that the channel takes, none where there is nothing to tell."""
    units, end = iter(sorted(news.units.items())), iter(sorted(news.end))
    while True:
        some, ended = list(islice(units, _AT_ONCE)), list(islice(end, _AT_ONCE))
        if not some and not ended:
            return
        told = {str(unit): [change.count, change.urgent] for unit, change in some}
        yield json.dumps({"units": told, "end": ended}, separators=(",", ":"))


def read(message: str) -> News:
    """What a message says; raises NotNews when it is none of ours."""
    try:
        told = json.loads(message)
        units = {
            int(unit): Change(int(count), int(urgent)) for unit, (count, urgent) in told["units"].items()
        }
        return News(units, [int(person) for person in told["end"]])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotNews(message[:80]) from error
