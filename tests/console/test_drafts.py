"""`heyi rules try`: numbers of a trial as lines and as JSON, and a sentence where there is no draft."""

import argparse
import json
from contextlib import contextmanager

import pytest

from heyi.console import drafts
from heyi.dispatch.queries.books import book
from tests.factories.matters import received
from tests.factories.rules import LABOUR_TO_JUSTICE, added, begun, officers, seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch):
    """The house stands open already."""

    @contextmanager
    def opened(home):
        yield home

    monkeypatch.setattr(drafts, "open_house", opened)
    book.cache_clear()
    yield
    book.cache_clear()


def run(**given):
    return drafts.run(
        argparse.Namespace(**{"home": None, "draft": None, "days": None, "json": True, **given})
    )


def test_a_trial_is_printed_with_the_names_of_units(house, capsys):
    received()
    by, _other = officers()
    draft = begun(by)
    added(draft, by, {**LABOUR_TO_JUSTICE, "field": "", "priority": 900})
    assert run() == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["draft"], told["total"], told["moved"]) == (draft, 1, 1)
    assert told["moves"][0]["from"] == "吴兴区织里镇社会治理中心"
    assert "司法" in told["moves"][0]["to"]
    assert seen(draft).trial.asked_by == drafts.ASKED_BY
    assert run(json=False, draft=draft, days=30) == 0
    printed = capsys.readouterr()
    assert "1 件会去别的单位" in printed.out
    assert "1/1" in printed.err


@pytest.mark.parametrize(("given", "code"), [({}, "NO_DRAFT"), ({"draft": 77}, "UNKNOWN_DRAFT")])
def test_no_draft_is_told_in_a_sentence_and_as_json(house, capsys, given, code):
    assert run(**given) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["code"] == code
    assert err.splitlines()[0] == told["detail"]
    assert run(json=False, **given) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("days", [0, -5, 3651])
def test_days_that_cannot_be_used_are_misuse(house, capsys, days):
    by, _other = officers()
    begun(by)
    assert run(days=days) == 2
    assert json.loads(capsys.readouterr().out)["code"] == "DAYS_RANGE"
