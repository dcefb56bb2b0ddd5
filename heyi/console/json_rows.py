"""JSON lines as they come: each an object, or a fault in the reader's words with its number."""

import argparse
import errno
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from heyi.console.troubles import Trouble, tell
from heyi.kernel.words import _

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes of one line; a longer one is passed over without being held."""
_TIMES = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y年%m月%d日 %H:%M", "%Y年%m月%d日")
TOLD = 20
"""Faults told one by one; the rest are counted."""
FAULTS: Mapping[str, str] = {
    "LINE_TOO_LONG": _("第 {line} 行超过 {limit} MB，未读取。"),
    "NOT_UTF8": _("第 {line} 行不是 UTF-8 文本。"),
    "BAD_JSON": _("第 {line} 行不是合法的 JSON。"),
    "NAME_TWICE": _("第 {line} 行里“{field}”出现了两次，不知道以哪一个为准。"),
    "NOT_AN_OBJECT": _('第 {line} 行应为一个 JSON 对象，例如 {{"text": "……"}}。'),
    "FIELD_MISSING": _("第 {line} 行没有“{field}”。"),
    "NOT_TEXT": _("第 {line} 行的“{field}”应为文字。"),
    "NOT_A_LABEL": _("第 {line} 行的“{field}”应为文字、整数或它们的列表，每个不超过 {most} 字。"),
    "FIELD_NOT_AN_OBJECT": _("第 {line} 行的“{field}”应为一个 JSON 对象。"),
    "NOT_ARTICLES": _("第 {line} 行的“{field}”应为条文的列表，每条是有 law 和 no 的对象。"),
    "NOT_A_TIME": _("第 {line} 行的“{field}”应为 2026-09-30T10:00 这样的时间。"),
}
CANNOT_READ = _("打不开 {path}（{error}）。")
LINES_WRONG = _("共 {rows} 行，其中 {wrong} 行有误，已逐行说明。")
Row = Mapping[str, Any]


class BadLine(Exception):
    """A line that cannot be used: a code of FAULTS and what its sentence needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass
class Tally:
    """What became of the lines so far; faults are told on stderr as they come."""

    rows: int = 0
    wrong: int = 0
    codes: Counter[str] = field(default_factory=Counter)

    def fault(self, number: int, bad: BadLine) -> Mapping[str, object]:
        """Count and tell one; the answer that stands in its line's place."""
        self.wrong += 1
        self.codes[bad.code] += 1
        trouble = Trouble(bad.code, FAULTS[bad.code], line=number, **bad.params)
        if self.wrong <= TOLD:
            tell(trouble)
        return {"line": number, "code": bad.code, "detail": trouble.words("zh-hans")}

    def exit_code(self) -> int:
        """0 where every line was right; else 1, and the count is told."""
        if self.wrong:
            tell(Trouble("LINES_WRONG", LINES_WRONG, rows=self.rows, wrong=self.wrong))
        return int(bool(self.wrong))


def add_file(parser: argparse.ArgumentParser) -> None:
    """FILE, or stdin where it is "-" or not given."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="JSON lines; - is stdin 输入")


def rows_of(path: str) -> Iterator[tuple[int, Row | BadLine]]:
    """The lines of a file or of stdin ("-") that hold anything, numbered from 1; Trouble where it cannot be read."""
    with ExitStack() as stack:
        try:
            file = _stdin() if path == "-" else stack.enter_context(Path(path).open("rb"))
            yield from _rows(file)
        except OSError as error:
            raise Trouble("CANNOT_READ", CANNOT_READ, path=path, error=error.strerror) from error


def answer_each(path: str, answer: Callable[[Row], Mapping[str, Any]]) -> int:
    """One line out for each line in, in order; a wrong line is answered with its `error`. The exit code."""
    tally = Tally()
    for number, row in rows_of(path):
        tally.rows += 1
        try:
            if isinstance(row, BadLine):
                raise row
            said = answer(row)
        except BadLine as bad:
            said = {"error": tally.fault(number, bad)}
        print(line_of(said), flush=True)
    return tally.exit_code()


def read_each(path: str, read: Callable[[Row], None], tally: Tally) -> None:
    """Hand every line to `read`, where nothing is answered; wrong ones are counted in `tally` and told."""
    for number, row in rows_of(path):
        tally.rows += 1
        try:
            if isinstance(row, BadLine):
                raise row
            read(row)
        except BadLine as bad:
            tally.fault(number, bad)


def line_of(said: Mapping[str, Any]) -> str:
    """A line of JSON as people read it; letters that no encoding has (half of a pair) stand as \\u escapes."""
    line = json.dumps(said, ensure_ascii=False)
    return line if _is_sound(line) else json.dumps(said)


def _is_sound(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def text_of(row: Row, fields: Sequence[str]) -> str:
    """The words of the fields, a line for each; raises BadLine where none is there or one is no text.

    null is no words, and so is one of several fields that a line does without.
    """
    if not any(name in row for name in fields):
        raise BadLine("FIELD_MISSING", field=",".join(fields))
    for name in fields:
        if not isinstance(row.get(name), str | None):
            raise BadLine("NOT_TEXT", field=name)
    return "\n".join(row[name] for name in fields if row.get(name))


def time_of(words: str) -> datetime | None:
    """2026-09-30T10:00, 2019/1/2 20:27:26 or 2026年9月30日 10:00 as it says, without a zone unless it names one.

    None for what is no time.
    """
    for shape in _TIMES:
        try:
            return datetime.strptime(words.strip(), shape)  # noqa: DTZ007  # the text says no zone
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(words.strip())
    except ValueError:
        return None


def _stdin() -> BinaryIO:
    """The standard input; OSError where the shell closed it (`<&-`)."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


def _rows(file: BinaryIO) -> Iterator[tuple[int, Row | BadLine]]:
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        rest = line
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT + 1)
        if line.strip() or len(line) > LINE_LIMIT:
            try:
                yield number, _row(line)
            except BadLine as bad:
                yield number, bad


def _row(line: bytes) -> Row:
    if len(line) > LINE_LIMIT:
        raise BadLine("LINE_TOO_LONG", limit=LINE_LIMIT >> 20)
    try:
        row = json.loads(line.decode("utf-8-sig"), object_pairs_hook=_each_once)
    except UnicodeDecodeError as error:
        raise BadLine("NOT_UTF8") from error
    except (ValueError, RecursionError) as error:
        raise BadLine("BAD_JSON") from error
    if not isinstance(row, dict):
        raise BadLine("NOT_AN_OBJECT")
    return row


def _each_once(pairs: list[tuple[str, Any]]) -> Row:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BadLine("NAME_TWICE", field=name[:40])
        found[name] = value
    return found
