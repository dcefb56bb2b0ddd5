"""`heyi verify`: chains whole, ledger's roots right, every row what its events rebuild."""

import argparse
import sys
from collections.abc import Callable
from itertools import chain

from heyi.console.house import open_house
from heyi.console.proving import report, told


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `verify`."""
    parser = commands.add_parser("verify", help="chains whole, rows as their events say 验证")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.add_argument("--files", action="store_true", help="open and hash every file too 连同文件")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when everything can be proved, else 1 with the problems."""
    with open_house(args.home):
        from heyi.journeys.checking import count_matters  # noqa: PLC0415  # Django must be set up
        from heyi.journeys.checking_exhibits import changed_exhibits  # noqa: PLC0415
        from heyi.journeys.files import changed_files  # noqa: PLC0415
        from heyi.journeys.verifying import verify_problems  # noqa: PLC0415

        files = chain(changed_files(), changed_exhibits()) if args.files else ()
        found = chain(verify_problems(progress=_progress()), files)
        problems = [told(problem) for problem in found]
        return report(args, matters=count_matters(), problems=problems)


def _progress() -> Callable[[int], None]:
    """Events read so far, on a terminal only."""
    read = 0

    def heard(events: int) -> None:
        nonlocal read
        read += events
        if sys.stderr.isatty():
            print(f"\r{read}", end="", file=sys.stderr, flush=True)

    return heard
