"""`heyi laws` as others call it: no house, no database; a sentence for what is wrong."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from heyi.console.main import main
from tests.laws.conftest import example_articles


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HEYI_HOME", str(tmp_path / "home"))
    rows = [
        {"law": one.law, "no": one.no, "sub": one.sub, "text": one.text, "level": one.level, "date": one.date}
        for one in example_articles()
    ]
    (tmp_path / "laws.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return tmp_path


def asked(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_load_learn_search(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["laws", "load", str(home / "laws.jsonl"), "--json"]) == 0
    assert told(capsys) == [{"articles": 7, "passed_over": 0, "laws": 3, "all_articles": 7, "ended_laws": 1}]
    cited = [("《租赁示例法》", "一"), ("无", 1), ("租赁示例法", None), ("租赁示例法", "第一款")]
    lesson = {"query": "猫抓沙发", "articles": [{"law": law, "no": no} for law, no in cited]}
    (home / "lessons.jsonl").write_text(json.dumps(lesson), encoding="utf-8")
    assert main(["laws", "learn", str(home / "lessons.jsonl"), "--json"]) == 0
    assert told(capsys) == [{"lessons": 1, "without_article": 0, "unknown_articles": 3}]
    asked('{"query": "猫抓沙发"}\n{"query": ""}\n', monkeypatch)
    assert main(["laws", "search", "--top", "2", "--texts"]) == 0
    first, second = told(capsys)
    assert [list(found) for found in first["results"]] == [["law", "no", "sub", "score", "text"]] * 2
    assert (first["results"][0]["law"], first["results"][0]["no"]) == ("租赁示例法", 1)
    assert second == {"results": []}


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["search", "--top", "0"], '{"query": "x"}'),
        (["learn", "-"], "{"),
        (["learn", "-"], '{"query": "x"}'),
        (["learn", "-"], '{"query": "x", "articles": [3]}'),
        (["learn", "nowhere"], ""),
        (["load", "nowhere"], ""),
        (["load", "."], ""),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    words: list[str],
    line: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(home)
    assert main(["laws", "load", "laws.jsonl"]) == 0
    (home / "laws.jsonl").unlink()
    capsys.readouterr()
    asked(line, monkeypatch)
    assert main(["laws", *words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err
    assert not (home / "home" / "laws" / "lessons.jsonl").exists()


def test_a_bad_question_is_answered_in_its_place_and_stops_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["laws", "load", str(home / "laws.jsonl")]) == 0
    capsys.readouterr()
    asked('{"query": "房东不退押金"}\n{}\n{"query": "房东不退押金"}', monkeypatch)
    assert main(["laws", "search"]) == 1
    first, second, third = (json.loads(each) for each in capsys.readouterr().out.splitlines())
    assert second["error"]["code"] == "FIELD_MISSING"
    assert first == third
    assert first["results"]


def test_without_laws_search_says_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["laws", "search", "--index", str(home / "none")]) == 1
    assert "heyi laws load" in capsys.readouterr().err


def test_the_command_line_needs_neither_numpy_nor_django_to_start() -> None:
    code = "import sys, heyi.console.laws, heyi.console.triage; print('numpy' in sys.modules, 'django' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split() == ["False", "False"]
