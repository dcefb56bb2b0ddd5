"""One session in the form of RFC 5545, with no name and no dispute in it."""

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext

_OCTETS = 73  # of a line, before what it is folded with


class Sitting(Protocol):
    """When and where."""

    @property
    def id(self) -> UUID: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def session_file(session: Sitting, *, at: datetime) -> str:
    """A calendar of one entry; an hour before, the telephone reminds."""
    summary = gettext("约好的时间")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Heyi//Heyi//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{session.id}@heyi",
        f"DTSTAMP:{_instant(at)}",
        f"DTSTART:{_instant(session.starts_at)}",
        f"DTEND:{_instant(session.ends_at)}",
        f"SUMMARY:{_said(summary)}",
        f"LOCATION:{_said(session.place)}",
        "CLASS:PRIVATE",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1H",
        f"DESCRIPTION:{_said(summary)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _said(words: str) -> str:
    """Text as the form wants it; a line's end inside would begin a line of its own."""
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> str:
    """At most 75 octets in a line, never cut inside a letter."""
    parts, part = [], ""
    for letter in line:
        if len((part + letter).encode()) > _OCTETS:
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])
