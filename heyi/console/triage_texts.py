"""`heyi triage amounts` and `heyi triage pairs`: JSON lines in, JSON lines out; no house, no database."""

import argparse
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from heyi.console.json_lines import OBJECT, answer_each, text_of
from heyi.console.troubles import Trouble
from heyi.kernel.words import _
from heyi.triage.sameness import Told, sameness
from heyi.triage.totals import sums

_FIELD = _("第 {line} 行：字段 {field} 应为{what}。")
_TIMES = ("%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d")


_WORDS = {
    "amounts": 'the amounts of {"text"}, and what they come to 金额与合计',
    "pairs": 'do {"a", "b"} tell of the same event? 是否同一件事',
}


def add_to(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> None:
    """Add `triage amounts` or `triage pairs`."""
    run = {"amounts": run_amounts, "pairs": run_pairs}[name]
    verbs.add_parser(name, help=_WORDS[name]).set_defaults(run=run)


def run_amounts(_args: argparse.Namespace) -> int:
    """Answer each line with its amounts in yuan, where they stand, what they are, and the total."""
    return answer_each(_amounts)


def run_pairs(_args: argparse.Namespace) -> int:
    """Answer each line with how likely both tell of the same event, and whether it is more likely than not."""
    return answer_each(_pair)


def _amounts(line: int, row: Mapping[str, object]) -> Mapping[str, object]:
    found = sums(text_of(row, "text", line))
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


def _pair(line: int, row: Mapping[str, object]) -> Mapping[str, object]:
    found = sameness(_told(row, "a", line), _told(row, "b", line))
    reasons = {name: round(getattr(found, name), 3) for name in ("issue", "place", "wording")}
    return {
        "score": round(found.score, 4),
        "same_event": found.same_event,
        "reasons": {**reasons, "days": None if found.days is None else round(found.days, 2)},
    }


def _told(row: Mapping[str, object], side: str, line: int) -> Told:
    report = row.get(side)
    if not isinstance(report, dict):
        raise Trouble("BAD_FIELD", _FIELD, line=line, field=side, what=OBJECT)
    given = {name: value for name, value in report.items() if value is not None}
    title, text, time = (text_of({name: "", **given}, name, line) for name in ("title", "text", "time"))
    return Told(title, text, _instant(time.strip()))


def _instant(words: str) -> datetime | None:
    """2019/1/2 20:27:26, ISO, or None for what is no time."""
    for shape in _TIMES:
        try:
            return datetime.strptime(words, shape)  # noqa: DTZ007  # the text says no zone; only differences count
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None
