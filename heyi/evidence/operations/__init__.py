"""Everything that keeps, opens and forgets files; higher modules import from here."""

from heyi.evidence.operations.forgetting import erase_file, forget, hold_loose, sweep_store
from heyi.evidence.operations.keeping import CannotKeep, Kept, Upload, keep
from heyi.evidence.operations.opening import FileErased, OpenedFile, open_file
from heyi.evidence.operations.wiring import Content

__all__ = [
    "CannotKeep",
    "Content",
    "FileErased",
    "Kept",
    "OpenedFile",
    "Upload",
    "erase_file",
    "forget",
    "hold_loose",
    "keep",
    "open_file",
    "sweep_store",
]
