"""What was read of a matter after it was received, in words: its topic, and who does such things."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from heyi.desk.matters.told import ToldCard, told_card
from heyi.dispatch.rules.learning import server_of
from heyi.matters.access import MatterView, whole_reading
from heyi.matters.rules import denied_line
from heyi.orgs.rules import Directory
from heyi.triage.shipped import TOPIC_WORDS


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A suggestion, how likely of a hundred, and the words that spoke for it."""

    words: str
    percent: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeCard:
    """What the page shows of the second reading; None for what it was not sure of."""

    topic: Reckoned | None
    usual: Reckoned | None
    is_usual: bool  # whether who leads is who usually does
    told: ToldCard | None  # who, what for, when and where; read now, kept nowhere


def whole_card(matter: MatterView, trees: Directory) -> WholeCard | None:
    """The second reading of a matter, for who reads its words; one query."""
    if matter.is_alarm_only:
        return None
    found = whole_reading(matter.county, matter.id)
    topic, usual = found.get("topic"), found.get("usual")
    unit = server_of(usual["label"], matter.region_code, trees) if usual else None
    if unit is None or unit.id in denied_line(matter.subject_ids, trees):
        usual = None
    return WholeCard(
        topic=_reckoned(gettext(TOPIC_WORDS.get(topic["label"], topic["label"])), topic) if topic else None,
        usual=_reckoned(trees.unit(unit.id).name, usual) if usual and unit else None,
        is_usual=unit is not None and unit.id == matter.lead_unit_id,
        told=told_card(matter),
    )


def _reckoned(words: str, found: Mapping[str, Any]) -> Reckoned:
    """No machine is certain: ninety-nine at most."""
    return Reckoned(words, min(99, round(100 * found["chance"])), tuple(found["quotes"]))
