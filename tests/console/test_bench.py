"""The bench's filling: what it copies must be as whole as what the journey writes."""

from random import Random

import pytest

from heyi.console.bench import filling, ground, words
from heyi.console.bench.counting import counted, quantile
from heyi.console.bench.listing import measure as measure_lists
from heyi.intake.rules import read_report
from heyi.journeys.checking import check_problems, count_matters
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.kernel.codes import read_tracking_code

PLACES = [("330502100", "织里镇"), ("330521", "德清县")]


def unheard(_words: str) -> None:
    """Nobody listens to progress here."""


@pytest.mark.slow
def test_copies_hold_every_promise_and_verify(own_database, monkeypatch):
    monkeypatch.setattr(filling, "SAMPLES", 20)
    filling.fill(own_database[0], 70, unheard)
    assert count_matters() == 70
    assert list(check_problems(at=now())) == []
    assert list(verify_problems()) == []
    assert all(read_tracking_code(code) == code for code in _tracking_codes())
    lists = measure_lists(None, 0.2)
    assert lists["queries"] <= 8
    assert lists["p50_ms"] > 0


def test_reports_are_whole_bodies_and_the_same_for_the_same_seed():
    drawn = [words.report(Random(seed), PLACES) for seed in range(50)]  # noqa: S311
    assert drawn == [words.report(Random(seed), PLACES) for seed in range(50)]  # noqa: S311
    assert len({body["text"] for body in drawn}) == len(drawn)
    for body in drawn:
        read_report(body, at=now(), regions={code for code, _name in PLACES})


def test_begin_commit_and_set_are_not_counted_as_statements(db):
    from django.db import connection

    with counted() as count, connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT 1")
        cursor.execute("SELECT set_config('heyi.entrance', '', true)")
    assert count.statements == 2


@pytest.mark.parametrize(("percent", "found"), [(50, 51.0), (95, 96.0), (100, 100.0)])
def test_quantiles_are_times_within_which_so_many_were_done(percent, found):
    assert quantile([number / 1000 for number in range(1, 101)], percent) == found


def _tracking_codes():
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tracking_code FROM matters_matter")
        return [code for (code,) in cursor.fetchall()]


def test_compiled_code_beside_the_data_is_no_content(tmp_path, monkeypatch):
    """Whoever imports a module that lies among data leaves a folder there."""
    (tmp_path / "orgs" / "data").mkdir(parents=True)
    (tmp_path / "orgs" / "data" / "units.tsv").write_text("1")
    monkeypatch.setattr(ground, "_PACKAGE", tmp_path)
    before = ground._fingerprint()
    (tmp_path / "orgs" / "data" / "__pycache__").mkdir()
    assert ground._fingerprint() == before
    (tmp_path / "orgs" / "data" / "units.tsv").write_text("2")
    assert ground._fingerprint() != before
