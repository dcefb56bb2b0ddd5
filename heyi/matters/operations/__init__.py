"""Everything that writes matters; higher modules import from here."""

from heyi.matters.access.scope import MatterNotFound
from heyi.matters.operations.changing import (
    Held,
    Showing,
    follow_in_reach,
    hold_matter,
    save,
    save_reach,
    write_note,
)
from heyi.matters.operations.judging import judge_likeness
from heyi.matters.operations.opening import NewMatter, Opening, Repeat, Subject, open_matter, prepare
from heyi.matters.operations.vault import IdentityErased, erase_identities, open_identities

__all__ = [
    "Held",
    "IdentityErased",
    "MatterNotFound",
    "NewMatter",
    "Opening",
    "Repeat",
    "Showing",
    "Subject",
    "erase_identities",
    "follow_in_reach",
    "hold_matter",
    "judge_likeness",
    "open_identities",
    "open_matter",
    "prepare",
    "save",
    "save_reach",
    "write_note",
]
