"""`heyi import --channel web FILE.jsonl`: a file of reports; run again after a break, it goes on where it was."""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from heyi.console.home import Home
from heyi.console.house import open_house
from heyi.console.troubles import Trouble
from heyi.kernel.words import _
from heyi.matters.codes import Channel

if TYPE_CHECKING:
    from heyi.console.import_file import Tally

_TOLD_EVERY = 1.0  # seconds between two lines of progress


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import` to the commands."""
    parser = commands.add_parser("import", help="take in a file of reports 导入")
    parser.add_argument(
        "--channel",
        required=True,
        choices=[channel.value for channel in Channel],
        help="how they came in 渠道",
    )
    parser.add_argument("file", metavar="FILE.jsonl", type=Path, help='one report a line, with "key" or "id"')
    parser.add_argument(
        "--rejected", metavar="FILE", type=Path, help="where rejected lines go (FILE.rejected.jsonl)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the file; prints {"received", "repeated", "rejected", "seconds"}. Rejected lines are no failure."""
    began = time.monotonic()
    rejected = args.rejected or args.file.with_name(f"{args.file.stem}.rejected.jsonl")
    instead = Home.at(args.home).path / "rejected"
    with _opened(args.file) as file, open_house(args.home):
        tally = _import(file, Channel(args.channel), (rejected, instead), _Progress())
    seconds = round(time.monotonic() - began, 2)
    if args.json:
        print(json.dumps({**tally.counts(), "seconds": seconds}), flush=True)
    else:
        print(
            f"收到 received {tally.received} · 重复 repeated {tally.repeated} · 退回 rejected {tally.rejected}"
        )
    return 0


def _import(
    file: BinaryIO, channel: Channel, rejected: tuple[Path, Path], progress: "Callable[[Tally], None]"
) -> "Tally":
    from django.db import InterfaceError, OperationalError  # noqa: PLC0415  # the house must be open first

    from heyi.console.import_file import Rejects, Tally, import_lines, numbered_lines  # noqa: PLC0415

    tally, rejects = Tally(), Rejects(rejected[0], instead=rejected[1])
    lines = numbered_lines(file)
    try:
        import_lines(lines, channel=channel, rejects=rejects, tally=tally, progress=progress)
    except (OperationalError, InterfaceError) as error:
        told = _("数据库中断，已处理 {lines} 行；再运行一次同样的命令即可接着导入。（{error}）")
        raise Trouble("DATABASE_GONE", told, lines=tally.lines, error=str(error).strip()) from error
    finally:
        _report(tally, rejects.path if rejects.close() else None)
    return tally


def _report(tally: "Tally", rejected: Path | None) -> None:
    """What people want to know beyond the counts, on stderr."""
    if tally.ignored:
        fields = ", ".join(f"{name} ({times})" for name, times in sorted(tally.ignored.items()))
        print(f"忽略的字段 ignored fields: {fields}", file=sys.stderr)
    if rejected:
        print(f"退回的行 rejected lines: {rejected}", file=sys.stderr)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        if error.filename != str(path):
            raise
        told = _("打不开文件 {path}（{error}）。")
        raise Trouble("FILE_CLOSED", told, path=path, error=error.strerror) from error


class _Progress:
    """A line on stderr once a second."""

    def __init__(self) -> None:
        self._began = self._told = time.monotonic()

    def __call__(self, tally: "Tally") -> None:
        moment = time.monotonic()
        if moment - self._told < _TOLD_EVERY:
            return
        self._told = moment
        pace = tally.lines / (moment - self._began)
        print(f"{tally.lines} 行 lines · {pace:.0f}/s · 退回 rejected {tally.rejected}", file=sys.stderr)
