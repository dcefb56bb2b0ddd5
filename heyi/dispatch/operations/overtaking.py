"""Somebody was quicker: what was changed since a page was read is told, not overwritten."""

from datetime import datetime

from heyi.dispatch.events import STILL
from heyi.journal.access import timeline_of
from heyi.matters.operations import Held


class Overtaken(Exception):
    """Somebody changed the matter since the page was read: who, what and when."""

    def __init__(self, actor: str, verb: str, at: datetime) -> None:
        super().__init__(verb)
        self.actor, self.verb, self.at = actor, verb, at


def refuse_if_overtaken(held: Held, seen: int | None) -> None:
    """The page that was acted on showed an older state: say who changed it since."""
    if seen is None or seen >= held.head.seq:
        return
    for event in timeline_of(held.county, held.id)[seen:]:
        if event.verb not in STILL:
            raise Overtaken(event.actor.name, event.verb, event.at)
