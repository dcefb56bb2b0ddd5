"""Who listens, and what each still has to be told. Memory is bounded: a listener holds one number for each unit."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from heyi.kernel.news import Change, News
from heyi.kernel.passes import Pass

STREAMS = 5  # of one person at once; a browser opens at most six connections to one place
LISTENERS = 5000


class Full(Exception):
    """Too many listen already."""


@dataclass(eq=False)
class Listener:
    """One open page; what it has not been told yet adds up until it can be sent."""

    holds: Pass
    pending: dict[int, Change] = field(default_factory=dict)
    ended: str = ""  # why it is to leave: over, again, stop
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, unit: int, change: Change) -> None:
        """Add to what it is to be told."""
        self.pending[unit] = self.pending.get(unit, Change(0)) + change
        self._woken.set()

    def end(self, why: str) -> None:
        """Have it leave."""
        self.ended = self.ended or why
        self._woken.set()

    async def next(self, seconds: float) -> dict[int, Change]:
        """What is to be told; empty when so many seconds passed or it is to leave."""
        try:
            await asyncio.wait_for(self._woken.wait(), max(0.0, seconds))
        except TimeoutError:
            return {}
        self._woken.clear()
        told, self.pending = self.pending, {}
        return told


class Hub:
    """Every listener, found by unit and by person."""

    def __init__(self) -> None:
        self._of_unit: dict[int, set[Listener]] = defaultdict(set)
        self._of_person: dict[int, list[Listener]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._of_person.values()))

    def enter(self, holds: Pass) -> Listener:
        """A new listener; a person's oldest leaves when there would be too many. Raises Full."""
        if len(self) >= LISTENERS:
            raise Full
        listener = Listener(holds)
        mine = self._of_person[holds.person_id]
        mine.append(listener)
        for oldest in mine[:-STREAMS]:
            oldest.end("many")
        for unit in holds.units:
            self._of_unit[unit].add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget it."""
        holds = listener.holds
        _drop(self._of_person, holds.person_id, listener)
        for unit in holds.units:
            _drop(self._of_unit, unit, listener)

    def spread(self, news: News) -> None:
        """Tell everybody whom it concerns."""
        for unit, change in news.units.items():
            for listener in self._of_unit.get(unit, ()):
                listener.tell(unit, change)
        for person in news.end:
            for listener in self._of_person.get(person, ()):
                listener.end("again")

    def spread_doubt(self) -> None:
        """News may have been lost: everybody had better look."""
        for listener in self._everybody():
            for unit in listener.holds.units:
                listener.tell(unit, Change(0))

    def end_all(self, why: str) -> None:
        """Have everybody leave."""
        for listener in self._everybody():
            listener.end(why)

    def _everybody(self) -> Iterable[Listener]:
        return [listener for some in self._of_person.values() for listener in some]


def _drop(index: dict[int, set[Listener]] | dict[int, list[Listener]], key: int, listener: Listener) -> None:
    there = index.get(key)
    if there is not None and listener in there:
        there.remove(listener)
        if not there:
            del index[key]
