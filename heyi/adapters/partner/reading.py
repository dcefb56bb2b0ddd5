"""Reading a partner's document: every field checked, every fault named by the partner's own name for the field."""

import re
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta

from heyi.intake.codes import FaultCode
from heyi.intake.rules import Fault, InvalidReport, Reporter, instant_of, is_phone

_SKEW = timedelta(minutes=5)  # another system's clock may run ahead of ours
_SURROGATE = re.compile("[\ud800-\udfff]")
_EAST, _NORTH = (73.0, 136.0), (3.0, 54.0)  # China with its seas, degrees


class Reading:
    """One pass over a document, collecting faults instead of stopping at the first."""

    def __init__(self, document: object, *, fields: Sequence[str], at: datetime) -> None:
        if not isinstance(document, Mapping):
            raise InvalidReport((Fault("", FaultCode.NOT_AN_OBJECT),))
        self._document = document
        self._at = at
        self.faults: list[Fault] = [
            Fault(_shown(name), FaultCode.UNKNOWN_FIELD) for name in document if name not in fields
        ]

    def text(self, name: str, *, limit: int | None = None) -> str:
        """Words that must stand there."""
        found = self.line(name, limit=limit)
        if not found and not self._is_blamed(name):
            missing = FaultCode.MISSING if self._document.get(name) is None else FaultCode.EMPTY
            return self.blame(name, missing)
        return found

    def line(self, name: str, *, limit: int | None = None) -> str:
        """Words that may stand there, trimmed."""
        value = self._document.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self.blame(name, FaultCode.NOT_TEXT)
        if "\0" in value:
            return self.blame(name, FaultCode.NUL)
        if _SURROGATE.search(value):
            return self.blame(name, FaultCode.SURROGATE)
        if limit is not None and len(value) > limit:
            return self.blame(name, FaultCode.TOO_LONG, limit=str(limit))
        return value.strip()

    def code(self, name: str, known: Mapping[str, object], *, needed: bool = True) -> str:
        """One of the partner's codes; another is refused by name."""
        code = self.text(name) if needed else self.line(name)
        if code and code not in known:
            return self.blame(name, FaultCode.UNKNOWN_CODE, known=", ".join(known))
        return code

    def region(self, name: str, regions: Container[str]) -> str:
        """A division that the house knows."""
        code = self.line(name)
        return self.blame(name, FaultCode.UNKNOWN_REGION) if code and code not in regions else code

    def instant(self, name: str, *, needed: bool = True) -> datetime | None:
        """An instant that is not in the future."""
        written = self.text(name) if needed else self.line(name)
        if not written:
            return None
        instant = instant_of(written)
        if instant is None:
            self.blame(name, FaultCode.NOT_A_TIME)
        elif instant > self._at + _SKEW:
            self.blame(name, FaultCode.TIME_IN_FUTURE)
        return instant

    def reporter(self, name: str, phone: str, *, limit: int) -> Reporter | None:
        """Who called, as far as they said."""
        number = self.line(phone)
        if number and not is_phone(number):
            number = self.blame(phone, FaultCode.NOT_A_PHONE)
        found = Reporter(self.line(name, limit=limit), number)
        return found if found != Reporter() else None

    def point(self, east: str, north: str) -> str:
        """A point in words, "" where none is given: both numbers or none, in degrees."""
        if self._document.get(east) is None and self._document.get(north) is None:
            return ""
        values = [self._degrees(east, _EAST), self._degrees(north, _NORTH)]
        return "" if None in values else f"东经 {values[0]:.5f}，北纬 {values[1]:.5f}"

    def _degrees(self, name: str, span: tuple[float, float]) -> float | None:
        value = self._document.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not span[0] <= value <= span[1]:
            self.blame(name, FaultCode.NOT_A_POINT)
            return None
        return float(value)

    def blame(self, name: str, code: FaultCode, **params: str) -> str:
        """Note a fault of a field; answers ""."""
        self.faults.append(Fault(name, code, params))
        return ""

    def finish(self) -> None:
        """Raises InvalidReport when anything was wrong."""
        if self.faults:
            raise InvalidReport(tuple(self.faults))

    def _is_blamed(self, name: str) -> bool:
        return any(fault.field == name for fault in self.faults)


def _shown(name: object) -> str:
    """A stranger's field name, safe to print and not longer than a line."""
    return str(name)[:80].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
