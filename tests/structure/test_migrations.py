"""Migrations are complete and stand in one line for each module; asked without a database."""

from functools import cache

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils.translation import override

OURS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("heyi."))


@cache
def loader() -> MigrationLoader:
    """The migrations on disk."""
    return MigrationLoader(None)


def with_tables() -> list[str]:
    return [label for label in OURS if list(apps.get_app_config(label).get_models())]


def test_models_and_migrations_say_the_same() -> None:
    with override(None):  # labels as the code has them, in no language
        detector = MigrationAutodetector(loader().project_state(), ProjectState.from_apps(apps))
        found = detector.changes(loader().graph)
    assert {label: changes for label, changes in found.items() if label in OURS} == {}


@pytest.mark.parametrize("label", with_tables())
def test_migrations_of_a_module_stand_in_one_line(label: str) -> None:
    mine = sorted(name for of, name in loader().disk_migrations if of == label)
    assert [name[:4] for name in mine] == [f"{number:04d}" for number in range(1, len(mine) + 1)]
    before = [
        [name for of, name in loader().disk_migrations[label, each].dependencies if of == label]
        for each in mine
    ]
    assert before == [[], *([name] for name in mine[:-1])]


@pytest.mark.parametrize("label", with_tables())
def test_every_migration_can_be_taken_back(label: str) -> None:
    migrations = [loader().disk_migrations[key] for key in loader().disk_migrations if key[0] == label]
    assert [m.name for m in migrations if not all(step.reversible for step in m.operations)] == []
