"""`heyi clock due`: when a limit is due, explained line by line. Needs no database and no settings.

A unit's hours are those it is shipped with; an installation that changed them has them on the unit's page.
"""

import argparse
import json
import re
from datetime import datetime
from gettext import translation
from typing import Any

from heyi.console.troubles import CATALOGUES, Trouble, tell
from heyi.deadlines.explain import Gettext, sentences
from heyi.deadlines.rules import BadLimit, Due, Limit, OutOfCalendar, due
from heyi.kernel.calendar import UnknownVersion, as_known, mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import Refusal
from heyi.kernel.hours import BadHours, OpeningHours
from heyi.kernel.words import _
from heyi.orgs.rules.hours import opening_hours
from heyi.orgs.rules.shipped import shipped_unit

LANGUAGES = ("zh-hans", "en")
_MISUSED = 2  # the exit code of a command that was asked wrongly
_SHOWN = 40  # letters of the typed words that an error repeats
_ISO = re.compile(r"\d{4}-?\d\d-?\d\d([T ][\d:.,]+(Z|[+-][\d:]+)?)?", re.ASCII)


class BadStart(ValueError):
    """The words are not an instant."""

    def __init__(self, typed: str) -> None:
        super().__init__("START_UNCLEAR")
        sentence = _("看不懂起算时间“{typed}”，请写成 2026-09-30T10:00 或 2026-09-30T10:00+08:00。")
        self.refusal = Refusal("START_UNCLEAR", sentence, {"typed": typed.strip()[:_SHOWN]})


class UnknownUnit(ValueError):
    """No unit is called so."""

    def __init__(self, typed: str) -> None:
        super().__init__("UNIT_UNKNOWN")
        sentence = _("没有编码或名称为“{typed}”的单位；也可以直接写服务时间，例如 08:30-12:00 14:00-17:30。")
        self.refusal = Refusal("UNIT_UNKNOWN", sentence, {"typed": typed.strip()[:_SHOWN]})


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clock due` to the commands."""
    clock = commands.add_parser("clock", help="working-day reckoning 时限计算")
    kinds = clock.add_subparsers(dest="clock_command", required=True)
    parser = kinds.add_parser(
        "due",
        help="when a limit is due, and why 何时届满、为何",
        usage="heyi clock due --start ISO --limit LIMIT [--hours UNIT] [--calendar-version V]\n"
        "                      [--language {zh-hans,en}] [--json]",
    )
    parser.add_argument(
        "--start", default="", metavar="ISO", help="ISO 8601; without a time zone it is China's 起算时间"
    )
    parser.add_argument(
        "--limit",
        default="",
        metavar="LIMIT",
        help="'N hours', 'N days', 'N working days', 'N working hours', 'N months' or 'N years' 期限",
    )
    parser.add_argument(
        "--hours",
        default=None,
        metavar="UNIT",
        help="a unit by code or name, or hours as '08:30-12:00 14:00-17:30': days end at its closing 服务时间",
    )
    parser.add_argument(
        "--calendar-version",
        default=None,
        metavar="V",
        help="the year until which days off were published, or a calendar's version 日历版本",
    )
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the lines 语言")
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the due instant with its lines; 0, or 2 when start or limit cannot be used."""
    try:
        calendar = mainland() if args.calendar_version is None else as_known(args.calendar_version)
        start, limit, hours = read_start(args.start), Limit.parse(args.limit), read_hours(args.hours)
        found = due(start, limit, calendar, hours=hours)
    except (BadStart, BadLimit, BadHours, UnknownVersion, UnknownUnit, OutOfCalendar) as error:
        return _refuse(error.refusal, language=args.language, as_json=args.json)
    answer = _answer(found, _speaking(args.language))
    if args.json:
        _print_json(answer)
    else:
        print(answer["due"], *answer["lines"], sep="\n  ")
    return 0


def read_start(typed: str) -> datetime:
    """An instant from ISO 8601; a day alone is its 00:00, and without an offset China's time is meant."""
    words = typed.strip().upper()
    if not _ISO.fullmatch(words):
        raise BadStart(typed)
    try:
        start = datetime.fromisoformat(words)
        return (start if start.tzinfo else start.replace(tzinfo=CHINA)).astimezone(CHINA)
    except (ValueError, OverflowError) as error:
        raise BadStart(typed) from error


def read_hours(typed: str | None) -> OpeningHours | None:
    """The service hours of a unit as shipped, or written out; None where none were asked for.

    Raises UnknownUnit, or BadHours for what looks like hours and is none.
    """
    if typed is None:
        return None
    if ":" in typed:
        return OpeningHours.parse(typed)
    row = shipped_unit(typed)
    if row is None:
        raise UnknownUnit(typed)
    return opening_hours("", row["kind"], row["level"])


def _answer(found: Due, gettext: Gettext) -> dict[str, Any]:
    return {
        "due": found.at.isoformat() if found.at else None,
        "provisional": found.provisional,
        "lines": sentences(found.lines, gettext),
    }


def _refuse(refusal: Refusal, *, language: str, as_json: bool) -> int:
    """The sentence on stderr in both languages; as JSON in the one asked for."""
    params = {name: _printable(value) for name, value in refusal.params.items()}
    trouble = Trouble(refusal.code, refusal.sentence, **params)
    tell(trouble)
    if as_json:
        _print_json({"code": trouble.code, "detail": trouble.words(language)})
    return _MISUSED


def _printable(words: str) -> str:
    """Without what a terminal or UTF-8 cannot show: control characters and lone surrogates."""
    return "".join(letter if letter.isprintable() else "�" for letter in words)


def _print_json(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def _speaking(language: str) -> Gettext:
    """The project's own catalogue without Django; Chinese is what stands in the code."""
    return translation("django", CATALOGUES, [language], fallback=True).gettext
