"""`heyi partner add|callback|renew|disable|list`: the systems that may hand reports in by the API, and their keys."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from heyi.console.house import open_house
from heyi.console.troubles import Trouble
from heyi.kernel.clock import now
from heyi.kernel.words import _

_KEY_ONCE = "密钥只显示这一次，请妥善保管。 The key is shown only once: keep it safe."
KINDS = ("plain", "police110", "hotline12345", "city")
_SHARED_KEY = "HEYI_PARTNER_KEY"
_Change = Callable[..., str | None]


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `partner` and what one can do with partners."""
    partner = commands.add_parser("partner", help="systems that hand reports in 协作系统")
    kinds = partner.add_subparsers(dest="partner_command", required=True)
    for verb, words in (
        ("add", "a new partner and its key 新增"),
        ("renew", "a new key; the old one is void 更换密钥"),
        ("disable", "take no more of its reports 停用"),
    ):
        parser = kinds.add_parser(verb, help=words)
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
        parser.set_defaults(run=run)
        if verb == "add":
            parser.add_argument(
                "--kind", choices=KINDS, default=KINDS[0], help="in whose words it speaks 类别"
            )
            parser.add_argument(
                "--callback", metavar="URL", default="", help="where it is told of changes 回调地址"
            )
            parser.add_argument(
                "--city", metavar="DIVISION", default="", help="another city's six digits 对方城市的区划代码"
            )
        if verb in ("add", "renew"):
            parser.add_argument(
                "--their-key",
                metavar="FILE",
                default="",
                help=f"the key that the other city has made; - reads it ({_SHARED_KEY}) 对方城市给出的密钥",
            )
    _add_callback(kinds)
    parser = kinds.add_parser("list", help="every partner 列出")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=show)


def _add_callback(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("callback", help="where a partner is told of every change 设置回调地址")
    parser.add_argument("name", metavar="NAME")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("callback", metavar="URL", nargs="?", default="", help="http:// or https://")
    where.add_argument("--none", action="store_true", help="nowhere any more 取消回调")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=tell)


def run(args: argparse.Namespace) -> int:
    """Change a partner; prints {"partner", "id", "key"} where a new key was made here."""
    with open_house(args.home):
        given = _given(args)
        made = _change(args.partner_command, args.name, **given)
        key = None if given.get("key") else made
        number = _number_of(args.name)
    answer = {"partner": args.name, "id": number} | ({"key": key} if key else {})
    if args.json:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        return 0
    print(answer["partner"], *([f"id {number}"] if key else []), *([key] if key else []), sep="\n")
    if key:
        print(_KEY_ONCE, file=sys.stderr)
    return 0


def _given(args: argparse.Namespace) -> dict[str, Any]:
    """What a new partner is given beside its name."""
    if args.partner_command == "disable":
        return {}
    theirs = {"key": _their_key(args.their_key)}
    if args.partner_command == "renew":
        return theirs
    from heyi.intake.codes import PartnerKind  # noqa: PLC0415  # the house must be open first

    return {"callback": args.callback, "kind": PartnerKind(args.kind.upper()), "city": args.city, **theirs}


def _their_key(file: str) -> str:
    """A key that another city has made: from the environment, a file or the standard input, never from the line of the
    command, which everybody on the machine can read."""
    if not file:
        return os.environ.get(_SHARED_KEY, "")
    if file == "-":
        return sys.stdin.readline().strip()
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble("NO_KEY_FILE", _("读不了密钥文件 {file}：{error}"), file=file, error=error) from error


def _number_of(name: str) -> int:
    """The number by which a partner names itself when it signs."""
    from heyi.intake.access import partners  # noqa: PLC0415  # the house must be open first

    return next(partner.id for partner in partners() if partner.name == name)


def tell(args: argparse.Namespace) -> int:
    """Set where a partner is told of changes, or that it is not; prints {"partner", "callback"}."""
    with open_house(args.home):
        _change("callback", args.name, callback=args.callback)
    answer = {"partner": args.name, "callback": args.callback}
    print(json.dumps(answer, ensure_ascii=False) if args.json else "\n".join(answer.values()), flush=True)
    return 0


def show(args: argparse.Namespace) -> int:
    """Print every partner and whether it is active."""
    with open_house(args.home):
        from heyi.intake.access import partners  # noqa: PLC0415  # the house must be open first

        found = [
            {
                "partner": partner.name,
                "id": partner.id,
                "kind": partner.kind.lower(),
                "active": partner.is_active,
                "callback": partner.callback,
            }
            for partner in partners()
        ]
    if args.json:
        print(json.dumps({"partners": found}, ensure_ascii=False), flush=True)
        return 0
    for partner in found:
        state = "" if partner["active"] else "已停用 disabled"
        print(partner["id"], partner["partner"], partner["kind"], state, partner["callback"])
    return 0


def _change(verb: str, name: str, **more: Any) -> str | None:
    """Journalled as the platform's own act: who may type here is the machine's owner."""
    from heyi.intake import operations  # noqa: PLC0415  # the house must be open first
    from heyi.journal.events import SYSTEM  # noqa: PLC0415
    from heyi.web.scope import scope  # noqa: PLC0415

    changes: dict[str, _Change] = {
        "add": operations.add_partner,
        "renew": operations.renew_key,
        "disable": operations.disable_partner,
        "callback": operations.set_callback,
    }
    try:
        with scope("admin"):
            return changes[verb](name, **more, by=SYSTEM, at=now())
    except operations.CannotChangePartner as error:
        raise Trouble(error.code, error.sentence) from error
