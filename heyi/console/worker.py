"""`heyi worker`: reactions and deliveries, woken by commits and by the clock."""

import argparse
from contextlib import nullcontext
from typing import Any

from heyi.console.house import open_house, set_up

THREADS = 2  # one consumes the journal, one is free for what takes longer
_ENDS_WITHIN = 10  # seconds for a job under way


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `worker`."""
    parser = commands.add_parser("worker", help="run jobs; `up` starts one by itself 后台作业")
    parser.add_argument(
        "--open", action="store_true", help=argparse.SUPPRESS
    )  # the supervisor holds the house
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Stay until SIGTERM."""
    with nullcontext() if args.open else open_house(args.home):
        set_up()
        from procrastinate.contrib.django import app  # noqa: PLC0415  # Django must be set up

        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as working:
            working.run_worker(
                concurrency=THREADS, delete_jobs="successful", shutdown_graceful_timeout=_ENDS_WITHIN
            )
    return 0
