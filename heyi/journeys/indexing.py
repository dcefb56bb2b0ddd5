"""What can be found by words follows the journal: whatever happened to a matter, its document is written anew."""

from collections.abc import Collection, Sequence
from uuid import UUID

from heyi.dispatch.access import hands_of
from heyi.journal.codes import ADMINISTRATION
from heyi.journal.events import RecordedEvent
from heyi.matters.access import Indexable, indexables
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.search.operations import Entry, index

_SERIAL = 14  # where a number's own digits begin, behind county and day
_LEAVES_IT = frozenset({"identity.opened", "clock.reckoned_again"})  # neither words nor readers change


def index_matters(events: Sequence[RecordedEvent]) -> int:
    """Bring the documents of these events' matters up to date; answers how many changed. Three statements."""
    keys = {
        (event.county, event.matter_id)
        for event in events
        if event.matter_id != ADMINISTRATION and event.verb not in _LEAVES_IT
    }
    return index_keys(keys) if keys else 0


def index_keys(keys: Collection[tuple[str, UUID]]) -> int:
    """Bring the documents of these matters up to date, in the worker's scope; answers how many changed."""
    hands, trees = hands_of(keys), directory()
    entries = [
        _entry(found, hands.get((found.county, found.matter_id), ()), trees) for found in indexables(keys)
    ]
    return index(entries)


def _entry(found: Indexable, hands: Sequence[tuple[int, str]], trees: Directory) -> Entry:
    """Names are those of units and handlers and whatever stands in the text; the vault is not asked."""
    said = (found.title, found.narrative, found.source_ref, *found.public_notes)
    names = [words for unit, handler in hands for words in (trees.unit(unit).name, handler) if words]
    is_read = bool(found.readers or found.outline_readers)  # what nobody reads is found by nobody
    return Entry(
        county=found.county,
        matter_id=found.matter_id,
        texts=(*said, *names) if is_read else (),
        outline=(found.place, trees.place_name(found.region_code)) if is_read else (),
        marks=(found.number, found.number[_SERIAL:]) if is_read else (),
        readers=found.readers,
        outline_readers=found.outline_readers,
    )
