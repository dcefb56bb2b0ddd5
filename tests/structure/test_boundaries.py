"""What the import contracts cannot say: tables belong to their module, and triage stands on the kernel alone."""

from functools import cache

import grimp

READS_FOREIGN_TABLES = frozenset({"insight"})


@cache
def house() -> grimp.ImportGraph:
    """Every import of the house but those for type checkers, deferred ones too."""
    return grimp.build_graph("heyi", exclude_type_checking_imports=True, cache_dir=None)


def owner_of(module: str) -> str:
    """The domain module that a Python module belongs to."""
    return module.split(".")[1]


def tables() -> list[str]:
    """Every `models` of the house, be it a file or a package."""
    return sorted(name for name in house().modules if name.split(".")[2:3] == ["models"])


def test_the_house_has_tables() -> None:
    assert {owner_of(name) for name in tables()} >= {
        "journal",
        "orgs",
        "accounts",
        "matters",
        "dispatch",
        "intake",
    }


def test_tables_are_imported_by_their_own_module_only() -> None:
    strangers = [
        f"{importer} -> {table}"
        for table in tables()
        for importer in sorted(house().find_modules_that_directly_import(table))
        if owner_of(importer) not in {owner_of(table), *READS_FOREIGN_TABLES}
    ]
    assert strangers == []


def test_triage_stands_on_the_kernel_alone_however_far_one_follows() -> None:
    """No person, no table, no history can come in by a detour."""
    below = house().find_upstream_modules("heyi.triage", as_package=True)
    assert {owner_of(name) for name in below} - {"triage"} == {"kernel"}


def test_the_kernel_stands_on_nothing_of_the_house() -> None:
    assert house().find_upstream_modules("heyi.kernel", as_package=True) == set()
