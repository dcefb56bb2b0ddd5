"""A limit: so many hours, days, working days, working hours, months or years."""

import re
from dataclasses import dataclass
from typing import Self

from heyi.deadlines.codes import LimitUnit
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _

MOST_DIGITS = 6  # a million hours is more than a century
LONGEST = {
    LimitUnit.HOURS: 43_800,
    LimitUnit.DAYS: 1_825,
    LimitUnit.WORKING_DAYS: 1_250,
    LimitUnit.WORKING_HOURS: 8_750,
    LimitUnit.MONTHS: 60,
    LimitUnit.YEARS: 5,
}
"""The most that a rule may allow, five years in each unit: no limit of the law is near it, and it can be reckoned."""
_SHOWN = 40  # letters of the typed words that an error repeats
_FORM = re.compile(
    r"\s*(-?[0-9]+)\s*(hour|day|working\s+day|working\s+hour|month|year)s?\s*", re.IGNORECASE | re.ASCII
)
_UNITS = {
    "hour": LimitUnit.HOURS,
    "day": LimitUnit.DAYS,
    "working day": LimitUnit.WORKING_DAYS,
    "working hour": LimitUnit.WORKING_HOURS,
    "month": LimitUnit.MONTHS,
    "year": LimitUnit.YEARS,
}
_WORDS = {unit: words for words, unit in _UNITS.items()}


class BadLimit(ValueError):
    """The words are not a limit; `refusal` says why, for people."""

    def __init__(self, code: str, sentence: str, typed: str) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, sentence, {"typed": typed.strip()[:_SHOWN]})


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units. Written as in rules and contracts: `72 hours`, `15 days`, `1 working day`."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError("a limit is never negative")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read `N hours`, `N days`, `N working days`, `N working hours`, `N months` or `N years`, N from 1 to 999999.

        Raises BadLimit.
        """
        found = _FORM.fullmatch(words)
        if found is None:
            raise BadLimit(
                "LIMIT_UNCLEAR",
                _(
                    "看不懂时限“{typed}”，请写成 24 hours、15 days、5 working days、8 working hours、"
                    "6 months 或 1 year。"
                ),
                words,
            )
        digits, unit = found[1], " ".join(found[2].lower().split())
        if digits.startswith("-") or not digits.lstrip("0"):
            raise BadLimit("LIMIT_TOO_SHORT", _("时限“{typed}”太短，至少为 1。"), words)
        if len(digits.lstrip("0")) > MOST_DIGITS:
            raise BadLimit("LIMIT_TOO_LONG", _("时限“{typed}”太长，最多为 999999。"), words)
        return cls(int(digits), _UNITS[unit])

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than any rule may allow."""
        return self.amount > LONGEST[self.unit]

    def __str__(self) -> str:
        return f"{self.amount} {_WORDS[self.unit]}{'' if self.amount == 1 else 's'}"
