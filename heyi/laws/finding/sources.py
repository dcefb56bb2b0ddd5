"""Files of JSON lines, plain or packed, one or a folder of them: a line that is not ours is told and passed over."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from heyi.laws.rules.cases import Case, case_of

T = TypeVar("T")
Refuse = Callable[[str], None]


def cases_at(path: Path, *, refuse: Refuse) -> Iterator[Case]:
    """The published cases of a file or of a folder's *.jsonl and *.jsonl.gz; raises OSError where nothing opens."""
    files = [path]
    if path.is_dir():
        files = [one for one in files_in(path) if one.name.endswith((".jsonl", ".jsonl.gz"))]
    for each in files:
        yield from of_lines(each, case_of, refuse)


def files_in(folder: Path) -> list[Path]:
    """All files in order, but those that begin with a dot or a line, and what lies in such folders."""
    return sorted(
        one
        for one in folder.rglob("*")
        if one.is_file() and not any(part.startswith((".", "_")) for part in one.relative_to(folder).parts)
    )


def of_lines(path: Path, of: Callable[[object], T], refuse: Refuse) -> Iterator[T]:
    """What `of` makes of each line's JSON; `of` raises ValueError with what is wrong for a line that is not ours."""
    with path.open("rb") as raw:
        is_packed = raw.read(2) == b"\x1f\x8b"
    with gzip.open(path) if is_packed else path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                refuse(f"{path.name}:{number}: JSON")
                continue
            try:
                yield of(row)
            except ValueError as error:
                refuse(f"{path.name}:{number}: {error}")
