"""GET /api/v1/reports/{tracking_code}: the public status."""

import pytest
from django.test import Client

from tests.api.conftest import REPORTS, Partner

LEAK = {
    "text": "吴兴区织里镇富民路八号楼上漏水三个月，无人处理。",
    "channel": "web",
    "reporter": {"name": "陈阿婆", "phone": "13800000000"},
}


def test_a_code_shows_who_has_it_until_when_and_what_comes_next(partner: Partner):
    receipt = partner.post(LEAK).json()
    response = Client().get(f"{REPORTS}/{receipt['tracking_code']}")
    status = response.json()
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    for name in ("number", "tracking_code", "kind", "state", "unit", "due_at"):
        assert status[name] == receipt[name]
    assert status["sentence"]["unit"] == receipt["unit"]
    assert status["sentence"]["next"]
    assert status["answers"] == []


def test_nobody_is_named(partner: Partner):
    code = partner.post(LEAK).json()["tracking_code"]
    shown = Client().get(f"{REPORTS}/{code}").content.decode()
    assert "陈" not in shown
    assert "1380" not in shown


def test_a_code_may_be_typed_with_dashes_in_small_letters(partner: Partner):
    code = partner.post(LEAK).json()["tracking_code"]
    typed = "-".join(code[start : start + 4] for start in range(0, 16, 4)).lower()
    assert Client().get(f"{REPORTS}/{typed}").json()["tracking_code"] == code


@pytest.mark.parametrize("code", ["A2R62CC2C4E2K6DW", "0" * 16, "short", "%00", "%FF", "重复"])
def test_a_code_of_no_matter_is_not_found(db: None, code: str):
    response = Client().get(f"{REPORTS}/{code}")
    assert (response.status_code, response.json()["code"]) == (404, "NOT_FOUND")


def test_a_status_is_only_read(db: None):
    response = Client().delete(f"{REPORTS}/A2R62CC2C4E2K6DW")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
