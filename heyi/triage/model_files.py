"""A model as a folder of three files: `model.json`, `rarity.bin`, `weights.bin`. Nothing in them is ever run.

Whatever is wrong with a folder is refused with a code before anything of it is used; `BadModel` says which.
"""

import hashlib
import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from heyi.triage.topics import Model, numbered
from heyi.triage.traits import Block

FORMAT = "heyi-topics/1"
LARGEST = 64 * 1024 * 1024
"""Bytes of one file; a model learned from 50,000 texts stays far below."""
MOST_LABELS = 2000
_ABOUT, _RARITY, _WEIGHTS = "model.json", "rarity.bin", "weights.bin"
_NAME_LONGEST = 200
_HIGHEST = 1e9


class BadModel(Exception):
    """A folder that is no model of ours. `code` is MISSING, TOO_LARGE, CHANGED, or MALFORMED; `what` names the part."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{code}: {what}")
        self.code = code
        self.what = what


def save(model: Model, folder: Path, *, about: Mapping[str, object]) -> None:
    """Write a model; the folder is made where it is not there. `about` is kept beside it for people: rows, scores."""
    folder.mkdir(parents=True, exist_ok=True)
    rarity, weights = _little(model.rarity), b"".join(map(_little, model.weights))
    (folder / _RARITY).write_bytes(rarity)
    (folder / _WEIGHTS).write_bytes(weights)
    words = {
        "format": FORMAT,
        "about": dict(about),
        "labels": model.labels,
        "is_multi": model.is_multi,
        "slope": model.slope,
        "shift": model.shift,
        "thresholds": model.thresholds,
        "is_one_at_least": model.is_one_at_least,
        "bias": model.bias,
        "scale": model.scale,
        "shares": {block.value: share for block, share in model.shares.items()},
        "sha256": {_RARITY: _digest(rarity), _WEIGHTS: _digest(weights)},
        "vocabulary": {block.value: list(known) for block, known in model.vocabulary.items()},
    }
    text = json.dumps(words, ensure_ascii=True, separators=(",", ":"))
    (folder / _ABOUT).write_text(text + "\n", encoding="ascii")


def load(folder: Path) -> Model:
    """The model of a folder; raises BadModel. About 30 ms for 2 MB."""
    try:
        words = json.loads(_bytes(folder, _ABOUT))
    except (ValueError, RecursionError) as error:
        raise BadModel("MALFORMED", _ABOUT) from error
    if not isinstance(words, dict) or words.get("format") != FORMAT:
        raise BadModel("MALFORMED", "format")
    labels = _labels(words.get("labels"))
    vocabulary, rows = _vocabulary(words.get("vocabulary"))
    model = Model(
        labels=labels,
        is_multi=_flag(words, "is_multi"),
        vocabulary=vocabulary,
        rarity=_numbers("f", folder, _RARITY, words, rows),
        weights=_columns(_numbers("h", folder, _WEIGHTS, words, rows * len(labels)), rows),
        scale=_float(words.get("scale"), "scale"),
        bias=_floats(words.get("bias"), "bias", len(labels)),
        shares=_shares(words.get("shares"), vocabulary),
        slope=_float(words.get("slope"), "slope"),
        shift=_float(words.get("shift"), "shift"),
        thresholds=_thresholds(words, len(labels)),
        is_one_at_least=_flag(words, "is_one_at_least"),
    )
    if not all(map(_is_sane, model.rarity)):
        raise BadModel("MALFORMED", _RARITY)
    return model


def about(folder: Path) -> Mapping[str, Any]:
    """What was written beside a model that loads: rows, scores, data."""
    told = json.loads(_bytes(folder, _ABOUT)).get("about")
    return told if isinstance(told, dict) else {}


def _bytes(folder: Path, name: str) -> bytes:
    try:
        with (folder / name).open("rb") as file:
            held = file.read(LARGEST + 1)
    except OSError as error:
        raise BadModel("MISSING", name) from error
    if len(held) > LARGEST:
        raise BadModel("TOO_LARGE", name)
    return held


def _numbers(kind: str, folder: Path, name: str, words: Mapping[str, Any], count: int) -> "array[Any]":
    held = _bytes(folder, name)
    digests = words.get("sha256")
    if not isinstance(digests, dict) or digests.get(name) != _digest(held):
        raise BadModel("CHANGED", name)
    numbers = array(kind)
    if len(held) != count * numbers.itemsize:
        raise BadModel("MALFORMED", name)
    numbers.frombytes(held)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _columns(numbers: "array[int]", rows: int) -> Sequence["array[int]"]:
    """One after the other, a column for each label."""
    return tuple(numbers[start : start + rows] for start in range(0, len(numbers), rows)) if rows else ()


def _little(numbers: "array[Any]") -> bytes:
    turned = array(numbers.typecode, numbers)
    if sys.byteorder == "big":
        turned.byteswap()
    return turned.tobytes()


def _digest(held: bytes) -> str:
    return hashlib.sha256(held).hexdigest()


def _labels(told: object) -> tuple[str, ...]:
    if not isinstance(told, list) or not 1 <= len(told) <= MOST_LABELS:
        raise BadModel("MALFORMED", "labels")
    if not _are_names(told):
        raise BadModel("MALFORMED", "labels")
    return tuple(told)


def _vocabulary(told: object) -> tuple[Mapping[Block, Mapping[str, int]], int]:
    """The rows by block and name, numbered through in the order in which they stand, and how many."""
    if not isinstance(told, dict):
        raise BadModel("MALFORMED", "vocabulary")
    for block, names in told.items():
        if block not in set(Block) or not isinstance(names, list) or not _are_names(names):
            raise BadModel("MALFORMED", "vocabulary")
    return numbered({Block(block): names for block, names in told.items()}), sum(map(len, told.values()))


def _are_names(told: Sequence[object]) -> bool:
    """Strings, none twice."""
    strings = all(isinstance(one, str) and len(one) <= _NAME_LONGEST for one in told)
    return strings and len(set(told)) == len(told)


def _shares(told: object, vocabulary: Mapping[Block, object]) -> Mapping[Block, float]:
    if not isinstance(told, dict) or set(told) != {block.value for block in vocabulary}:
        raise BadModel("MALFORMED", "shares")
    return {block: _float(told[block.value], "shares") for block in vocabulary}


def _thresholds(words: Mapping[str, Any], count: int) -> tuple[float, ...]:
    """One for each label; models of before November 2026 hold one `threshold` for all."""
    if "thresholds" not in words:
        return (_float(words.get("threshold"), "threshold"),) * count
    return _floats(words["thresholds"], "thresholds", count)


def _floats(told: object, what: str, count: int) -> tuple[float, ...]:
    if not isinstance(told, list) or len(told) != count:
        raise BadModel("MALFORMED", what)
    return tuple(_float(one, what) for one in told)


def _float(told: object, what: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float) or not _is_sane(told):
        raise BadModel("MALFORMED", what)
    return float(told)


def _is_sane(number: float) -> bool:
    """A number, and far from overflowing what is summed of it."""
    return -_HIGHEST < number < _HIGHEST


def _flag(words: Mapping[str, object], name: str) -> bool:
    told = words.get(name)
    if not isinstance(told, bool):
        raise BadModel("MALFORMED", name)
    return told
