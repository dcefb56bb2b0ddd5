"""Commands that read JSON lines and answer each with one line; a bad line stops with its number and a reason."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from heyi.console.troubles import Trouble
from heyi.kernel.words import _

LONGEST = 4 * 1024 * 1024  # bytes of a line
_BAD = _("第 {line} 行不是合法的 JSON 对象：{why}")
_FIELD = _("第 {line} 行：字段 {field} 应为{what}。")
TEXT = _("文字")
OBJECT = _("对象")


def rows(file: BinaryIO) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The objects of the lines that hold anything, with their numbers from 1."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise Trouble("TOO_LARGE", _BAD, line=number, why="4 MB")
        if line.strip():
            yield number, _object(line, number)


def answer_each(answer: Callable[[int, Mapping[str, object]], Mapping[str, object]]) -> int:
    """Answer every line of stdin on stdout; exit code 0."""
    for number, row in rows(sys.stdin.buffer):
        sys.stdout.write(json.dumps(answer(number, row), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def text_of(row: Mapping[str, object], field: str, line: int) -> str:
    """A text of a row, with nothing in it that UTF-8 cannot say."""
    value = row.get(field)
    if not isinstance(value, str):
        raise Trouble("BAD_FIELD", _FIELD, line=line, field=field, what=TEXT)
    return value.encode("utf-8", "replace").decode()


def _object(line: bytes, number: int) -> Mapping[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Trouble("BAD_JSON", _BAD, line=number, why=str(error)[:80]) from error
    if not isinstance(row, dict):
        raise Trouble("BAD_JSON", _BAD, line=number, why=type(row).__name__)
    return row
