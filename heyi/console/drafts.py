"""`heyi rules try`: what a draft of the rules would have done with past matters; numbers alone."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from heyi.console.house import open_house
from heyi.console.troubles import Trouble, tell
from heyi.kernel.clock import now
from heyi.kernel.words import _

ASKED_BY = "heyi rules try"
_SHOWN = 50
_BAD_DAYS, _MISUSED = "DAYS_RANGE", 2


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `rules try`."""
    rules = commands.add_parser("rules", help="drafts of the rule book 规则草稿")
    kinds = rules.add_subparsers(dest="rules_command", required=True)
    parser = kinds.add_parser("try", help="what a draft would have done with past matters 试算")
    parser.add_argument(
        "--draft", type=int, default=None, metavar="N", help="its number; else the open one 草稿编号"
    )
    parser.add_argument("--days", type=int, default=None, metavar="N", help="how far back; else all 最近几天")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run a trial and print it; 1 where there is no draft to try, 2 where the days cannot be used."""
    try:
        return _tried(args)
    except Trouble as trouble:
        tell(trouble)
        if args.json:
            told = {"code": trouble.code, "detail": trouble.words("zh-hans")}
            print(json.dumps(told, ensure_ascii=False), flush=True)
        return _MISUSED if trouble.code == _BAD_DAYS else 1


def _tried(args: argparse.Namespace) -> int:
    """The trial stands on the draft's page as well."""
    with open_house(args.home):
        from heyi.dispatch.access import trial_of  # noqa: PLC0415  # Django must be set up
        from heyi.journeys.trying_rules import try_rules  # noqa: PLC0415
        from heyi.orgs.access import directory  # noqa: PLC0415

        draft = args.draft if args.draft is not None else _open_draft()
        try_rules(_asked(draft, args.days), now=now, tell=_tell)
        found = trial_of(draft, at=now())
        assert found is not None  # noqa: S101 - it was tried just now
        names = {unit.id: unit.name for unit in directory().units}
    answer = {"draft": draft, "days": args.days, **_named(found.result, names)}
    if args.json:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
    else:
        print("\n".join(_lines(answer)), flush=True)
    return 0


def _asked(draft: int, days: int | None) -> int:
    from heyi.dispatch.operations import CannotDraft, ask_trial  # noqa: PLC0415

    try:
        return ask_trial(draft, days=days, by=None, at=now(), name=ASKED_BY)
    except CannotDraft as refused:
        raise Trouble(refused.code.upper(), refused.faults[0].sentence) from refused


def _open_draft() -> int:
    from heyi.dispatch.access import open_draft  # noqa: PLC0415

    found = open_draft()
    if found is None:
        raise Trouble("NO_DRAFT", _("没有正在修改的规则草稿：先在工作台起草。"))
    return found.id


def _named(result: Mapping[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """The same with names of units; None where no unit would be left."""
    named = [
        {**move, "from": names.get(move["from"]), "to": names.get(move["to"])} for move in result["moves"]
    ]
    return {**result, "moves": named}


def _lines(answer: Mapping[str, Any]) -> list[str]:
    moves, limits = answer["moves"], answer["limits"]
    told = [
        f"{answer['total']} 件事项 matters, {answer['moved']} 件会去别的单位 would go elsewhere, "
        f"{answer['relimited']} 件时限会变 with other limits"
    ]
    told += [f"{move['count']:>7}  {move['from'] or '-'} -> {move['to'] or '-'}" for move in moves[:_SHOWN]]
    told += [
        f"{limit['count']:>7}  {limit['clock']}: {limit['before'] or '-'} -> {limit['after'] or '-'}"
        for limit in limits[:_SHOWN]
    ]
    rest = max(0, len(moves) - _SHOWN) + max(0, len(limits) - _SHOWN)
    return [*told, *([f"… {rest}"] if rest else [])]


def _tell(done: int, total: int) -> None:
    print(f"{done}/{total}", file=sys.stderr, flush=True)
