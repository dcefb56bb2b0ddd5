"""The second speed: what a report says beyond what receiving it needed, read by the worker within a second.

Suggestions alone: nothing is given, asked or counted by them. What is unsure is not kept.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from heyi.dispatch.access import model_in_use
from heyi.journal.events import RecordedEvent
from heyi.journeys.learning import model_of, words_of
from heyi.matters.access import Story, stories_of
from heyi.matters.operations import keep_whole_readings
from heyi.triage.shipped import topic_model
from heyi.triage.topics import Model, Topics, topics_of


def read_matters(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Read whole the matters that were received; how many. Three statements, however many there are."""
    keys = {(event.county, event.matter_id) for event in events if event.verb == "matter.received"}
    if not keys:
        return 0
    in_use = model_in_use()
    learned = None if in_use is None else model_of(in_use)
    readings = [((story.county, story.matter_id), found_in(story, learned)) for story in stories_of(keys)]
    keep_whole_readings(readings, at=at)
    return len(readings)


def found_in(story: Story, learned: Model | None) -> Mapping[str, object]:
    """What is kept of one matter's words."""
    words = words_of(story.title, story.narrative)
    found: dict[str, Any] = {"topic": _kept(topics_of(words, topic_model()))}
    if learned is not None:
        found["usual"] = _kept(topics_of(words, learned))
    return {name: value for name, value in found.items() if value is not None}


def _kept(topics: Topics) -> Mapping[str, object] | None:
    """The likeliest label with the words that spoke for it; None where it is likelier wrong than right."""
    if topics.unsure:
        return None
    label, chance = topics.ranked[0]
    quotes = dict.fromkeys(reason.quote for reason in topics.reasons)
    return {"label": label, "chance": round(chance, 3), "quotes": list(quotes)}
