"""`heyi triage read`: one answer a line, each find with its place in the words."""

import json
from pathlib import Path
from typing import Any

import pytest

from heyi.console.json_rows import line_of
from heyi.console.main import main

TEXT = "我在织里镇打工，老板昨天打人，还拖欠工资3万元"


def read(tmp_path: Path, capsys: pytest.CaptureFixture[str], *rows: dict[str, Any]) -> list[dict[str, Any]]:
    asked = tmp_path / "asked.jsonl"
    asked.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    main(["triage", "read", str(asked)])
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_text_is_read_with_reasons_against_its_own_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"title": "讨薪", "text": TEXT, "at": "2026-09-30T10:00"}
    first, later = read(tmp_path, capsys, row, {**row, "at": "2026-10-02T10:00:00+08:00"})
    assert first["kind"] == "DISPUTE.LABOUR"
    assert first["urgency"] == "NORMAL"
    assert {(one["type"], one["value"]) for one in first["entities"]} == {
        ("amount", "30000"),
        ("date", "2026-09-29"),
        ("place", "330502100"),
        ("party", "老板"),
        ("party", "我"),
    }
    assert ("date", "2026-10-01") in {(one["type"], one["value"]) for one in later["entities"]}
    assert first["topic"]["label"] == "劳动纠纷"
    assert len(first["topic"]["top"]) == 3


def test_every_quote_stands_where_it_is_said_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = read(tmp_path, capsys, {"title": "老板讨薪", "text": TEXT, "place": "湖州织里"})
    words = {"title": "老板讨薪", "text": TEXT, "place": "湖州织里"}
    found = [*answer["reasons"], *answer["entities"]]
    assert all(words[one["where"]][one["start"] : one["end"]] == one["quote"] for one in found)
    assert "TOPIC_WORD" in {one["code"] for one in answer["reasons"]}


def test_parties_claims_times_and_places_are_told_and_numbers_masked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "我叫钱阿根，老板沈某上个月起欠薪，今早8点在凯旋路被打，电话13812345678。要求支付工资3万元。"
    (answer,) = read(tmp_path, capsys, {"text": text, "at": "2026-11-24T10:00"})
    found = {(one["type"], one["value"], one.get("role")) for one in answer["entities"]}
    assert found >= {
        ("party", "钱阿根", "REPORTER"),
        ("party", "沈某", "EMPLOYER"),
        ("claim", "支付工资3万元", "PAY"),
        ("phone", "138****5678", None),
        ("period", "2026-10-01/2026-10-31", None),
        ("time", "2026-11-24T08:00", None),
        ("site", "凯旋路", "ROAD"),
    }
    (claim,) = (one for one in answer["entities"] if one["type"] == "claim")
    assert claim["amount"] == "30000"
    assert {one["side"] for one in answer["entities"] if one["type"] == "party"} == {"SPEAKER", "OTHER"}
    assert "13812345678" not in json.dumps(answer, ensure_ascii=False)


def test_a_wrong_time_is_answered_in_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong, right = read(tmp_path, capsys, {"text": TEXT, "at": "soon"}, {"text": "", "at": None})
    assert wrong["error"]["code"] == "NOT_A_TIME"
    assert right["unsure"] is True


@pytest.mark.parametrize(
    "at",
    ["2026/11/26 9:30:00", "2026/11/26 9:30", "2026年11月26日 9:30", "2026-11-26T09:30", "2026-11-26 01:30Z"],
)
def test_a_time_is_read_however_it_is_written(
    at: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = read(tmp_path, capsys, {"text": "昨天下午打人", "at": at})
    assert "2026-11-25" in {one["value"] for one in answer["entities"]}


def test_no_time_is_now(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = read(tmp_path, capsys, {"text": "昨天下午打人", "at": ""})
    assert "error" not in answer


def test_half_of_a_pair_of_letters_is_answered_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = read(tmp_path, capsys, {"text": "欠薪\ud8003万元\ud800"})
    assert answer["entities"][0]["quote"] == "3万元"
    assert line_of({"quote": "\ud800薪"}) == '{"quote": "\\ud800\\u85aa"}'
    assert line_of({"quote": "欠薪"}) == '{"quote": "欠薪"}'
