"""Everything that keeps, opens and forgets files; higher modules import from here."""

from heyi.evidence.operations.forgetting import erase_file, forget, hold_files, hold_loose, sweep_store
from heyi.evidence.operations.keeping import CannotKeep, Kept, Upload, keep
from heyi.evidence.operations.opening import CannotOpen, FileErased, FileInfected, OpenedFile, open_file
from heyi.evidence.operations.proving import is_as_kept, is_there
from heyi.evidence.operations.reading import ShownText, read_text
from heyi.evidence.operations.scanning import next_unscanned, scan_kept
from heyi.evidence.operations.wiring import Content, scanner

__all__ = [
    "CannotKeep",
    "CannotOpen",
    "Content",
    "FileErased",
    "FileInfected",
    "Kept",
    "OpenedFile",
    "ShownText",
    "Upload",
    "erase_file",
    "forget",
    "hold_files",
    "hold_loose",
    "is_as_kept",
    "is_there",
    "keep",
    "next_unscanned",
    "open_file",
    "read_text",
    "scan_kept",
    "scanner",
    "sweep_store",
]
