"""What documents need from the outside: whoever puts seals and looks at them, and where events are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from heyi.documents.rules.seals import SealReport


class CannotSeal(Exception):
    """No seal was put: the unit has no key here, the authority gave no stamp, or the PDF cannot take one."""


@dataclass(frozen=True, slots=True)
class Office:
    """The unit whose seal it is."""

    code: str
    name: str


class Sealer(Protocol):
    """Puts an office's electronic seal under a PDF."""

    def seal(self, pdf: bytes, *, office: Office, reason: str, at: datetime) -> bytes:
        """The PDF with the seal; nothing before it is changed. Raises CannotSeal."""
        ...


class Inspector(Protocol):
    """Looks at the seals of a PDF, ours or another's; reaches nobody."""

    def look(self, pdf: bytes) -> SealReport:
        """What was found."""
        ...


class Journal(Protocol):
    """Where what was done is told; a matter's own recorder is one."""

    def record(self, verb: str, /, **facts: object) -> None:
        """Add an event, past and dotted."""
        ...
