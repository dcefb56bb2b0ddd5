"""A model's folder: what was written comes back, and a folder that was changed or made up is refused by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage import model_files
from heyi.triage.model_files import BadModel, about, load, save
from heyi.triage.shipped import FOLDER, topic_model
from heyi.triage.topics import topics_of

TEXT = "老板拖欠三个月工资"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(topic_model(), tmp_path, about={"rows": 3})
    return tmp_path


def test_a_model_comes_back_as_it_was(folder: Path) -> None:
    assert topics_of(TEXT, load(folder)) == topics_of(TEXT, topic_model())
    assert about(folder) == {"rows": 3}


def test_a_model_of_before_with_one_threshold_is_read(folder: Path) -> None:
    def change(words: dict[str, Any]) -> None:
        del words["thresholds"]
        words["threshold"] = 0.25

    changed(folder, change)
    assert set(load(folder).thresholds) == {0.25}
    changed(folder, lambda words: words.update(threshold=True))
    with pytest.raises(BadModel):
        load(folder)


def test_the_shipped_model_is_small_and_says_where_it_is_from() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 8 * 1024 * 1024
    assert "Apache-2.0" in about(FOLDER)["data"]


@pytest.mark.parametrize("name", ["model.json", "rarity.bin", "weights.bin"])
def test_a_missing_part_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadModel) as caught:
        load(folder)
    assert (caught.value.code, caught.value.what) == ("MISSING", name)


@pytest.mark.parametrize("name", ["rarity.bin", "weights.bin"])
def test_a_changed_byte_is_seen(folder: Path, name: str) -> None:
    held = bytearray((folder / name).read_bytes())
    held[7] ^= 1
    (folder / name).write_bytes(held)
    with pytest.raises(BadModel) as caught:
        load(folder)
    assert caught.value.code == "CHANGED"


def test_a_part_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_files, "LARGEST", 10)
    with pytest.raises(BadModel) as caught:
        load(folder)
    assert caught.value.code == "TOO_LARGE"


def changed(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    words = json.loads((folder / "model.json").read_bytes())
    change(words)
    (folder / "model.json").write_text(json.dumps(words), encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("format", "pickle/1"),
        ("labels", []),
        ("labels", ["甲", "甲"]),
        ("labels", ["甲", 5]),
        ("labels", {"甲": 1}),
        ("is_multi", "yes"),
        ("slope", float("nan")),
        ("slope", float("inf")),
        ("slope", 10**400),
        ("shift", None),
        ("thresholds", True),
        ("thresholds", [0.5]),
        ("bias", [0.0]),
        ("scale", "1"),
        ("shares", {}),
        ("shares", []),
        ("vocabulary", []),
        ("vocabulary", {"OS.SYSTEM": ["rm"]}),
        ("vocabulary", {"PAIRS": "工资"}),
        ("vocabulary", {"PAIRS": ["工资", "工资"]}),
        ("vocabulary", {"PAIRS": ["工资"]}),
        ("sha256", None),
        ("sha256", {}),
    ],
)
def test_a_made_up_part_is_refused(folder: Path, part: str, value: object) -> None:
    changed(folder, lambda words: words.update({part: value}))
    with pytest.raises(BadModel):
        load(folder)


@settings(max_examples=30, deadline=None)
@given(
    st.binary(max_size=60) | st.just(b"[" * 100_000) | st.just(b"{}") | st.just(b'{"format":"heyi-topics/1"}')
)
def test_whatever_stands_there_is_refused_and_never_run(
    tmp_path_factory: pytest.TempPathFactory, held: bytes
) -> None:
    folder = tmp_path_factory.mktemp("model")
    (folder / "model.json").write_bytes(held)
    with pytest.raises(BadModel):
        load(folder)
