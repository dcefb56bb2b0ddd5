"""Everything that keeps, opens and forgets files, and takes them as evidence; higher modules import from here."""

from heyi.evidence.operations.custody import CannotTouch, note_custody
from heyi.evidence.operations.destroying import destroy_exhibit, destroyed_files
from heyi.evidence.operations.forgetting import erase_file, forget, hold_files, hold_loose, sweep_store
from heyi.evidence.operations.keeping import CannotKeep, Kept, Upload, keep
from heyi.evidence.operations.opening import (
    CannotOpen,
    FileAway,
    FileErased,
    FileInfected,
    OpenedFile,
    open_file,
)
from heyi.evidence.operations.packaging import Packed, package
from heyi.evidence.operations.proving import is_as_kept, is_as_taken, is_there
from heyi.evidence.operations.reading import ShownText, read_text
from heyi.evidence.operations.scanning import next_unscanned, scan_kept
from heyi.evidence.operations.stamping import next_unstamped, stamp_exhibit
from heyi.evidence.operations.taking import Taken, take_exhibit
from heyi.evidence.operations.viewing import CustodyView, ExhibitView, custody_of, exhibit_views
from heyi.evidence.operations.wiring import Content, scanner, stamper

__all__ = [
    "CannotKeep",
    "CannotOpen",
    "CannotTouch",
    "Content",
    "CustodyView",
    "ExhibitView",
    "FileAway",
    "FileErased",
    "FileInfected",
    "Kept",
    "OpenedFile",
    "Packed",
    "ShownText",
    "Taken",
    "Upload",
    "custody_of",
    "destroy_exhibit",
    "destroyed_files",
    "erase_file",
    "exhibit_views",
    "forget",
    "hold_files",
    "hold_loose",
    "is_as_kept",
    "is_as_taken",
    "is_there",
    "keep",
    "next_unscanned",
    "next_unstamped",
    "note_custody",
    "open_file",
    "package",
    "read_text",
    "scan_kept",
    "scanner",
    "stamp_exhibit",
    "stamper",
    "sweep_store",
    "take_exhibit",
]
