"""What documents need from the outside: whoever puts seals and looks at them, and where events are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from heyi.documents.codes import SealFinding, SealTrust

_WORST_FIRST = (SealFinding.UNREADABLE, SealFinding.CHANGED, SealFinding.ADDED_TO, SealFinding.NOT_SEALED)


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal: who is named in the certificate, when by their own word, when by an authority's stamp."""

    signer: str
    serial: str
    fingerprint: str  # SHA-256 of the certificate
    signed_at: datetime | None
    stamped_at: datetime | None
    stamped_by: str
    stamp_trust: SealTrust | None
    covers_whole: bool
    finding: SealFinding
    trust: SealTrust


@dataclass(frozen=True, slots=True)
class SealReport:
    """Every seal of a file, in the order they were put there; `why` where it could not be read."""

    seals: tuple[Seal, ...]
    why: str = ""

    @property
    def finding(self) -> SealFinding:
        """The worst that was found of any seal; what was added after the last one counts against it."""
        if self.why:
            return SealFinding.UNREADABLE
        if not self.seals:
            return SealFinding.NOT_SEALED
        found = {seal.finding for seal in self.seals}
        worst = next((each for each in _WORST_FIRST if each in found), SealFinding.WHOLE)
        if worst is SealFinding.WHOLE and not self.seals[-1].covers_whole:
            return SealFinding.ADDED_TO
        return worst

    @property
    def is_whole(self) -> bool:
        """Whether it is sealed and nothing was changed since."""
        return self.finding is SealFinding.WHOLE


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
