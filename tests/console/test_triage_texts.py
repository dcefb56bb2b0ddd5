"""`heyi triage amounts` and `pairs` as others call them: a line in, a line out, a sentence for what is wrong."""

import io
import json
import sys

import pytest

from heyi.console.main import main


def answers(words: list[str], lines: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    return main(["triage", *words])


def test_amounts(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = '{"text": "骗取3000元、五元三角，共计3005.3元"}\n\n{"text": ""}\n'
    assert answers(["amounts"], lines, monkeypatch) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["amounts"] == [3000, 5.3, 3005.3]
    assert first["total"] == 3005.3
    assert first["counted"] == [False, False, True]
    assert second == {"amounts": [], "total": 0, "spans": [], "roles": [], "counted": []}


def test_pairs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    report = {"title": "甲安小区夜间施工", "text": "夜里三点还在施工", "time": "2019/1/2 8:00:00"}
    later = {**report, "time": "2019-01-03T08:00:00", "extra": 1}
    untimed = {**report, "time": None}
    lines = "\n".join(json.dumps({"a": report, "b": other}) for other in (later, untimed))
    assert answers(["pairs"], lines, monkeypatch) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["same_event"] is True
    assert first["score"] > 0.9
    assert first["reasons"]["days"] == 1
    assert first["reasons"]["apart"] == []
    assert second["reasons"]["days"] is None


def test_pairs_say_at_what_rank_two_places_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = json.dumps({"a": {"title": "织里镇3幢停水"}, "b": {"title": "练市镇5幢停水"}})
    assert answers(["pairs"], line, monkeypatch) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["same_event"] is False
    assert found["reasons"]["apart"] == ["BUILDING", "TOWN"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("amounts", "{"),
        ("amounts", "[]"),
        ("amounts", '{"text": 3}'),
        ("pairs", '{"a": {}}'),
        ("pairs", '{"a": {}, "b": {"title": 1}}'),
    ],
)
def test_a_bad_line_is_answered_in_its_place_and_stops_no_other(
    words: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {"amounts": '{"text": ""}', "pairs": '{"a": {}, "b": {}}'}[words]
    assert answers([words], f"{good}\n{line}\n{good}\n", monkeypatch) == 1
    out, err = capsys.readouterr()
    first, second, third = (json.loads(each) for each in out.splitlines())
    assert second["error"]["line"] == 2
    assert first == third
    assert "2" in err
