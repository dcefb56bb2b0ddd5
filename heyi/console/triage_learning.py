"""`heyi triage fit` and `heyi triage predict`: a model from labelled lines, and its answers for other lines."""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from heyi.console.json_rows import BadLine, Row, Tally, add_file, answer_each, read_each, text_of
from heyi.console.troubles import Trouble
from heyi.kernel.words import _
from heyi.triage.model_files import BadModel, load, save
from heyi.triage.topics import Model, Topics, topics_of
from heyi.triage.traits import MOST_LETTERS

LABEL_LONGEST = 200
MOST_ROWS = 50_000
"""Enough for any label; more take minutes and gigabytes and change little."""
NOTHING_LEARNED = {
    "NO_ROWS": _("{path} 里没有一行既有文字又有标签，没有可学的。"),
    "ONE_LABEL": _("{path} 里只有一种标签，无从区分；至少需要两种。"),
    "TOO_MANY_ROWS": _("{path} 超过 {most} 行，请分批或抽样。"),
    "LINES_WRONG": _("{path} 有 {wrong} 行有误，改正前不学习，{out} 没有改动。"),
}
NO_MODEL = {
    "MISSING": _("{path} 里没有模型（缺少或打不开 {what}）。"),
    "TOO_LARGE": _("{path} 的 {what} 太大，不像是模型，未读取。"),
    "CHANGED": _("{path} 的 {what} 与登记的校验值不符，可能已损坏或被改动，未使用。"),
    "MALFORMED": _("{path} 不是可用的模型：{what} 不对。"),
}
NOT_OURS = _("{path} 里有别的文件，不写在那里；请给一个空目录或原来的模型目录。")
CANNOT_WRITE = _("写不进 {path}（{error}）。")


@dataclass
class _Gathered:
    """Labelled texts so far, and the rows that say nothing."""

    texts: list[str] = field(default_factory=list)
    labels: list[list[str]] = field(default_factory=list)
    is_multi: bool = False
    skipped: dict[str, int] = field(default_factory=lambda: {"unlabelled": 0, "without_text": 0})


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `fit` or `predict`."""
    if name == "fit":
        parser = verbs.add_parser(name, help="learn labels from lines 学习标签")
        parser.add_argument(
            "--train", required=True, metavar="FILE", help="labelled JSON lines; - is stdin 训练数据"
        )
        parser.add_argument(
            "--label", required=True, metavar="FIELD", help="a label, or a list of labels 标签字段"
        )
        parser.add_argument(
            "--out", required=True, type=Path, metavar="DIR", help="where the model goes 模型目录"
        )
        parser.set_defaults(run=run_fit)
    else:
        parser = verbs.add_parser(name, help="label lines 给出标签")
        parser.add_argument(
            "--model", required=True, type=Path, metavar="DIR", help="what fit wrote 模型目录"
        )
        parser.add_argument("--why", action="store_true", help="with the words that spoke 附理由")
        add_file(parser)
        parser.set_defaults(run=run_predict)
    parser.add_argument(
        "--text",
        required=True,
        action="extend",  # said twice, it means both
        type=_fields,
        metavar="FIELD[,FIELD]",
        help="read together in this order 文字字段",
    )


def run_fit(args: argparse.Namespace) -> int:
    """Learn and write; nothing is written unless every line is right."""
    from heyi.adapters.learning.fitting import CannotLearn, learn  # noqa: PLC0415  # slow

    began = time.monotonic()
    _refuse_foreign(args.out)
    gathered = _gathered(args)
    try:
        learned = learn(gathered.texts, gathered.labels, is_multi=gathered.is_multi)
    except CannotLearn as error:
        raise Trouble(error.code, NOTHING_LEARNED[error.code], path=args.train) from error
    told = {"rows": len(gathered.texts), **gathered.skipped, "scores_by_cross_validation": learned.scores}
    try:
        save(learned.model, args.out, about=told)
    except OSError as error:
        raise Trouble("CANNOT_WRITE", CANNOT_WRITE, path=args.out, error=error.strerror) from error
    said = {"model": str(args.out), "labels": len(learned.model.labels), "multi": gathered.is_multi, **told}
    print(json.dumps({**said, "seconds": round(time.monotonic() - began, 1)}, ensure_ascii=False))
    return 0


def run_predict(args: argparse.Namespace) -> int:
    """One answer for each line."""
    model = model_in(args.model)

    def answer(row: Row) -> Mapping[str, Any]:
        return told(topics_of(text_of(row, args.text), model, explain=args.why), model, why=args.why)

    return answer_each(args.file, answer)


def told(topics: Topics, model: Model, *, why: bool) -> Mapping[str, Any]:
    """An answer as JSON: `labels` too where there may be several; `label` is the likeliest, given or not."""
    label, score = topics.ranked[0]
    said: dict[str, Any] = {"label": label, "score": round(score, 4)}
    if model.is_multi:
        said["labels"] = list(topics.given)
    said["top"] = [[name, round(chance, 4)] for name, chance in topics.top]
    said["unsure"] = topics.unsure
    if why:
        said["reasons"] = [
            {"quote": reason.quote, "start": reason.start, "end": reason.start + len(reason.quote)}
            for reason in topics.reasons
        ]
    return said


def model_in(folder: Path) -> Model:
    """The model of a folder, or the trouble with it."""
    try:
        return load(folder)
    except BadModel as bad:
        raise Trouble(f"MODEL_{bad.code}", NO_MODEL[bad.code], path=folder, what=bad.what) from bad


def _gathered(args: argparse.Namespace) -> _Gathered:
    gathered, tally = _Gathered(), Tally()

    def gather(row: Row) -> None:
        if tally.rows > MOST_ROWS:
            raise Trouble("TOO_MANY_ROWS", NOTHING_LEARNED["TOO_MANY_ROWS"], path=args.train, most=MOST_ROWS)
        _gather(row, args, gathered)

    read_each(args.train, gather, tally)
    if tally.exit_code():
        sentence = NOTHING_LEARNED["LINES_WRONG"]
        raise Trouble("LINES_WRONG", sentence, path=args.train, wrong=tally.wrong, out=args.out)
    return gathered


def _gather(row: Row, args: argparse.Namespace, gathered: _Gathered) -> None:
    has_text = any(name in row for name in args.text)
    text = text_of(row, args.text)[:MOST_LETTERS] if has_text else ""
    said = row.get(args.label)
    if said is None or (isinstance(said, str) and not said.strip()):
        gathered.skipped["unlabelled"] += 1
    elif not text.strip():
        gathered.skipped["without_text"] += 1
    else:
        gathered.texts.append(text)
        gathered.labels.append(_labels(said, args.label))
        gathered.is_multi |= isinstance(said, list)


def _labels(said: object, name: str) -> list[str]:
    labels = said if isinstance(said, list) else [said]
    if not all(_is_label(label) for label in labels):
        raise BadLine("NOT_A_LABEL", field=name, most=LABEL_LONGEST)
    return list(dict.fromkeys(map(str, labels)))


def _is_label(label: object) -> bool:
    if isinstance(label, bool) or not isinstance(label, int | str):
        return False
    return 0 < len(str(label).strip()) <= len(str(label)) <= LABEL_LONGEST


def _fields(typed: str) -> Sequence[str]:
    fields = [name.strip() for name in typed.split(",") if name.strip()]
    if not fields:
        raise argparse.ArgumentTypeError(f"no field: {typed!r}")
    return fields


def _refuse_foreign(folder: Path) -> None:
    """A model goes into a folder of its own, so that a slip of the pen overwrites nobody's files."""
    try:
        present = {path.name for path in folder.iterdir()} if folder.exists() else set()
    except OSError as error:
        raise Trouble("CANNOT_WRITE", CANNOT_WRITE, path=folder, error=error.strerror) from error
    if present - {"model.json", "rarity.bin", "weights.bin"}:
        raise Trouble("NOT_OURS", NOT_OURS, path=folder)
