"""Floors on the 52 typical cases that lie beside the checkout, for matters of our own making; tuned to no row."""

from collections.abc import Sequence
from pathlib import Path
from time import process_time

import pytest

from heyi.laws.finding.cases import CaseIndex, Row, built_cases
from heyi.laws.finding.sources import cases_at
from heyi.laws.rules.cases import blocks_of, decided_in
from heyi.triage.codes import field_of
from heyi.triage.kinds import kind_of
from heyi.triage.lexicon.standard import standard
from heyi.triage.reading import Where
from heyi.triage.scan import scan

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "typical_cases.jsonl"
MATTERS = Path(__file__).parent / "like_matters.tsv"
pytestmark = pytest.mark.skipif(not DATA.is_file(), reason=f"no shared data at {DATA}")
Asked = tuple[frozenset[int], str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    refused: list[str] = []
    found = [Row(at, case) for at, case in enumerate(cases_at(DATA, refuse=refused.append))]
    assert (len(found), refused) == (52, [])
    return found


@pytest.fixture(scope="module")
def index(rows: Sequence[Row]) -> CaseIndex:
    return built_cases(rows, mark="1")


def asked() -> list[list[Asked]]:
    """Matters by their head line: looked at, not looked at, other stories."""
    parts: list[list[Asked]] = []
    for line in MATTERS.read_text(encoding="utf-8").splitlines()[1:]:
        if line.startswith("#"):
            parts.append([])
            continue
        right, text = line.split("\t")
        parts[-1].append((frozenset() if right == "-" else frozenset(map(int, right.split(","))), text))
    return parts


def found(index: CaseIndex, text: str) -> list[int]:
    kind = kind_of([scan(text, Where.TEXT, standard())]).kind.value
    return [one.id for one in index.near(text, field=field_of(kind), top=3)]


def hits(index: CaseIndex, matters: Sequence[Asked]) -> int:
    return sum(bool(right & set(found(index, text))) for right, text in matters)


def test_the_right_case_is_among_the_first_three(index: CaseIndex) -> None:
    looked_at, afterwards, _others = asked()
    assert (len(looked_at), len(afterwards)) == (20, 20)
    assert hits(index, looked_at) >= 18
    assert hits(index, afterwards) >= 17


def test_of_other_stories_hardly_any_case_is_shown(index: CaseIndex) -> None:
    others = asked()[2]
    wrong = [text for right, text in others if not right and found(index, text)]
    assert len(wrong) <= 1


def test_every_case_has_blocks_and_tells_what_was_decided(rows: Sequence[Row]) -> None:
    for row in rows:
        assert sum(1 for _block in blocks_of(row.case.text)) >= 4
        assert decided_in(row.case.text).words


def test_a_search_takes_milliseconds(index: CaseIndex) -> None:
    texts = [text for part in asked() for _right, text in part]
    begun = process_time()
    for text in texts:
        index.near(text, field="", top=3)
    assert (process_time() - begun) / len(texts) < 0.01
