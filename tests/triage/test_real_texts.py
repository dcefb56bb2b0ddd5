"""Floors on real messages of residents, where the shared data lies beside the checkout; tuned to no row."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from heyi.triage.codes import field_of
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.read import read

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no shared data at {DATA}")

DEPARTMENTS = {
    "城乡建设": "HOUSING PROPERTY_MANAGEMENT EXPROPRIATION CONSTRUCTION URBAN_MANAGEMENT UTILITIES "
    "NATURAL_RESOURCES NEIGHBOUR",
    "劳动和社会保障": "LABOUR SOCIAL_SECURITY",
    "教育文体": "EDUCATION",
    "环境保护": "ENVIRONMENT",
    "交通运输": "TRANSPORT",
    "卫生计生": "HEALTH MEDICAL FOOD_DRUG",
    "商贸旅游": "MARKET CONSUMER TOURISM ECOMMERCE FINANCE",
}
DEPARTMENT = {field: name for name, fields in DEPARTMENTS.items() for field in fields.split()}


def rows(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def test_department_is_right_in_four_of_five(huzhou: Gazetteer, tuesday: datetime) -> None:
    first = second = total = 0
    for row in rows("citizen_msg_class"):
        reading = read(row["text"], title=row["title"], gazetteer=huzhou, at=tuesday)
        right = DEPARTMENT.get(field_of(reading.kind.value)) == row["label"]
        near = (
            reading.runner_up is not None
            and DEPARTMENT.get(field_of(reading.runner_up.value)) == row["label"]
        )
        first, second, total = first + right, second + (right or near), total + 1
    assert first / total >= 0.82
    assert second / total >= 0.92


def test_petitions_that_tell_of_no_present_danger_raise_few_alarms(huzhou: Gazetteer) -> None:
    alarms = doubts = total = 0
    for name in ("citizen_msg_stream", "citizen_msg_reply"):
        for row in rows(name):
            at = datetime.fromisoformat("2019-06-01T00:00:00+08:00")
            reading = read(row["text"], title=row["title"], gazetteer=huzhou, at=at)
            alarms += reading.danger is not None
            doubts += reading.danger is None and reading.urgency.value == "URGENT"
            total += 1
    assert alarms / total <= 0.006
    assert doubts / total <= 0.04
