"""`heyi bench WHAT`: how fast the hot paths are, on a database of its own beside the live one.

Each answer carries pgbench's numbers of the same run, so that machines can be compared.
"""

import argparse
import json
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

BENCHES = {
    "receive": "receiving",
    "worklist": "listing",
    "search": "finding",
    "like": "likening",
    "change": "changing",
    "live": "living",
    "verify": "proving",
    "sweep": "sweeping",
    "rules": "trying",
    "evidence": "exhibiting",
    "papers": "papering",
}
WHATS = tuple(BENCHES)
ALONE = {"triage": "understanding"}
"""Benches that need no database; `all` leaves them out."""
MATTERS = 10_000
SECONDS = 15.0


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bench`."""
    parser = commands.add_parser("bench", help="how fast the hot paths are 性能测量")
    parser.add_argument("what", choices=(*WHATS, *ALONE, "all"))
    parser.add_argument(
        "--matters", metavar="N", type=_count, default=MATTERS, help="matters to fill in first"
    )
    parser.add_argument(
        "--seconds", metavar="S", type=float, default=SECONDS, help="how long to measure each"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.add_argument("--write", metavar="DIR", type=Path, help="also write bench-DATE.json there")
    parser.add_argument("--data", metavar="DIR", type=Path, help="labelled rows to score triage on")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fill, measure, print; with `all`, one line for each."""
    answers = _alone(args) if args.what in ALONE else _on_ground(args)
    if args.write:
        path = args.write / f"bench-{date.today().isoformat()}.json"  # noqa: DTZ011  # the day where it ran
        path.write_text(json.dumps(answers, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _alone(args: argparse.Namespace) -> list[dict[str, Any]]:
    from heyi.console.bench.yardstick import machine  # noqa: PLC0415  # only this command needs it

    module: Any = import_module(f"heyi.console.bench.{ALONE[args.what]}")
    answer = {"what": args.what, **module.measure(args.data, args.seconds), "machine": machine()}
    print(_line(answer, as_json=args.json), flush=True)
    return [answer]


def _on_ground(args: argparse.Namespace) -> list[dict[str, Any]]:
    from heyi.console.bench.ground import bench_ground  # noqa: PLC0415  # only this command needs them
    from heyi.console.bench.yardstick import machine, reference  # noqa: PLC0415

    with bench_ground(args.home, args.matters, tell=_tell) as ground:
        _tell("pgbench …")
        yardstick = reference(ground)
        answers = []
        for what in WHATS if args.what == "all" else (args.what,):
            _tell(f"{what} …")
            answer = {"what": what, "matters": args.matters, **_measured(what, ground, args.seconds)}
            answers.append({**answer, "reference": yardstick, "machine": machine()})
            print(_line(answers[-1], as_json=args.json), flush=True)
    return answers


def _measured(what: str, ground: Any, seconds: float) -> dict[str, Any]:
    """The numbers of one bench; its module needs Django, which the ground has set up."""
    module: Any = import_module(f"heyi.console.bench.{BENCHES[what]}")
    numbers: dict[str, Any] = module.measure(ground, seconds)
    return numbers


def _line(answer: dict[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(answer, ensure_ascii=False)
    shown = {key: value for key, value in answer.items() if key not in ("what", "machine")}
    return f"{answer['what']}: " + ", ".join(f"{key} {value}" for key, value in shown.items())


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _count(typed: str) -> int:
    count = int(typed.replace("_", "").replace(",", ""))
    if count < 1:
        raise ValueError(typed)
    return count
