"""What everybody may know: the directory of regions and units. It is public inside the house and held per process."""

from dataclasses import dataclass

from heyi.orgs.queries import edition_number, read_directory
from heyi.orgs.rules import Directory, UnitFact

PAGE = 50

_held: dict[str, Directory] = {}  # at most one: the newest that this process has read


def edition() -> int:
    """The number of the present edition: one row. Numbers come from a sequence and never return."""
    return edition_number()


def directory(version: int | None = None) -> Directory:
    """The directory of the present edition; with `version` (from `edition()`), without asking for it again."""
    number = edition() if version is None else version
    held = _held.get("directory")
    if held is None or held.version != number:
        held = _held["directory"] = read_directory(number)
    return held


def directory_at_hand() -> Directory | None:
    """The newest directory that this process has read; there may be a newer one. For facts that never leave it."""
    return _held.get("directory")


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One page of the list of units, with the directory that names parents and regions."""

    units: tuple[UnitFact, ...]
    total: int
    page: int
    directory: Directory

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAGE))


def unit_page(
    *, words: str = "", kind: str = "", region_code: str = "", open_only: bool = True, page: int = 1
) -> UnitPage:
    """Units by words in their names, kind and region (with all inside it); at most one query, whatever the size."""
    trees = directory()
    found = [
        unit
        for unit in trees.units
        if (unit.is_open or not open_only)
        and kind in ("", unit.kind)
        and (not region_code or any(region.code == region_code for region in trees.around(unit.region_code)))
        and trees.is_named(unit, words.strip())
    ]
    found.sort(key=lambda unit: (unit.region_code, unit.id))
    start = (max(1, page) - 1) * PAGE
    return UnitPage(tuple(found[start : start + PAGE]), len(found), max(1, page), trees)
