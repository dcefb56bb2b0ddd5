"""What was read of a matter after it was received, in words: its topic, and who does such things."""

from dataclasses import dataclass

from heyi.desk.matters.told import ToldCard, told_card
from heyi.journeys.usual import Likely, Usual, usual_of
from heyi.matters.access import MatterView, whole_reading
from heyi.matters.rules import denied_line
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class WholeCard:
    """What the page shows of the second reading; None for what it was not sure of."""

    topic: Likely | None
    usual: Usual | None
    is_usual: bool  # whether who leads is who usually does
    told: ToldCard | None  # who, what for, when and where; read now, kept nowhere


def whole_card(matter: MatterView, trees: Directory) -> WholeCard | None:
    """The second reading of a matter, for who reads its words; one query."""
    if matter.is_alarm_only:
        return None
    kept = {name: Likely(**found) for name, found in whole_reading(matter.county, matter.id).items()}
    denied = denied_line(matter.subject_ids, trees)
    usual = usual_of(kept.get("usual"), region_code=matter.region_code, denied=denied, trees=trees)
    is_usual = usual is not None and usual.unit.id == matter.lead_unit_id
    return WholeCard(kept.get("topic"), usual, is_usual, told_card(matter))
