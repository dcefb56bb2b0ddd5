"""`heyi check`: every promise about matters, asked of the whole database."""

import argparse

from heyi.console.house import open_house
from heyi.console.proving import report, told
from heyi.kernel.clock import now

NO_SCANNER = "没有接病毒扫描程序 no virus scanner (HEYI_CLAMD)"
NO_TSA = "没有接时间戳机构 no time-stamping authority (HEYI_TSA_URL)"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `check`."""
    parser = commands.add_parser("check", help="one lead, one clock, whole reach for every matter 检查")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Exit code 0 when every promise holds, else 1 with the problems."""
    with open_house(args.home):
        from django.conf import settings  # noqa: PLC0415  # Django must be set up

        from heyi.journeys.checking import check_problems, count_matters  # noqa: PLC0415  # Django must be set up
        from heyi.journeys.files import scanner_words  # noqa: PLC0415

        scanner, silent = scanner_words()
        found = [*check_problems(at=now()), *([silent] if silent else [])]
        facts = {"scanner": scanner or NO_SCANNER, "tsa": settings.HEYI_TSA_URL or NO_TSA}
        return report(args, matters=count_matters(), problems=map(told, found), facts=facts)
