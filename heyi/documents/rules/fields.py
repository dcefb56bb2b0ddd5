"""How a paper says what it needs: each field of its dataclass with a shape, checked in one place.

Papers are frozen dataclasses of plain values. What a shape lets through can be printed: letters without a picture and
letters that turn directions are refused, since a paper must say the same to every eye.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from heyi.documents.rules.money import LARGEST, is_money
from heyi.kernel.words import _
from heyi.orgs.rules import Fault

LINE, TEXT, DAY, MOMENT, COUNT, MONEY, ROWS, LINES, PART, YES_NO, DRAWN = (
    "line", "text", "day", "moment", "count", "money", "rows", "lines", "part", "yes_no", "drawn",
)  # fmt: skip
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}  # Unicode's general categories


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field takes: its sort, what people call it, and between how many letters, rows or units."""

    sort: str
    label: str
    least: int
    most: int
    of: type[Any] | None = None


def line(label: str, most: int = 60, *, optional: bool = False) -> Any:
    """One line of words."""
    return _field(Shape(LINE, label, 0 if optional else 1, most), "" if optional else MISSING)


def text(label: str, most: int = 5000, *, optional: bool = False) -> Any:
    """Words in paragraphs."""
    return _field(Shape(TEXT, label, 0 if optional else 1, most), "" if optional else MISSING)


def day(label: str, *, optional: bool = False) -> Any:
    """A date."""
    return _field(Shape(DAY, label, int(not optional), 1), None if optional else MISSING)


def moment(label: str, *, optional: bool = False) -> Any:
    """An instant with its zone, printed as it was in China."""
    return _field(Shape(MOMENT, label, int(not optional), 1), None if optional else MISSING)


def count(label: str, most: int = 10_000, *, least: int = 0, default: int | None = None) -> Any:
    """A whole number."""
    return _field(Shape(COUNT, label, least, most), MISSING if default is None else default)


def money(label: str, *, optional: bool = False) -> Any:
    """An amount in yuan with at most two decimals, printed in figures and in capital numerals."""
    return _field(Shape(MONEY, label, int(not optional), 1), None if optional else MISSING)


def yes_no(label: str, *, default: bool) -> Any:
    """Whether something is so."""
    return _field(Shape(YES_NO, label, 0, 1), default)


def rows(of: type[Any], label: str, most: int, *, least: int = 0) -> Any:
    """Several parts of one sort."""
    return _field(Shape(ROWS, label, least, most, of), MISSING if least else ())


def lines(label: str, most: int, *, least: int = 0, letters: int = 2000) -> Any:
    """Several texts; each at most `letters` long."""
    return field(
        kw_only=True,
        metadata={"shape": Shape(LINES, label, least, most), "letters": letters},
        default=MISSING if least else (),
    )


MOST_DRAWN = 40_000  # letters of a drawn signature's path
_DRAWN_PATH = re.compile(r"(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)*", re.ASCII)


def drawn(label: str) -> Any:
    """A signature drawn by hand, as lines between whole points ("M1 1L20 20"); "" where there is none."""
    return _field(Shape(DRAWN, label, 0, MOST_DRAWN), "")


def part(of: type[Any], label: str, *, optional: bool = False) -> Any:
    """A part that is a dataclass itself."""
    return _field(Shape(PART, label, int(not optional), 1, of), None if optional else MISSING)


def _field(shape: Shape, default: Any) -> Any:
    return field(kw_only=True, default=default, metadata={"shape": shape})


_MISSING = _("%(field)s没有填写。")
_TOO_LONG = _("%(field)s太长，最多 %(most)s 个字。")
_TOO_MANY = _("%(field)s最多 %(most)s 项。")
_UNSEEN_LETTER = _("%(field)s里有看不见的控制字符（%(letter)s），请删去。")
_ONE_LINE = _("%(field)s只能写一行。")
_WRONG = _("%(field)s填写得不对。")


def faults_of(paper: object, where: str = "") -> tuple[Fault, ...]:
    """Everything that is wrong with a paper's content, each fault at its field."""
    found: list[Fault] = []
    for one in fields(paper):  # type: ignore[arg-type]
        shape: Shape = one.metadata["shape"]
        label = f"{where}{shape.label}"
        value = getattr(paper, one.name)
        found += _CHECKS[shape.sort](value, shape, label, one.metadata.get("letters", 0))
    return tuple(found)


def _fault(code: str, sentence: str, label: str, **more: str) -> Fault:
    return Fault(label, code, sentence, {"field": label, **more})


def _words(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _fault("wrong", _WRONG, label)
        return
    if shape.least and not value.strip():
        yield _fault("missing", _MISSING, label)
    if len(value) > shape.most:
        yield _fault("too_long", _TOO_LONG, label, most=str(shape.most))
    if shape.sort == LINE and "\n" in value:
        yield _fault("one_line", _ONE_LINE, label)
    unseen = next((letter for letter in value if is_unseen(letter)), "")
    if unseen:
        yield _fault("unseen", _UNSEEN_LETTER, label, letter=f"U+{ord(unseen):04X}")


def is_unseen(letter: str) -> bool:
    """Whether a letter has no picture of its own: controls, marks of direction, private and unassigned ones."""
    return letter not in "\n\t" and unicodedata.category(letter) in _UNSEEN


def _when(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if value is None:
        if shape.least:
            yield _fault("missing", _MISSING, label)
    elif not _is_day(value) if shape.sort == DAY else not _is_moment(value):
        yield _fault("wrong", _WRONG, label)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and _EARLIEST <= value < _LATEST


def _is_moment(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None and _is_day(value.date())


def _number(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if not isinstance(value, int) or isinstance(value, bool) or not shape.least <= value <= shape.most:
        yield _fault("wrong", _WRONG, label)


def _amount(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if value is None:
        if shape.least:
            yield _fault("missing", _MISSING, label)
    elif not isinstance(value, Decimal) or not is_money(value) or value > LARGEST:
        yield _fault("wrong", _WRONG, label)


def _many(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    yield from _length(value, shape, label)
    if isinstance(value, tuple):
        for nth, row in enumerate(value[: shape.most], 1):
            if shape.of is None or not isinstance(row, shape.of):
                yield _fault("wrong", _WRONG, f"{label} {nth}")
            else:
                yield from faults_of(row, f"{label} {nth}：")


def _texts(value: object, shape: Shape, label: str, letters: int) -> Iterator[Fault]:
    yield from _length(value, shape, label)
    if isinstance(value, tuple):
        each = Shape(TEXT, label, 1, letters)
        for nth, row in enumerate(value[: shape.most], 1):
            yield from _words(row, each, f"{label} {nth}", 0)


def _length(value: object, shape: Shape, label: str) -> Iterator[Fault]:
    if not isinstance(value, tuple):
        yield _fault("wrong", _WRONG, label)
    elif len(value) < shape.least:
        yield _fault("missing", _MISSING, label)
    elif len(value) > shape.most:
        yield _fault("too_many", _TOO_MANY, label, most=str(shape.most))


def _one_part(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if value is None:
        if shape.least:
            yield _fault("missing", _MISSING, label)
    elif shape.of is None or not isinstance(value, shape.of):
        yield _fault("wrong", _WRONG, label)
    else:
        yield from faults_of(value, f"{label}：")


def _lines_drawn(value: object, shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    """Nothing but lines: whatever else a path could carry never reaches the picture."""
    if not isinstance(value, str) or len(value) > shape.most or not _DRAWN_PATH.fullmatch(value):
        yield _fault("wrong", _WRONG, label)


def _truth(value: object, _shape: Shape, label: str, _letters: int) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield _fault("wrong", _WRONG, label)


_CHECKS: Mapping[str, Any] = {
    LINE: _words, TEXT: _words, DAY: _when, MOMENT: _when, COUNT: _number, MONEY: _amount, ROWS: _many,
    LINES: _texts, PART: _one_part, YES_NO: _truth, DRAWN: _lines_drawn,
}  # fmt: skip


def shapes_of(kind: type[Any]) -> Mapping[str, Shape]:
    """The shapes of a paper's fields by name."""
    if not is_dataclass(kind):
        raise TypeError(kind)
    return {one.name: one.metadata["shape"] for one in fields(kind)}


def letters_of(value: object) -> Sequence[str]:
    """Every word that a paper carries, for asking whether all of it can be printed."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Mapping):
        return [word for each in value.values() for word in letters_of(each)]
    if isinstance(value, (tuple, list)):
        return [word for each in value for word in letters_of(each)]
    return ()
