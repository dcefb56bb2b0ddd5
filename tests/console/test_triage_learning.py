"""`heyi triage fit` and `predict`: JSON lines in, JSON lines out, and what is wrong said in the reader's words."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from heyi.console import json_rows
from heyi.console.main import main
from tests.adapters.learning.test_fitting import SAYINGS, TAILS

ROWS = [
    {"title": saying, "text": tail, "label": label}
    for label, said in SAYINGS.items()
    for saying in said
    for tail in TAILS
]
ODD = (
    {"title": "甲", "text": "", "label": None},
    {"title": "乙", "text": ""},
    {"title": " ", "text": None, "label": "劳动"},
)


@pytest.fixture
def train(tmp_path: Path) -> Path:
    return lines(tmp_path / "train.jsonl", *ROWS)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learned")
    train = lines(folder / "train.jsonl", *ROWS)
    assert fit(train, folder / "model") == 0
    return folder / "model"


def lines(path: Path, *rows: object) -> Path:
    path.write_bytes(b"\n".join(one if isinstance(one, bytes) else json.dumps(one).encode() for one in rows))
    return path


def fit(train: Path, out: Path, text: str = "title,text", label: str = "label") -> int:
    return main(["triage", "fit", "--train", str(train), "--text", text, "--label", label, "--out", str(out)])


def answers(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def predict(model: Path, *rows: object, folder: Path, text: str = "title", more: tuple[str, ...] = ()) -> int:
    asked = lines(folder / "asked.jsonl", *rows)
    return main(["triage", "predict", "--model", str(model), "--text", text, *more, str(asked)])


def test_what_is_learned_is_answered(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert predict(model, {"title": "拖欠工资", "other": 1}, {"title": "丈夫要离婚"}, folder=tmp_path) == 0
    first, second = answers(capsys.readouterr().out)
    assert [first["label"], second["label"]] == ["劳动", "婚姻"]
    assert set(first) == {"label", "score", "top", "unsure"}
    assert first["top"][0] == [first["label"], first["score"]]
    assert len(first["top"]) == 3


def test_reasons_come_when_asked_for(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    predict(model, {"title": "公司拖欠工资"}, folder=tmp_path, more=("--why",))
    (answer,) = answers(capsys.readouterr().out)
    assert all("公司拖欠工资"[one["start"] : one["end"]] == one["quote"] for one in answer["reasons"])
    assert answer["reasons"]


def test_stdin_is_read_where_no_file_is_named(
    model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO('{"t":"离婚"}\n\n'.encode())))
    assert main(["triage", "predict", "--model", str(model), "--text", "t"]) == 0
    assert len(answers(capsys.readouterr().out)) == 1


def test_lists_of_labels_give_lists_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"t": row["title"] + str(row["text"]), "y": [row["label"]]} for row in ROWS]
    rows += [{"t": "拖欠工资，楼上漏水" + tail, "y": ["劳动", "房屋"]} for tail in TAILS]
    assert fit(lines(tmp_path / "train.jsonl", *rows), tmp_path / "model", "t", "y") == 0
    assert answers(capsys.readouterr().out)[0]["multi"] is True
    predict(tmp_path / "model", {"t": "拖欠工资，楼上漏水"}, folder=tmp_path, text="t")
    (answer,) = answers(capsys.readouterr().out)
    assert set(answer["labels"]) == {"劳动", "房屋"}


def test_rows_without_a_label_or_text_are_counted_and_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fit(lines(tmp_path / "train.jsonl", *ROWS, *ODD), tmp_path / "model") == 0
    told = answers(capsys.readouterr().out)[0]
    assert (told["rows"], told["unlabelled"], told["without_text"]) == (len(ROWS), 2, 1)


def test_of_several_fields_one_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"title": row["title"], "label": row["label"]} for row in ROWS[:2]]
    train = lines(tmp_path / "train.jsonl", *ROWS, *rows, {"label": "劳动"})
    assert fit(train, tmp_path / "model", "title,text") == 0
    told = answers(capsys.readouterr().out)[0]
    assert (told["rows"], told["without_text"]) == (len(ROWS) + 2, 1)
    words = ["triage", "predict", "--model", str(tmp_path / "model"), "--text", "title", "--text", "text"]
    lines(tmp_path / "new.jsonl", {"text": "拖欠工资"}, {"title": None, "text": "拖欠工资"})
    assert main([*words, str(tmp_path / "new.jsonl")]) == 0
    first, second = answers(capsys.readouterr().out)
    assert first == second


def test_a_closed_input_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert main(["triage", "amounts"]) == 1
    assert "打不开 -" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{nonsense", "BAD_JSON"),
        (b"[1]", "NOT_AN_OBJECT"),
        (b'{"title":"a","title":"b"}', "NAME_TWICE"),
        (b'{"text":"a"}', "FIELD_MISSING"),
        (b'{"title":5}', "NOT_TEXT"),
        (b"\xff\xfe", "NOT_UTF8"),
        (b"[" * 100_000, "BAD_JSON"),
    ],
)
def test_a_wrong_line_is_answered_in_its_place(
    line: bytes, code: str, model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert predict(model, {"title": "离婚"}, line, {"title": "离婚"}, folder=tmp_path) == 1
    out, err = capsys.readouterr()
    first, wrong, last = answers(out)
    assert first == last
    assert (wrong["error"]["code"], wrong["error"]["line"]) == (code, 2)
    assert "第 2 行" in err
    assert "Line 2" in err


def test_a_line_past_the_limit_is_passed_over(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(json_rows, "LINE_LIMIT", 100)
    assert predict(model, {"title": "离" * 1000}, {"title": "离婚"}, folder=tmp_path) == 1
    wrong, right = answers(capsys.readouterr().out)
    assert wrong["error"]["code"] == "LINE_TOO_LONG"
    assert right["label"] == "婚姻"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"title": "甲", "text": "", "label": "一"}], "只有一种标签"),
        ([], "没有可学的"),
        ([{"title": "甲", "text": "", "label": {"a": 1}}], "应为文字、整数"),
        ([{"title": "甲", "text": "", "label": "长" * 300}], "应为文字、整数"),
        ([b"{", *ROWS], "改正前不学习"),
    ],
)
def test_what_teaches_nothing_changes_nothing(
    rows: list[object], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fit(lines(tmp_path / "train.jsonl", *rows), tmp_path / "model") == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


def test_a_folder_of_somebody_elses_files_is_left_alone(
    train: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear", encoding="utf-8")
    assert fit(train, home) == 1
    assert "别的文件" in capsys.readouterr().err
    assert [path.name for path in home.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_model_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert predict(tmp_path / "nothing", {"title": "离婚"}, folder=tmp_path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "model.json" in err


def test_a_missing_file_is_named(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fit(tmp_path / "no.jsonl", tmp_path / "model") == 1
    assert main(["triage", "predict", "--model", str(model), "--text", "t", str(tmp_path / "no.jsonl")]) == 1
    assert capsys.readouterr().err.count("no.jsonl") >= 2
