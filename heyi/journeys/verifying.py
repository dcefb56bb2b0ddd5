"""`heyi verify`: chains whole, the ledger's roots come out, and every row is what its events rebuild.

One pass: the journal and every table are streamed in the order of (county, matter), side by side.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from psycopg.rows import dict_row

from heyi.journal.access import chains, ledger_problems, one_instant
from heyi.journal.codes import ADMINISTRATION
from heyi.journal.rules import Chain, Problem
from heyi.kernel.words import _
from heyi.matters.events import Salts, differing
from heyi.matters.operations import commitment_secret
from heyi.matters.ports import KeysMissing

TABLES: Mapping[str, str] = {
    "matter": "matters_matter",
    "party": "matters_party",
    "identity": "matters_identity",
    "subject": "matters_subjectunit",
    "likeness": "matters_likeness",
    "note": "matters_note",
    "attachment": "matters_attachment",
    "rating": "matters_rating",
    "transfer": "matters_transfer",
    "arrival": "matters_arrival",
    "ask": "matters_erasureask",
    "call": "matters_call",
    "task": "dispatch_task",
    "clock": "dispatch_clock",
    "supervision": "dispatch_supervision",
    "conferral": "dispatch_conferral",
    "bundling": "dispatch_bundling",
    "part": "dispatch_part",
    "group": "dispatch_commandgroup",
    "member": "dispatch_groupmember",
    "order": "dispatch_grouporder",
    "mediation": "mediation_mediation",
    "medparty": "mediation_party",
    "medsession": "mediation_session",
    "booking": "mediation_booking",
    "mednote": "mediation_confidentialnote",
    "proposal": "mediation_proposal",
    "agreedfact": "mediation_agreedfact",
    "agreement": "mediation_agreement",
    "signature": "mediation_signature",
    "obligation": "mediation_obligation",
    "confirmation": "mediation_confirmation",
    "followup": "mediation_followup",
    "medcomplaint": "mediation_complaint",
    "medpaper": "mediation_paper",
    "medexhibit": "mediation_exhibit",
    "medlook": "mediation_look",
}
_NOT_ERASED = {"erased_at": None, "erased_by": "", "erased_unit_id": None, "erased_why": ""}
_ONCE_UNSAID: Mapping[str, Mapping[str, object]] = {
    "subject": {"lifted_at": None},
    "task": {
        "objection": None,
        "decider_id": None,
        "decide_by": None,
        "supervised": 0,
        "urged_at": None,
        "outcome": "",
    },
    "matter": {
        "partner": "",
        "point": None,
        "is_commanded": False,
        "part_of": None,
        "has_parts": False,
    },  # and without a partner there is no number of one
    "attachment": _NOT_ERASED,
    "identity": _NOT_ERASED,
    "medcomplaint": {"mediator_id": None, "outcome": "", "answered_by": None, "answered_at": None},
}
"""Columns younger than some rows: where no event speaks of them, they are as they were when they came."""
_BATCH = 2000
_NO_SECRET = _("主密钥不在 HOME/keys：由它承诺的遮盖姓名、电话、定位和附件名没有比对，其余都比对了。")
_Key = tuple[str, bytes]


class _Stream:
    """The rows of one table in the order of their matters."""

    def __init__(self, using: str, table: str, name: str, cursors: ExitStack) -> None:
        self.name = name
        matter = "id" if name == "matter" else "matter_id"
        connection = connections[using]
        connection.ensure_connection()
        self._cursor = cursors.enter_context(
            psycopg.ServerCursor(connection.connection, f"verify_{name}", row_factory=dict_row)
        )
        query = f"SELECT *, uuid_send({matter}) AS matter_bytes FROM {table} ORDER BY county, {matter}"  # noqa: S608
        self._cursor.execute(query, binary=True)
        self._waiting: list[dict[str, Any]] = []

    def take(self, key: _Key) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """(the rows of this matter, the rows passed over because no chain tells of them)."""
        mine: list[dict[str, Any]] = []
        strangers: list[dict[str, Any]] = []
        while (row := self._next()) is not None and _key(row) <= key:
            (mine if _key(row) == key else strangers).append(self._waiting.pop())
        return mine, strangers

    def rest(self) -> Iterator[dict[str, Any]]:
        """What is left behind the last chain."""
        while self._next() is not None:
            yield self._waiting.pop()

    def _next(self) -> dict[str, Any] | None:
        if not self._waiting:
            self._waiting = self._cursor.fetchmany(_BATCH)[::-1]
        return self._waiting[-1] if self._waiting else None


def _key(row: Mapping[str, Any]) -> _Key:
    return row["county"], bytes(row["matter_bytes"])


def unheard(_events: int) -> None:
    """Progress that nobody listens to."""


def verify_problems(using: str = "owner", progress: Callable[[int], None] = unheard) -> Iterator[Problem]:
    """Everything that is not as the journal says it should be; a row changed behind our back is named."""
    secrets = _Secrets()
    with one_instant(using), ExitStack() as cursors:
        streams = [_Stream(using, table, name, cursors) for name, table in TABLES.items()]
        for chain in chains(using, progress):
            yield from chain.problems
            if chain.matter_id != ADMINISTRATION:
                yield from _matter_problems(chain, streams, secrets)
        for stream in streams:
            yield from (_untold(stream.name, row) for row in stream.rest())
        yield from ledger_problems(using, progress)
    for version in sorted(secrets.missing):
        yield Problem("secret.missing", f"master-{version}", _NO_SECRET)


class _Secrets:
    """The secrets of commitments by their versions; those that are not there are remembered."""

    def __init__(self) -> None:
        self.missing: set[int] = set()

    def __call__(self, version: int | None) -> tuple[int, bytes] | None:
        try:
            return None if version in self.missing else commitment_secret(version)
        except KeysMissing:
            self.missing.add(version or 0)
            return None


def _matter_problems(chain: Chain, streams: list[_Stream], secrets: _Secrets) -> Iterator[Problem]:
    key = chain.county, chain.matter_id.bytes
    expected = _rebuilt(chain)
    found: dict[str, dict[str, Any]] = {}
    for stream in streams:
        mine, strangers = stream.take(key)
        yield from (_untold(stream.name, row) for row in strangers)
        found |= {f"{stream.name}/{row['id']}": row for row in mine}
    matter = found.get(f"matter/{chain.matter_id}")
    where = matter["number"] if matter else f"{chain.county}/{chain.matter_id}"
    if matter is None:
        yield Problem(
            "row.gone", where, _("事项的记录不见了，事件还在。"), {"row": f"matter/{chain.matter_id}"}
        )
        return
    if (matter["head_seq"], bytes(matter["head_hash"])) != (chain.head.seq, chain.head.hash):
        yield Problem("chain.head_differs", where, _("事项登记的链尾与事件链不符。"))
    yield from _row_problems(where, expected, found, Salts(bytes(matter["salt"]), secrets))


def _row_problems(
    where: str, expected: Mapping[str, dict[str, object]], found: Mapping[str, dict[str, Any]], salts: Salts
) -> Iterator[Problem]:
    for row, columns in expected.items():
        if row not in found:
            yield Problem("row.gone", where, _("记录不见了，事件还在。"), {"row": row})
        elif changed := differing(row.split("/")[0], columns, found[row], salts=salts):
            yield Problem("row.changed", where, _("记录与事件不符。"), {"row": row, "columns": changed})
    for row in found.keys() - expected.keys():
        yield Problem("row.untold", where, _("记录没有事件可证。"), {"row": row})


def _rebuilt(chain: Chain) -> dict[str, dict[str, object]]:
    """Every row's columns as the matter's events set them, the last word counting."""
    rows: dict[str, dict[str, object]] = {}
    for body in chain.bodies:
        for row, columns in body["facts"].get("set", {}).items():
            rows.setdefault(row, dict(_ONCE_UNSAID.get(row.split("/")[0], {}))).update(columns)
    return rows


def _untold(name: str, row: Mapping[str, Any]) -> Problem:
    matter = row.get("number") or f"{row['county']}/{UUID(bytes=bytes(row['matter_bytes']))}"
    return Problem("row.untold", str(matter), _("记录没有事件可证。"), {"row": f"{name}/{row['id']}"})
