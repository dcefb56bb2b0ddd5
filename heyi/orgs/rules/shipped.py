"""Huzhou's regions and units as they are shipped: facts in heyi/orgs/data, without a database."""

import csv
from importlib import resources

Row = dict[str, str]


def shipped(name: str) -> list[Row]:
    """The rows of `regions.tsv` or `units.tsv`."""
    text = (resources.files("heyi.orgs") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def shipped_unit(words: str) -> Row | None:
    """The unit with this code, name, short name or alias, as shipped."""
    wanted = words.strip()
    for row in shipped("units.tsv"):
        if wanted in (row["code"], row["name"], row["short_name"], *row["aliases"].split()):
            return row
    return None
