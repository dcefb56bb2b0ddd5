"""How long documents are kept: classes as data, since no law sets years for files of mediation.

Years are counted from the January after a paper was made. Without years it is kept for good.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_MOST_YEARS = 200
COLUMNS = ("code", "name", "years", "why")


class BadClasses(ValueError):
    """The table of archive classes cannot be read; the words say where."""


@dataclass(frozen=True, slots=True)
class ArchiveClass:
    """保管类别: its code, what people call it, and for how many years; None for good."""

    code: str
    name: str
    years: int | None
    why: str

    def keep_until(self, made_on: date) -> date | None:
        """The first day on which it may be destroyed."""
        return None if self.years is None else date(made_on.year + 1 + self.years, 1, 1)


def read_classes(table: str) -> Mapping[str, ArchiveClass]:
    """The classes of a table with tabs between; raises BadClasses."""
    found: dict[str, ArchiveClass] = {}
    reader = csv.DictReader(io.StringIO(table), delimiter="\t")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise BadClasses("columns: " + ", ".join(COLUMNS))
    for nth, row in enumerate(reader, 2):
        one = _read(row, nth)
        if one.code in found:
            raise BadClasses(f"line {nth}: {one.code} twice")
        found[one.code] = one
    if not found:
        raise BadClasses("no class")
    return found


def _read(row: Mapping[str, str | None], nth: int) -> ArchiveClass:
    code, name, years, why = ((row[column] or "").strip() for column in COLUMNS)
    is_code = code.isascii() and code.replace("_", "").isalnum() and code.isupper() and len(code) <= 24
    if not is_code or not name:
        raise BadClasses(f"line {nth}: code and name")
    if years and not (years.isdecimal() and 0 < int(years) <= _MOST_YEARS):
        raise BadClasses(f"line {nth}: years")
    return ArchiveClass(code, name, int(years) if years else None, why)
