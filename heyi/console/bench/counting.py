"""Counting statements and telling quantiles."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_NOT_COUNTED = re.compile(r"\s*(BEGIN|COMMIT|SET)\b", re.IGNORECASE)


@dataclass
class Count:
    """What was sent to the database."""

    sent: list[str] = field(default_factory=list)

    @property
    def statements(self) -> int:
        """How many statements, without BEGIN, COMMIT and SET."""
        return sum(1 for words in self.sent if not _NOT_COUNTED.match(words))


@contextmanager
def counted() -> Iterator[Count]:
    """Counts what this thread sends on the server's connection."""
    count = Count()

    def hear(execute: Any, words: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        count.sent.append(words)
        return execute(words, params, many, context)

    with connection.execute_wrapper(hear):
        yield count


def quantile(times: Sequence[float], percent: int) -> float:
    """The time in milliseconds within which so many of a hundred were done."""
    ordered = sorted(times)
    place = min(len(ordered) - 1, len(ordered) * percent // 100)
    return round(ordered[place] * 1000, 3)
