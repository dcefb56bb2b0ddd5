"""Looking at a stranger's PDF in a process of its own: one that loops or swells takes nobody with it.

The process has no environment, writes no file, and its time and memory are bounded; what it cannot read in time is
unreadable. What it says is read back as codes and instants, nothing else.
"""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from heyi.documents.codes import SealFinding, SealTrust
from heyi.documents.ports import Seal, SealReport
from heyi.documents.press.limits import narrow
from heyi.documents.press.rooms import ask
from heyi.evidence.darkroom import walls

MEMORY = 2 << 30
SECONDS = 20
_WALL = 40.0
_MOST_SAID = 1 << 20
_LARGEST = 200 << 20
_INSTANTS = ("signed_at", "stamped_at")


class InspectorApart:
    """Looks with what a cabinet trusts, apart from this process."""

    def __init__(self, folder: Path, stamp_roots: str = "") -> None:
        self._words = (str(folder), stamp_roots)

    def look(self, pdf: bytes) -> SealReport:
        """What was found; a file that cannot be read in time says so."""
        if len(pdf) > _LARGEST:
            return SealReport((), "TooLarge")
        code, said = ask(
            "heyi.adapters.sealing.apart", *self._words, work=pdf, seconds=_WALL, most=_MOST_SAID
        )
        if code != 0 or len(said) > _MOST_SAID:
            return SealReport((), "TooHard")
        return read(said)


def inspector(folder: Path, *, stamp_roots: str) -> InspectorApart:
    """As settings say."""
    return InspectorApart(folder, stamp_roots)


def written(report: SealReport) -> bytes:
    """A report as JSON."""
    return json.dumps(asdict(report), default=datetime.isoformat).encode()


def read(said: bytes) -> SealReport:
    """A report as it was written; what is none is unreadable."""
    try:
        told = json.loads(said)
        return SealReport(tuple(_seal(each) for each in told["seals"]), str(told["why"]))
    except (ValueError, TypeError, KeyError):
        return SealReport((), "Garbled")


def _seal(told: dict[str, Any]) -> Seal:
    for name in _INSTANTS:
        told[name] = datetime.fromisoformat(told[name]) if told[name] else None
    told["finding"], told["trust"] = SealFinding(told["finding"]), SealTrust(told["trust"])
    told["stamp_trust"] = SealTrust(told["stamp_trust"]) if told["stamp_trust"] else None
    return Seal(**told)


def main() -> None:
    """Say what was found on standard output."""
    walls.die_with(int(sys.argv[1]))
    from heyi.adapters.sealing import inspecting  # noqa: PLC0415 - only the process apart needs it

    narrow(memory=MEMORY, seconds=SECONDS)
    found = inspecting.inspector(Path(sys.argv[2]), stamp_roots=sys.argv[3]).look(sys.stdin.buffer.read())
    sys.stdout.buffer.write(written(found))


if __name__ == "__main__":
    main()
