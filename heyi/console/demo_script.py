"""The script of the living demo: invented matters with the moments and the hands that walk them, kept as data."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources

from heyi.kernel.clock import CHINA

_DAYS_BEFORE = re.compile(r"([1-9]\d?)d ([01]\d|2[0-3]):([0-5]\d)")
_AGO = re.compile(r"([1-9]\d{0,2})([hm])")
_STAGE = ("key", "at", "steps", "pictures")


@dataclass(frozen=True, slots=True)
class Act:
    """One step of a script: who does what, and what the step asks for. Without `by` it is the reporter's.

    With `part` it is on the part of that number, counted from 1 in the order in which they were split off.
    """

    at: str
    do: str
    by: str = ""
    text: str = ""
    to: str = ""
    reason: str = ""
    zone: str = ""
    handler: str = ""
    purpose: str = ""
    part: int = 0
    kind: str = ""
    title: str = ""
    pictures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """One matter of the demo: its key, when it comes in, the report's body, and the acts in their order."""

    key: str
    at: str
    body: Mapping[str, object]
    acts: tuple[Act, ...]
    pictures: Sequence[str] = ()


def demo_scripts() -> tuple[Script, ...]:
    """Every matter of the demo, in the order of its files."""
    folder = resources.files("heyi.console") / "data"
    files = sorted(
        (file for file in folder.iterdir() if file.name.startswith("demo_matters")), key=lambda f: f.name
    )
    return tuple(
        _script(row) for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["matter"]
    )


def _script(row: Mapping[str, object]) -> Script:
    body = {name: value for name, value in row.items() if name not in _STAGE}
    steps = row["steps"]
    assert isinstance(steps, list)  # noqa: S101 - our own file
    return Script(str(row["key"]), str(row["at"]), body, tuple(Act(**step) for step in steps), _pictures(row))


def _pictures(row: Mapping[str, object]) -> tuple[str, ...]:
    named = row.get("pictures", [])
    assert isinstance(named, list)  # noqa: S101 - our own file
    return tuple(str(name) for name in named)


def moment(words: str, *, at: datetime) -> datetime:
    """The instant that a script means: "3d 20:00" is 20:00 in China three days before `at`; "22h", "35m" before it.

    Raises ValueError for anything else: a script never tells of the future.
    """
    if told := _DAYS_BEFORE.fullmatch(words):
        days, hour, minute = (int(part) for part in told.groups())
        day: date = at.astimezone(CHINA).date() - timedelta(days=days)
        return datetime.combine(day, time(hour, minute), CHINA)
    if told := _AGO.fullmatch(words):
        unit = "hours" if told[2] == "h" else "minutes"
        return at - timedelta(**{unit: int(told[1])})
    raise ValueError(words)
