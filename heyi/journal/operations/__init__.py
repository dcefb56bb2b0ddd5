"""Everything that writes the journal; higher modules import from here."""

from heyi.journal.operations.recording import Recorder, flush_many, record_administration

__all__ = ["Recorder", "flush_many", "record_administration"]
