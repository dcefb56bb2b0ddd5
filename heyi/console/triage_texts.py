"""`heyi triage amounts` and `heyi triage pairs`: JSON lines in, JSON lines out; no house, no database."""

import argparse
from collections.abc import Mapping
from decimal import Decimal

from heyi.console.json_rows import BadLine, Row, add_file, answer_each, text_of, time_of
from heyi.triage.sameness import Told, sameness
from heyi.triage.totals import sums

_WORDS = {
    "amounts": 'the amounts of {"text"}, and what they come to 金额与合计',
    "pairs": 'do {"a", "b"} tell of the same event? 是否同一件事',
}


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `triage amounts` or `triage pairs`."""
    run = {"amounts": run_amounts, "pairs": run_pairs}[name]
    parser = verbs.add_parser(name, help=_WORDS[name])
    add_file(parser)
    parser.set_defaults(run=run)


def run_amounts(args: argparse.Namespace) -> int:
    """Answer each line with its amounts in yuan, where they stand, what they are, and the total."""
    return answer_each(args.file, _amounts)


def run_pairs(args: argparse.Namespace) -> int:
    """Answer each line with how likely both tell of the same event, and whether it is more likely than not."""
    return answer_each(args.file, _pair)


def _amounts(row: Row) -> Mapping[str, object]:
    found = sums(text_of(row, ("text",)))
    return {
        "amounts": [_yuan(money.yuan) for money in found.amounts],
        "total": _yuan(found.total),
        "spans": [[money.start, money.end] for money in found.amounts],
        "roles": [money.role.value for money in found.amounts],
        "counted": [money.counted for money in found.amounts],
    }


def _yuan(value: Decimal) -> int | float:
    """A JSON number, to the fen; whole yuan without a point."""
    rounded = round(value, 2)
    return int(rounded) if rounded == rounded.to_integral() else float(rounded)


def _pair(row: Row) -> Mapping[str, object]:
    found = sameness(_told(row, "a"), _told(row, "b"))
    reasons = {name: round(getattr(found, name), 3) for name in ("issue", "place", "wording")}
    return {
        "score": round(found.score, 4),
        "same_event": found.same_event,
        "reasons": {
            **reasons,
            "days": None if found.days is None else round(found.days, 2),
            "apart": sorted(found.apart),
        },
    }


def _told(row: Row, side: str) -> Told:
    report = row.get(side)
    if not isinstance(report, dict):
        raise BadLine("FIELD_NOT_AN_OBJECT", field=side)
    title, text, time = (text_of({name: "", **report}, (name,)) for name in ("title", "text", "time"))
    return Told(title, text, time_of(time))
