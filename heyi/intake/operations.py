"""Writes of intake: partners, keys and their answers, marks of likeness, refusals counted.

Keys and marks lie on the hot path: plain SQL, one statement each, on the caller's transaction and scope.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from heyi.intake import queries
from heyi.intake.access import kept_hash, key_hash, reporter_mark
from heyi.intake.codes import Alike, PartnerKind
from heyi.intake.likeness import LIFE, Marks, alike, marks_of
from heyi.intake.models import EarlyRecall, Partner
from heyi.intake.rules import Report, is_callback, is_division
from heyi.journal.events import Actor
from heyi.journal.operations import Writes, record_administration
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import CITY
from heyi.kernel.compact import compact
from heyi.kernel.words import _

_KEY_BYTES = 32
_KEY_LETTERS = 32  # fewer could be guessed
_NAME_LIMIT = 80
_TAKE = """
INSERT INTO intake_report (county, source, key, body_hash, received_at) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT DO NOTHING RETURNING 1
"""
_ANSWER = """
UPDATE intake_report SET matter_county = %s, matter_id = %s, answer = %s
 WHERE county = %s AND source = %s AND key = %s
"""
_REMEMBER = """
INSERT INTO intake_fingerprint (county, matter_id, mark, expires_at)
SELECT %s, %s, mark, %s FROM unnest(%s::bigint[]) AS mark
"""
_COUNT_REJECTION = """
INSERT INTO intake_rejection AS kept (day_on, source, code, count) VALUES (%s, %s, %s, %s)
    ON CONFLICT (day_on, source, code) DO UPDATE SET count = kept.count + excluded.count
"""
_KEEP_REPORTER = """
INSERT INTO intake_reportermark (county, mark, matter_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
"""
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
_FORGET = "DELETE FROM intake_fingerprint WHERE expires_at <= %s"


class KeyTaken(Exception):
    """The key already stands for another body of the same source."""

    code = "KEY_TAKEN"
    sentence = _("这个键已用于另一份内容；请换一个新键，或原样重发。")


class CannotChangePartner(Exception):
    """A partner of this name exists already, or none does."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class LikelyRepeat:
    """An earlier matter that may tell of the same thing; people judge it, nothing is merged."""

    county: str
    matter_id: UUID
    reason: Alike


def take_key(source: str, key: str, *, body_hash: bytes, at: datetime) -> Mapping[str, object] | None:
    """Take a source's key for this transaction: None when it was free, else the answer it was given before.

    A second request with the same key waits here until the first has committed or gone. Raises KeyTaken when
    the key stands for another body. One statement; two when the key was taken.
    """
    part, values = taking(source, key, body_hash=body_hash, at=at)
    with connection.cursor() as cursor:
        cursor.execute(part, values)
        if cursor.fetchone():
            return None
    return answer_before(source, key, body_hash=body_hash)


def taking(source: str, key: str, *, body_hash: bytes, at: datetime) -> tuple[str, list[Any]]:
    """The statement that takes a key and its values: one row when the key was free, none else.

    It may be a part of another statement; whose row it does not give asks `answer_before`.
    """
    return _TAKE, [CITY, source, key, kept_hash(body_hash), at]


def answer_before(source: str, key: str, *, body_hash: bytes) -> Mapping[str, object]:
    """The answer that a key which was not free was given. Raises KeyTaken when it stands for another body."""
    kept = queries.find_answer(source, key)
    if kept is None or kept[0] != kept_hash(body_hash):
        raise KeyTaken
    answer: Mapping[str, object] = json.loads(kept[1])
    return answer


def marks_for(report: Report) -> Marks:
    """The marks of a report under this installation's key."""
    phone = report.reporter.phone if report.reporter else ""
    return marks_of(report.text, phone=phone, key=_mark_key())


def likely_repeats(marks: Marks, *, county: str, at: datetime) -> tuple[LikelyRepeat, ...]:
    """Earlier matters of the county (or of no known place) that may tell of the same thing, newest first.

    One statement. Ask before `answer_key` remembers the new matter's own marks.
    """
    alone = [] if marks.whole is None else [marks.whole]
    held = queries.mark_holders(marks.all(), alone=alone, counties=sorted({county, CITY}), at=at)
    found = [
        LikelyRepeat(holder, matter_id, reason)
        for holder, matter_id, theirs in held
        if (reason := alike(marks, theirs))
    ]
    return tuple(sorted(found, key=lambda repeat: repeat.matter_id, reverse=True))


def matters_of_caller(marks: Marks, *, counties: Sequence[str], at: datetime) -> tuple[tuple[str, UUID], ...]:
    """The newest matters whose reporter gave the same telephone, while their marks live. One statement.

    For who takes the next call: a caller asks how it stands more often than anything else.
    """
    if marks.caller is None:
        return ()
    mine = [marks.caller]
    held = queries.mark_holders(mine, alone=mine, counties=sorted({*counties, CITY}), at=at)
    keys = {(county, matter_id) for county, matter_id, _marks in held}
    return tuple(sorted(keys, key=lambda key: key[1], reverse=True))


def answer_key(
    source: str,
    key: str,
    *,
    county: str,
    matter_id: UUID,
    answer: Mapping[str, object],
    marks: Marks,
    at: datetime,
    reporter_phone: str = "",
    rows: Writes | None = None,
) -> None:
    """Keep the answer under the key taken just now, and remember the matter's marks: with `rows`, or else at once.

    The reporter's own mark does not expire: by it a telephone's holder finds the own matters until the identity goes.
    """
    words = compact(answer)
    writes = Writes() if rows is None else rows
    writes.add(_ANSWER, county, matter_id, words, CITY, source, key)
    writes.add(_REMEMBER, county, matter_id, at + LIFE, queries.array(marks.all()))
    if mark := reporter_mark(reporter_phone):
        writes.add(_KEEP_REPORTER, county, mark, matter_id)
    if rows is None:
        writes.write()


def keep_answer(source: str, key: str, *, county: str, matter_id: UUID, answer: Mapping[str, object]) -> None:
    """Keep the answer under the key taken just now, of what opened no matter. One statement."""
    words = compact(answer)
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, [county, matter_id, words, CITY, source, key])


def is_recalled_early(source: str, transfer: UUID) -> bool:
    """Whether a city's transfer was recalled before it came. Offer and recall of one transfer wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [f"transfer:{source}:{transfer}"])
    return EarlyRecall.objects.filter(source=source, transfer=transfer).exists()


def note_early_recall(source: str, transfer: UUID, *, at: datetime) -> None:
    """Keep that this transfer is not to be taken any more, should it still come."""
    EarlyRecall.objects.create(source=source, transfer=transfer, came_at=at)


def count_rejection(source: str, code: str, *, at: datetime, times: int = 1) -> None:
    """Count refused reports of a source; its own small transaction, which need not survive a power cut."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        cursor.execute(_COUNT_REJECTION, [at.astimezone(CHINA).date(), source, code, times])


def forget_expired_marks(*, at: datetime) -> int:
    """Delete the marks whose time is over; the number deleted. For the worker, once a day."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [at])
        return int(cursor.rowcount)


def add_partner(
    name: str,
    *,
    callback: str = "",
    kind: PartnerKind = PartnerKind.PLAIN,
    key: str = "",
    city: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Let a system hand reports in, told of changes at `callback`; its key, which nobody can read again.

    A `key` is given by the demo, whose stubs must know it, and where another city has made the key that both sign
    with; `city` is that city's division. Raises CannotChangePartner.
    """
    if not name.strip() or len(name) > _NAME_LIMIT or not name.isprintable():
        raise CannotChangePartner("BAD_NAME", _("协作系统的名称应为 1 至 80 个可见字符。"))
    if Partner.objects.filter(name=name).exists():
        raise CannotChangePartner("NAME_TAKEN", _("已有同名的协作系统；要换新密钥，请用 renew。"))
    _check_callback(callback)
    _check_city(kind, city)
    _check_key(key)
    key = key or _new_key()
    with transaction.atomic():
        partner = Partner.objects.create(
            name=name, key_hash=key_hash(key), callback=callback, kind=kind.value, city=city, created_at=at
        )
        facts = {"partner": partner.pk, "name": name, "kind": kind.value, "callback": _told_of(callback)}
        facts |= {"city": city} if city else {}
        record_administration("partner.added", facts, actor=by, at=at)
    return key


def renew_key(name: str, *, by: Actor, at: datetime, key: str = "") -> str:
    """A new key for a partner, or the one that another city has made; the old one is void at once.

    Raises CannotChangePartner.
    """
    _check_key(key)
    key = key or _new_key()
    values = {"key_hash": key_hash(key), "is_active": True, "disabled_at": None}
    _change(name, "partner.renewed", values, by=by, at=at)
    return key


def disable_partner(name: str, *, by: Actor, at: datetime) -> None:
    """Take nothing more from a partner; what it reported stays. Raises CannotChangePartner."""
    _change(name, "partner.disabled", {"is_active": False, "disabled_at": at}, by=by, at=at)


def set_callback(name: str, callback: str, *, by: Actor, at: datetime) -> None:
    """Tell a partner there of every change of what it handed in; "" tells it nothing. Raises CannotChangePartner."""
    _check_callback(callback)
    facts = {"callback": _told_of(callback)}
    _change(name, "partner.callback_set", {"callback": callback}, by=by, at=at, facts=facts)


def _change(
    name: str,
    verb: str,
    values: Mapping[str, object],
    *,
    by: Actor,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    with transaction.atomic():
        if not Partner.objects.filter(name=name).update(**values):
            raise CannotChangePartner("NO_SUCH_PARTNER", _("没有这个名称的协作系统。"))
        record_administration(verb, {"name": name, **(facts or {})}, actor=by, at=at)


def _check_callback(callback: str) -> None:
    if callback and not is_callback(callback):
        raise CannotChangePartner(
            "BAD_CALLBACK", _("回调地址应为 http:// 或 https:// 开头的网址，不含用户名、空格和 #。")
        )


def _check_city(kind: PartnerKind, city: str) -> None:
    """Another city has a division of its own, not ours, and one partner stands for it."""
    if kind is not PartnerKind.CITY:
        if city:
            raise CannotChangePartner("CITY_UNFIT", _("只有外市（city）才有城市区划代码。"))
    elif not is_division(city):
        raise CannotChangePartner("CITY_NEEDED", _("请用 --city 给出对方城市的六位区划代码，例如 330400。"))
    elif city == settings.HEYI_CITY:
        raise CannotChangePartner("CITY_IS_OURS", _("这是本市自己的区划代码：请给出对方城市的。"))
    elif Partner.objects.filter(city=city).exists():
        raise CannotChangePartner("CITY_TAKEN", _("这个城市已经登记；要换密钥，请用 renew。"))


def _check_key(key: str) -> None:
    """A key that another house has made: strong enough, and nobody else's here."""
    if not key:
        return
    if len(key) < _KEY_LETTERS or not key.isascii() or not key.isprintable() or " " in key:
        raise CannotChangePartner("KEY_UNFIT", _("密钥不对：应原样粘贴对方 heyi partner add 给出的密钥。"))
    if Partner.objects.filter(key_hash=key_hash(key)).exists():
        raise CannotChangePartner("KEY_KNOWN", _("这个密钥已经属于另一个协作系统，或者没有更换。"))


def _told_of(callback: str) -> str:
    """What the journal keeps for ever of an address: a secret may stand in its query."""
    return callback.partition("?")[0]


def _new_key() -> str:
    return "heyi_" + secrets.token_urlsafe(_KEY_BYTES)


def _mark_key() -> bytes:
    """The marks' key comes from HOME's secret: no database or dump can turn a mark into a telephone."""
    return sha256(b"heyi.intake.marks:" + settings.SECRET_KEY.encode()).digest()
