"""The second speed: what a report says beyond what receiving it needed, read by the worker within a second.

Suggestions alone: nothing is given, asked or counted by them. What is unsure is not kept.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from heyi.journal.events import RecordedEvent
from heyi.journeys.learning import words_of
from heyi.journeys.usual import learned_model, likely
from heyi.matters.access import Story, stories_of
from heyi.matters.operations import keep_whole_readings
from heyi.triage.shipped import topic_model
from heyi.triage.topics import Model


def read_matters(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Read whole the matters that were received; how many. Three statements, however many there are."""
    keys = {(event.county, event.matter_id) for event in events if event.verb == "matter.received"}
    if not keys:
        return 0
    learned = learned_model()
    readings = [((story.county, story.matter_id), found_in(story, learned)) for story in stories_of(keys)]
    keep_whole_readings(readings, at=at)
    return len(readings)


def found_in(story: Story, learned: Model | None) -> Mapping[str, object]:
    """What is kept of one matter's words: `topic` and `usual`, each where it is sure."""
    words = words_of(story.title, story.narrative)
    found = {
        "topic": likely(words, topic_model()),
        "usual": None if learned is None else likely(words, learned),
    }
    return {name: each.stored() for name, each in found.items() if each is not None}
