"""Head and parts hear of each other: what came of a part goes to its head, and parts follow their head."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

from heyi.dispatch.access import PartRow, links_of
from heyi.dispatch.events import GIVEN_ON
from heyi.dispatch.operations import follow_head, tell_head
from heyi.journal.codes import ADMINISTRATION
from heyi.journal.events import RecordedEvent
from heyi.matters.codes import CameOfPart

OF_PART: Mapping[str, CameOfPart] = {
    "task.answered": CameOfPart.ANSWERED,
    "task.closed": CameOfPart.CLOSED,
    "task.held": CameOfPart.ON_HOLD,
    "task.resumed": CameOfPart.RESUMED,
    "clock.overdue": CameOfPart.OVERDUE,
    "part.accepted": CameOfPart.ACCEPTED,
    "part.returned": CameOfPart.RETURNED,
    "part.ended": CameOfPart.ENDED,
}
OF_HEAD = frozenset(
    {
        *GIVEN_ON,
        "matter.withdrawn",
        "arrival.recalled",
        "arrival.sent_back",
        "matter.accepted",
        "matter.contested",
        "matter.corrected",
        "task.closed",
        "transfer.concluded",
    }
)
_UNITS_OWN = ("SIGN", "HANDLE")  # clocks by which a part is late; while it waits for its head, the head is
_Work = Callable[[], object]


def follow_parts(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Tell heads, and let parts follow; answers how many matters were asked. No statement where nothing can concern
    a part, one where nothing does.

    Matters are locked in the order of their keys, as whoever locks two does.
    """
    some = [event for event in events if event.verb in OF_PART or event.verb in OF_HEAD]
    keys = {(event.county, event.matter_id) for event in some if event.matter_id != ADMINISTRATION}
    links = links_of(keys) if keys else ()
    work: dict[tuple[str, str], list[_Work]] = {}
    for event in some:
        for link in links:
            _concern(event, link, work, at)
    for key in sorted(work):
        for each in work[key]:
            each()
    return len(work)


def _concern(
    event: RecordedEvent, link: PartRow, work: dict[tuple[str, str], list[_Work]], at: datetime
) -> None:
    key = (event.county, event.matter_id)
    if key == link.head and event.verb in OF_HEAD:
        doing = partial(follow_head, *link.key, at=at)
        work.setdefault((link.county, str(link.matter_id)), []).append(doing)
    if key == link.key and event.verb in OF_PART and _is_its_own(event, link):
        telling = partial(tell_head, link, event, OF_PART[event.verb].value, at=at)
        work.setdefault((link.head_county, str(link.head_id)), []).append(telling)


def _is_its_own(event: RecordedEvent, link: PartRow) -> bool:
    """Whether it is the part's unit that is late, not who helps it."""
    if event.verb != "clock.overdue":
        return True
    return event.facts.get("clock") in _UNITS_OWN and event.facts.get("unit") == link.lead_unit_id
