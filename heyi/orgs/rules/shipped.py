"""Huzhou's regions and units as they are shipped: facts in heyi/orgs/data, without a database."""

import csv
from collections.abc import Iterator
from importlib import resources

from heyi.orgs.codes import Level, UnitKind

Row = dict[str, str]
_OF_RESIDENTS, _OF_VILLAGERS = "01", "23"  # first digit of a village's own three


def shipped_regions() -> list[Row]:
    """Every division from the city down to its villages and communities."""
    return [*_rows("regions.tsv"), *_rows("villages.tsv")]


def shipped_units() -> list[Row]:
    """Every unit; the committees of villages and communities follow from the divisions, below their town's centre."""
    towns = {row["code"]: row["name"] for row in _rows("regions.tsv")}
    return [*_rows("units.tsv"), *(_committee(row, towns[row["parent"]]) for row in _rows("villages.tsv"))]


def shipped_unit(words: str) -> Row | None:
    """The unit with this code, name, short name or alias, as shipped."""
    wanted = words.strip()
    for row in shipped_units():
        if wanted in (row["code"], row["name"], row["short_name"], *row["aliases"].split()):
            return row
    return None


def _committee(village: Row, town: str) -> Row:
    """村（居）民委员会: its people are elected, the town guides it and answers for what it hands down."""
    name = town + village["name"]
    tail, short = _tails(village["code"])
    return {
        "code": f"{village['code']}-VILLAGE",
        "name": name + tail,
        "short_name": name + short,
        "kind": UnitKind.VILLAGE.value,
        "specialty": "",
        "level": Level.VILLAGE.value,
        "parent": f"{village['parent']}-CENTRE",
        "region": village["code"],
        "serves": village["code"],
        "aliases": " ".join(_other_names(name)),
    }


def _tails(code: str) -> tuple[str, str]:
    """How the committee's name ends, in full and as people say it; a place like a village has no committee."""
    if code[9] in _OF_RESIDENTS:
        return "居民委员会", "居委会"
    return ("村民委员会", "村委会") if code[9] in _OF_VILLAGERS else ("", "")


def _other_names(name: str) -> Iterator[str]:
    """织里镇大邾村委会 besides 织里镇大邾村村委会; 织里镇织里居委会 besides 织里镇织里社区居委会."""
    if name.endswith("村"):
        yield f"{name}委会"
    elif name.endswith("社区"):
        yield f"{name.removesuffix('社区')}居委会"


def _rows(name: str) -> list[Row]:
    """The rows of a table; lines that begin with # say where it comes from."""
    text = (resources.files("heyi.orgs") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))
