"""Everything that makes, seals and archives documents; higher modules import from here."""

from heyi.documents.operations.archiving import approve_destruction, ask_destruction, hold, reclass, release
from heyi.documents.operations.making import make, note_signed, seal
from heyi.documents.operations.matching import is_scan_of, marks_in
from heyi.documents.operations.refusing import CannotChange
from heyi.documents.operations.wiring import AdministrationJournal, archive_classes, check_seal

__all__ = [
    "AdministrationJournal",
    "CannotChange",
    "approve_destruction",
    "archive_classes",
    "ask_destruction",
    "check_seal",
    "hold",
    "is_scan_of",
    "make",
    "marks_in",
    "note_signed",
    "reclass",
    "release",
    "seal",
]
