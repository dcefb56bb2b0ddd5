"""Pure answers about regions and units; higher modules import from here."""

from heyi.orgs.rules.directory import TOWN_DIGITS, Directory, RegionFact, UnitFact, town_of
from heyi.orgs.rules.drafts import Officer, UnitDraft, faults_of_draft, faults_of_move
from heyi.orgs.rules.faults import Fault, Refused, refuse_if

__all__ = [
    "TOWN_DIGITS",
    "Directory",
    "Fault",
    "Officer",
    "Refused",
    "RegionFact",
    "UnitDraft",
    "UnitFact",
    "faults_of_draft",
    "faults_of_move",
    "refuse_if",
    "town_of",
]
