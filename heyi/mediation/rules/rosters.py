"""名单: parties as lines of name and telephone, pasted or out of a spreadsheet; what is wrong is told line by line.

Nothing is guessed: a line that is not understood is a fault, and where one line is faulty none is taken.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from heyi.intake.rules import mobile_of
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _

LONGEST_NAME = 60
FEWEST_DIGITS = 9  # that begin with 1: meant for a mobile number, be it mistyped by a digit or two
_HEADS = frozenset({"姓名", "名字", "名称", "姓名或名称"})
_CELLS = re.compile(r"[\t,，;；]")
_NUMBER = re.compile(r"\d{1,3}[.、．)）]?")  # the first column of many lists
_NUMBERED = re.compile(r"\d{1,3}[.、．)）]\s*")
_TELEPHONE = re.compile(r"(?P<name>.*?)[\s、]*(?P<phone>[+（(]?\d[\d\s\-()（）]{4,28})")
_FIGURES = re.compile(r"[+（(]?\d[\d\s\-()（）]{4,28}")


@dataclass(frozen=True, slots=True)
class Named:
    """A person as a line names them; `line` is counted from 1, as the sheet was."""

    line: int
    name: str
    phone: str

    @property
    def has_mobile(self) -> bool:
        """Whether a text can reach them."""
        return bool(mobile_of(self.phone))


@dataclass(frozen=True, slots=True)
class Roster:
    """What a sheet says: whom it names, and what is wrong with which line (line, why)."""

    people: tuple[Named, ...]
    faults: tuple[tuple[int, Refusal], ...]

    def sharing(self) -> tuple[tuple[int, ...], ...]:
        """The lines that have one telephone: whoever has it cannot answer for two."""
        lines: dict[str, list[int]] = {}
        for each in self.people:
            if each.phone:
                lines.setdefault(mobile_of(each.phone) or each.phone, []).append(each.line)
        return tuple(tuple(each) for each in lines.values() if len(each) > 1)


def read_roster(sheet: str) -> Roster:
    """One person a line: "王秀英 13900000001", by tabs or commas as well; empty lines and a heading say nothing."""
    people: list[Named] = []
    faults: list[tuple[int, Refusal]] = []
    seen: dict[tuple[str, str], int] = {}
    for number, line in enumerate(sheet.splitlines(), 1):
        if not line.strip() or (not people and not faults and _is_heading(line)):
            continue
        found = _read(number, line.strip())
        before = seen.setdefault((found.name, found.phone), number) if isinstance(found, Named) else number
        if isinstance(found, Refusal):
            faults.append((number, found))
        elif before != number:
            faults.append((number, Refusal("line_twice", _("和第 %(line)s 行相同。"), {"line": str(before)})))
        else:
            people.append(found)
    return Roster(tuple(people), tuple(faults))


def _is_heading(line: str) -> bool:
    return any(cell.strip().strip('"') in _HEADS for cell in _CELLS.split(line))


def _read(number: int, line: str) -> Named | Refusal:
    name, phone = _columns(line) if _CELLS.search(line) else _words(line)
    if name is None:
        return Refusal("line_unclear", _("每行只写姓名和电话。"))
    if not name or _FIGURES.fullmatch(name):
        return Refusal("name_missing", _("没有姓名。"))
    if len(name) > LONGEST_NAME or any(letter.isdigit() for letter in name):
        return Refusal("name_unclear", _("姓名不对：%(name)s。"), {"name": name[:LONGEST_NAME]})
    if phone and not _is_telephone(phone):
        return Refusal("phone_unclear", _("电话不对：%(phone)s。"), {"phone": phone[:LONGEST_NAME]})
    return Named(number, name, phone)


def _columns(line: str) -> tuple[str | None, str]:
    """Out of a spreadsheet: perhaps a number, a name, perhaps a telephone."""
    cells: Sequence[str] = [cell.strip().strip('"').strip() for cell in _CELLS.split(line)]
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > 1 and _NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    if not cells or len(cells) > 2:
        return None, ""
    return cells[0], cells[1] if len(cells) > 1 else ""


def _words(line: str) -> tuple[str, str]:
    """As people type it: a name, perhaps with a space in it, and a telephone behind it."""
    line = _NUMBERED.sub("", line, count=1) if _NUMBERED.match(line) else line
    found = _TELEPHONE.fullmatch(line)
    return (found["name"].strip(), found["phone"].strip()) if found else (line, "")


def _is_telephone(phone: str) -> bool:
    """A mobile number where it looks like one, else digits enough to ring somebody up."""
    digits = re.sub(r"\D", "", phone).removeprefix("86")
    looks_mobile = digits.startswith("1") and len(digits) >= FEWEST_DIGITS
    return bool(_FIGURES.fullmatch(phone)) and (not looks_mobile or bool(mobile_of(phone)))
