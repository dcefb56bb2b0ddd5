"""Tables of matters. Every one carries the county of receipt, in its key too, so that a city can shard by it."""

from heyi.matters.models.beside import (
    Attachment,
    ErasureAsk,
    Identity,
    Likeness,
    Note,
    Party,
    Rating,
    SubjectUnit,
)
from heyi.matters.models.handing import Arrival, Call, Transfer
from heyi.matters.models.matter import Matter, Reach, Tally
from heyi.matters.models.reading import WholeReading
from heyi.matters.models.sameness import SamenessWeights

__all__ = [
    "Arrival",
    "Attachment",
    "Call",
    "ErasureAsk",
    "Identity",
    "Likeness",
    "Matter",
    "Note",
    "Party",
    "Rating",
    "Reach",
    "SamenessWeights",
    "SubjectUnit",
    "Tally",
    "Transfer",
    "WholeReading",
]
