"""A notice on its way out, in words: put together as it leaves, in the language of whoever reads it.

It is asked once more whether they may hear of the matter: what waited through a night may have turned out to be about
the reader's own unit. In scopes of its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext, override

from heyi.accounts.access import standing
from heyi.journal.codes import ADMINISTRATION
from heyi.journal.operations import DueDelivery
from heyi.journeys.noticing_outside import TRIAL_KIND
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _
from heyi.matters.access import entering, seeing_units
from heyi.notices.access import AddressRow, find_address
from heyi.notices.codes import NOTICE_WORDS, NoticeWay
from heyi.notices.operations import opened
from heyi.notices.rules.robots import Robot
from heyi.notices.rules.table import SENTENCES
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

SIGN = _("【合一】")
DUE = _("届满：%(due)s。")
TRIAL = _("这是一条测试通知：您能在这里收到合一的通知。")
MANY = _("有 %(count)s 条通知：")
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, and to whom; `to` is opened only now."""

    way: NoticeWay
    to: str | Robot
    title: str
    words: str


def message_of(destination: str, body: str, *, at: datetime) -> Message | None:
    """What a queued body stands for; None where the address is gone, or nobody there may hear of it any more.

    Raises CannotOpen where the address does not open.
    """
    with entering("worker"):
        found = _leaving(destination, body, at)
        if found is None:
            return None
        address, language, lines = found
        with override(language):
            return Message(address.way, opened(address.id), *_written(lines))


def _leaving(destination: str, body: str, at: datetime) -> tuple[AddressRow, str, list[Line]] | None:
    """To which address, in which language, and what of it may still be known there."""
    address = find_address(int(destination.partition(":")[2]))
    if address is None:
        return None
    told, reader = json.loads(body), _reader(address, at)
    lines = _still_meant(told.get("digest") or [told], reader)
    return (address, reader.language, lines) if lines else None


def is_notice(destination: str) -> bool:
    """Whether a delivery goes to a person or a unit's group, by their numbers."""
    return destination.partition(":")[0].upper() in set(NoticeWay)


def is_still_meant(delivery: DueDelivery, *, at: datetime) -> bool:
    """Whether what is about to leave may still be known where it goes; what is no notice always may."""
    if not is_notice(delivery.destination):
        return True
    with entering("worker"):
        return _leaving(delivery.destination, delivery.body, at) is not None


@dataclass(frozen=True, slots=True)
class _Reader:
    language: str
    units: frozenset[int]


def _reader(address: AddressRow, at: datetime) -> _Reader:
    if address.unit_id is not None:
        return _Reader(address.language, frozenset({address.unit_id}))
    found = standing(address.person_id or 0, at)
    return _Reader(found.language, frozenset(found.units))


def _still_meant(lines: Sequence[Line], reader: _Reader) -> list[Line]:
    keys = {(line["county"], UUID(line["matter"])) for line in lines}
    seen = seeing_units({key for key in keys if key[1] != ADMINISTRATION})
    return [line for line in lines if _is_meant(line, reader, seen)]


def _is_meant(line: Line, reader: _Reader, seen: Mapping[tuple[str, UUID], Any]) -> bool:
    matter_id = UUID(line["matter"])
    if matter_id == ADMINISTRATION:
        return line["kind"] == TRIAL_KIND or bool(reader.units)
    seeing = seen.get((line["county"], matter_id))
    return seeing is not None and bool(reader.units & seeing.units) and not reader.units & seeing.denied


def _written(lines: Sequence[Line]) -> tuple[str, str]:
    """Title and words."""
    trees = directory()
    if len(lines) == 1:
        (line,) = lines
        kind = str(line["kind"])
        title = gettext(NOTICE_WORDS.get(kind, TRIAL))
        return f"{line['number']} {title}".strip(), gettext(SIGN) + sentence(line, trees) + _link(line)
    head = gettext(MANY) % {"count": len(lines)}
    each = [f"{place}. {sentence(line, trees)}" for place, line in enumerate(lines, 1)]
    return head.rstrip("：: "), "\n".join([gettext(SIGN) + head, *each, _desk()]).rstrip()


def sentence(line: Line, trees: Directory) -> str:
    """Number, unit and what is to be done, until when."""
    kind = str(line["kind"])
    if kind == TRIAL_KIND:
        return gettext(TRIAL)
    unit = trees.find_unit(line["unit"])
    said = gettext(SENTENCES[kind]) % {
        "number": line["number"],
        "unit": unit.short_name if unit else "",
    }
    if not line["due_at"]:
        return said
    due = datetime.fromisoformat(line["due_at"]).astimezone(CHINA)
    return f"{said}{gettext(DUE) % {'due': f'{due:%Y-%m-%d %H:%M}'}}"


def _link(line: Line) -> str:
    if not settings.HEYI_ORIGIN:
        return ""
    return f" {settings.HEYI_ORIGIN}/desk/matters/{line['number']}/" if line["number"] else f" {_desk()}"


def _desk() -> str:
    return f"{settings.HEYI_ORIGIN}/desk/notices/" if settings.HEYI_ORIGIN else ""
