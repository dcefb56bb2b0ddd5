"""A file of reports, line by line, each by the same journey as the partner API and in a transaction of its own.

What is done is known by the keys alone, so a run that was killed is simply run again: what was received before
counts as repeated, and nothing is doubled.
"""

import errno
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

from heyi.intake.access import body_hashes, kept_hash
from heyi.intake.codes import FAULT_WORDS, FaultCode
from heyi.intake.operations import KeyTaken, count_rejection
from heyi.intake.rules import (
    BODY_LIMIT,
    Fault,
    InvalidReport,
    NotJson,
    Report,
    body_hash,
    canonical_size,
    is_key,
    known_part,
    parse,
    read_report,
)
from heyi.journeys.receive import receive
from heyi.kernel.clock import now
from heyi.kernel.words import _
from heyi.matters.codes import Channel
from heyi.orgs.access import directory
from heyi.web.scope import scope

CHUNK = 200  # lines whose keys are looked up in one statement
LINE_LIMIT = 4 * 1024 * 1024  # bytes of one line, unknown fields included
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_OWNER_ONLY = 0o600
REFUSALS = {
    "BAD_JSON": _("这一行不是合法的 JSON。"),
    "KEY_MISSING": _("这一行没有键：需要 key 或 id。"),
    "KEY_INVALID": _("键应为 1 至 200 个可见字符，首尾没有空格。"),
    "KEY_TAKEN": _("这个键已用于另一份内容。"),
    "TOO_LARGE": _("一份报告不超过 256 kB。"),
    "INVALID_REPORT": _("报告有误，逐项说明见 errors。"),
}


class Refused(Exception):
    """A line that is not received: a code of REFUSALS, and the faults of its fields."""

    def __init__(self, code: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.faults = faults


@dataclass
class Tally:
    """What became of the lines so far."""

    received: int = 0
    repeated: int = 0
    rejected: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def lines(self) -> int:
        """Lines dealt with."""
        return self.received + self.repeated + self.rejected

    def counts(self) -> dict[str, int]:
        """The three counts by name."""
        return {"received": self.received, "repeated": self.repeated, "rejected": self.rejected}


@dataclass(frozen=True, slots=True)
class Row:
    """A line that may be received."""

    key: str
    report: Report
    body_hash: bytes


class Rejects:
    """The file of rejected lines with their reasons, for its owner's eyes; made when the first line is rejected.

    It lies beside the imported file, or in `instead` where that folder takes no new files.
    """

    def __init__(self, path: Path, *, instead: Path) -> None:
        self.path = path
        self._instead = instead
        self._file: TextIO | None = None

    def add(self, number: int, line: bytes, refused: Refused) -> None:
        """Write one line: its number, the reasons, and the line as it was."""
        errors = [_error(fault) for fault in refused.faults]
        entry = {"line": number, "code": refused.code, "detail": REFUSALS[refused.code], "errors": errors}
        entry["row"] = line[:LINE_LIMIT].decode("utf-8", "backslashreplace").rstrip("\r\n")
        if self._file is None:
            self._file = self._open()
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")

    def _open(self) -> TextIO:
        try:
            descriptor = os.open(self.path, _NEW_FILE, _OWNER_ONLY)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            self._instead.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path = self._instead / self.path.name
            descriptor = os.open(self.path, _NEW_FILE, _OWNER_ONLY)
        return os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")

    def close(self) -> bool:
        """Flush to disk; whether anything was written."""
        if self._file is None:
            return False
        self._file.close()
        return True


def import_lines(
    lines: Iterable[tuple[int, bytes]],
    *,
    channel: Channel,
    rejects: Rejects,
    tally: Tally,
    progress: Callable[[Tally], None],
) -> None:
    """Receive every line under the source `import:<channel>`, counting in `tally` as it goes."""
    source = f"import:{channel.value}"
    numbered = iter(lines)
    while chunk := list(islice(numbered, CHUNK)):
        rows = [(number, line, _read(line, channel, tally)) for number, line in chunk]
        taken = _taken(source, [row for _number, _line, row in rows if isinstance(row, Row)])
        for number, line, row in rows:
            _settle(number, line, row, source=source, taken=taken, rejects=rejects, tally=tally)
            progress(tally)
    for code, times in tally.reasons.items():
        count_rejection(source, code, at=now(), times=times)


def numbered_lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that hold anything, numbered from 1; of one past the limit no more than one byte too many."""
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        rest = line
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT + 1)
        if line.strip():
            yield number, line


def _read(line: bytes, channel: Channel, tally: Tally) -> Row | Refused:
    """The row that a line holds, or why it is none."""
    try:
        fields = _fields(line)
        key = _key(fields)
        body, ignored = known_part(fields)
        body.setdefault("channel", channel.value)
        report = read_report(body, at=now(), regions=_KnownRegions())
        if canonical_size(body) > BODY_LIMIT:
            return Refused("TOO_LARGE")
    except InvalidReport as invalid:
        return Refused("INVALID_REPORT", invalid.faults)
    except Refused as refused:
        return refused
    tally.ignored.update(name for name in ignored if name not in ("key", "id"))
    return Row(key, report, body_hash(body))


def _fields(line: bytes) -> Mapping[str, object]:
    if len(line) > LINE_LIMIT:
        raise Refused("TOO_LARGE")
    try:
        fields = parse(line)
    except NotJson as error:
        raise Refused("BAD_JSON") from error
    if not isinstance(fields, dict):
        raise Refused("INVALID_REPORT", (Fault("", FaultCode.NOT_AN_OBJECT),))
    return fields


def _key(fields: Mapping[str, object]) -> str:
    """`key`, or `id` in its place; other systems number their rows, so a whole number will do."""
    key = fields.get("key", fields.get("id"))
    if key is None or key == "":
        raise Refused("KEY_MISSING")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if not is_key(key):
        raise Refused("KEY_INVALID")
    return str(key)


def _taken(source: str, rows: Iterable[Row]) -> Mapping[str, bytes]:
    """The keys of these rows that were received before, with their bodies' hashes: a second run is quick."""
    with scope("receive", source=source):
        return body_hashes(source, [row.key for row in rows])


def _settle(
    number: int,
    line: bytes,
    row: Row | Refused,
    *,
    source: str,
    taken: Mapping[str, bytes],
    rejects: Rejects,
    tally: Tally,
) -> None:
    try:
        if isinstance(row, Refused):
            raise row
        if _receive(row, source=source, known=taken.get(row.key)):
            tally.repeated += 1
        else:
            tally.received += 1
    except Refused as refused:
        tally.rejected += 1
        tally.reasons[refused.faults[0].code.value if refused.faults else refused.code] += 1
        rejects.add(number, line, refused)


def _receive(row: Row, *, source: str, known: bytes | None) -> bool:
    """Receive a row and commit; whether it had been received before."""
    if known is not None:
        if known != kept_hash(row.body_hash):
            raise Refused("KEY_TAKEN")
        return True
    try:
        with scope("receive", source=source):
            return receive(row.report, source=source, key=row.key, body_hash=row.body_hash, at=now()).repeated
    except KeyTaken as error:
        raise Refused("KEY_TAKEN") from error


class _KnownRegions:
    """The codes of regions, asked for only when a row names one."""

    def __contains__(self, code: object) -> bool:
        return directory().region(str(code)) is not None


def _error(fault: Fault) -> Mapping[str, str]:
    words = FAULT_WORDS[fault.code.value] % dict(fault.params)
    return {"field": fault.field, "code": fault.code.value, "detail": words}
