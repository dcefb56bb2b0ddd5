"""`heyi link USERNAME`: a one-time link to set a password, for whoever commands the machine."""

import argparse
import json

from heyi.console.house import open_house
from heyi.console.troubles import Trouble
from heyi.kernel.clock import now


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `link`."""
    parser = commands.add_parser("link", help="a one-time link to set a password 一次性登录链接")
    parser.add_argument("username", metavar="USERNAME")
    lost = "also end the second step, lost with telephone and spare codes 同时取消两步验证"
    parser.add_argument("--without-second-step", dest="lifts", action="store_true", help=lost)
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the path of the link; the links before it are void. Journalled as the platform's own act."""
    with open_house(args.home):
        from heyi.accounts.operations import CannotLink, issue_link_from_console  # noqa: PLC0415  # Django must be set up
        from heyi.web.scope import scope  # noqa: PLC0415

        try:
            with scope("admin"):
                token = issue_link_from_console(args.username, at=now(), lifts_second_step=args.lifts)
        except CannotLink as refused:
            raise Trouble(refused.code.upper(), refused.faults[0].sentence) from refused
    path = f"/first/{token}"
    print(json.dumps({"username": args.username, "path": path}) if args.json else path, flush=True)
    return 0
