"""What `heyi check` and `heyi verify` share: a list of problems, told to people or as one JSON object."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping

from heyi.console.troubles import Trouble
from heyi.journal.rules import Problem

SHOWN = 50


def told(problem: Problem) -> str:
    """A problem on one line: where, what, and what is known of it."""
    more = " ".join(f"{name}={value}" for name, value in problem.params.items())
    sentence = Trouble(problem.code, problem.sentence, **problem.params).words("zh-hans")
    return " ".join(filter(None, (f"{problem.where}:", problem.code, sentence, more)))


def report(
    args: argparse.Namespace,
    *,
    matters: int,
    problems: Iterable[str],
    facts: Mapping[str, str] | None = None,
) -> int:
    """Print the answer, and what else is to be known; the exit code is 0 when nothing was found, else 1."""
    found, facts = list(problems), facts or {}
    if args.json:
        answer = {"ok": not found, "matters": matters, "problems": found, **facts}
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        return int(bool(found))
    for fact in facts.values():
        print(fact)
    for line in found[:SHOWN]:
        print(line)
    if len(found) > SHOWN:
        print(f"… {len(found) - SHOWN}", file=sys.stderr)
    print(f"{matters} 件事项 matters, {len(found)} 个问题 problems")
    return int(bool(found))
