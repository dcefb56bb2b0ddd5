"""Pure decisions of the journal: whether chains and seals hold, when a delivery is tried again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from heyi.journal.events import Head
from heyi.kernel import chain
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _

LEASE = timedelta(minutes=5)  # how long a claimed delivery is left to its claimant before another tries
REST = timedelta(minutes=5)  # what else is due for a destination waits so long after one that failed
TRIES = (  # the waits after each failed attempt; then it is given up and a person may send it again
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)

HASH_DIFFERS = _("事件内容与其哈希不符，或前一事件被改动。")
SEQ_JUMPS = _("事件序号不连续，有事件缺失。")
ROW_DIFFERS = _("事件的登记列与其内容不符。")
UNREADABLE = _("事件所用哈希算法不明。")
ALGOS = frozenset(chain.Algo)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should not be so: a code, where it is, a sentence (Chinese, translated by the face)."""

    code: str
    where: str
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)


class ChainRow(NamedTuple):
    """An event as it lies in the table, for checking; `stream` is its matter_id, `body` its text, both in bytes."""

    county: str
    stream: bytes
    seq: int
    verb: str
    at: datetime
    body: bytes
    hash: bytes
    algo: str


class Chain(NamedTuple):
    """A stream as the journal tells it: its head, its rows in order, what is wrong with it."""

    county: str
    matter_id: UUID
    head: Head
    rows: tuple[ChainRow, ...]
    problems: tuple[Problem, ...]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What each event says: actor, at, facts, verb. Ask for the problems first: ValueError if not JSON."""
        return [json.loads(row.body) for row in self.rows]


def read_chain(rows: tuple[ChainRow, ...]) -> Chain:
    """Walk one stream's rows, at least one, from its genesis; after a break it goes on to find the next."""
    county, matter_id = rows[0].county, UUID(bytes=rows[0].stream)
    seq, prev = Head.start(county, matter_id)
    problems: tuple[Problem, ...] = ()
    for row in rows:
        code = _fault(prev, seq + 1, row)
        if code:
            problems += (Problem(code, f"{county}/{matter_id}#{row.seq}", _SENTENCES[code]),)
        seq, prev = row.seq, row.hash
    return Chain(county, matter_id, Head(seq, prev), rows, problems)


def _fault(prev: bytes, seq: int, row: ChainRow) -> str:
    """The code of what is wrong with a row, or nothing."""
    _, _, row_seq, verb, at, body, hashed, algo = row
    if row_seq != seq:
        return "chain.gap"
    if algo not in ALGOS:
        return "chain.unreadable"
    if chain.digest(prev + body, algo) != hashed:
        return "chain.broken"
    return "" if _says(body, verb, at) else "chain.row_differs"


def _says(body: bytes, verb: str, at: datetime) -> bool:
    """Whether the body tells of this verb and instant. Neither parsed nor decoded, for speed: canonical JSON has one
    form, and inside its strings every quotation mark is escaped."""
    start = body.find(_AT) + len(_AT)
    behind = start + _AT_LETTERS
    try:
        return (
            body.startswith(b'","facts":{', behind)
            and body.endswith(_end_of(verb))
            and datetime.fromisoformat(body[start:behind].decode()) == at
        )
    except ValueError:
        return False


@lru_cache(maxsize=256)
def _end_of(verb: str) -> bytes:
    return f',"verb":"{verb}"}}'.encode()


_AT = b'},"at":"'
_AT_LETTERS = len("2026-11-24T04:00:00.000000+00:00")

_SENTENCES = {
    "chain.gap": SEQ_JUMPS,
    "chain.broken": HASH_DIFFERS,
    "chain.row_differs": ROW_DIFFERS,
    "chain.unreadable": UNREADABLE,
}


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When to try again after that many failed attempts; None when it is time to give up."""
    return at + TRIES[attempts - 1] if attempts <= len(TRIES) else None


def day_of(at: datetime) -> date:
    """The day, in China, that seals what is folded at that instant."""
    return at.astimezone(CHINA).date()


class Place(NamedTuple):
    """Where an event stands in the consumers' order: a cluster's epoch, its transaction, its position."""

    epoch: int
    xact: int
    position: int


class Seal(NamedTuple):
    """A day of the ledger: what it covers and the root it came to."""

    day: date
    upto: Place
    events: int
    algo: str
    prev_root: bytes
    root: bytes


LEDGER_START = bytes(chain.HASH_BYTES)
DAY_DIFFERS = _("当日账根与事件不符：有事件被删除、插入或改动。")
DAY_UNCHAINED = _("当日账根未接续前一日。")


def check_seals(seals: Iterable[Seal], leaves: Iterable[tuple[Place, bytes]]) -> Iterator[Problem]:
    """Fold the events again, in order, and compare each day; a broken day leaves the next ones be."""
    stream = iter(leaves)
    leaf = next(stream, None)
    last = LEDGER_START
    for seal in seals:
        if seal.prev_root != last:
            yield Problem("ledger.unchained", seal.day.isoformat(), DAY_UNCHAINED)
        root, found = seal.prev_root, 0
        while leaf is not None and leaf[0] <= seal.upto:
            root, found = chain.fold(root, leaf[1], seal.algo), found + 1
            leaf = next(stream, None)
        if root != seal.root or found != seal.events:
            params = {"sealed": seal.events, "found": found}
            yield Problem("ledger.day_differs", seal.day.isoformat(), DAY_DIFFERS, params)
        last = seal.root
