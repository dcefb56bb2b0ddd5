import pytest

from heyi.orgs.rules import Directory, RegionFact, UnitFact
from heyi.orgs.rules.shipped import shipped_regions, shipped_units


@pytest.fixture(scope="session")
def huzhou() -> Directory:
    """Huzhou as its facts files say, without a database; ids count from 1."""
    units = shipped_units()
    ids = {row["code"]: number for number, row in enumerate(units, 1)}
    return Directory(
        1,
        tuple(RegionFact(r["code"], r["name"], r["level"], r["parent"] or None) for r in shipped_regions()),
        tuple(
            UnitFact(
                id=ids[row["code"]],
                code=row["code"],
                name=row["name"],
                short_name=row["short_name"],
                kind=row["kind"],
                level=row["level"],
                specialty=row["specialty"],
                parent_id=ids[row["parent"]] if row["parent"] else None,
                region_code=row["region"],
                regions=tuple(row["serves"].split()),
                aliases=tuple(row["aliases"].split()),
            )
            for row in units
        ),
    )
