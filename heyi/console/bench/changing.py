"""Changing over HTTP: eight clients press the desk's buttons, each with the session of a person of the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connections
from django.test import Client

from heyi.console.bench import load
from heyi.console.bench.counting import counted
from heyi.console.bench.ground import Ground
from heyi.console.bench.serving import served
from heyi.console.bench.signing_in import signed_in

_REDIRECTED = 302
_WARM = 24  # matters that are taken their way before the clock starts
_COUNTED = 3
_MOST = 500  # changes a second: more than enough are made ready
_TEXT = {"text": "已电话联系反映人，核实了情况，双方约定明天上午到现场查看。"}
_WAY: tuple[tuple[str, dict[str, str]], ...] = (
    ("sign", {}),
    ("contact", _TEXT),
    ("hold", {"reason": "WAITS_FOR_REPORTER", **_TEXT}),
    ("resume", {}),
    ("answer", _TEXT),
    ("close", {}),
)
_WAITING = """
SELECT lead_unit_id, number FROM matters_matter m
 WHERE state = 'TO_SIGN' AND NOT EXISTS (
       SELECT FROM dispatch_task t WHERE t.county = m.county AND t.matter_id = m.id AND t.role <> 'LEAD')
 ORDER BY id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button."""

    path: str
    form: dict[str, str]
    cookies: dict[str, str]

    def request(self) -> bytes:
        """As it goes over the line."""
        headers = [
            ("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())),
            ("X-CSRFToken", self.cookies[settings.CSRF_COOKIE_NAME]),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ]
        return load.request("POST", self.path, headers=headers, body=urlencode(self.form).encode())


def measure(ground: Ground, seconds: float) -> dict[str, Any]:
    """Changes a second, statements and processor time of each; every step of a matter's way counts alike."""
    ways = _ways(int(_MOST * seconds) // len(_WAY) + _WARM + _COUNTED)
    queries = max(map(_queries, ways[:_COUNTED]), default=0)
    warm, rest = ways[_COUNTED : _COUNTED + _WARM], ways[_COUNTED + _WARM :]
    with served(ground) as server:
        load.run(server, _clients(warm), wanted=_REDIRECTED, seconds=60)
        numbers = load.run(server, _clients(rest), wanted=_REDIRECTED, seconds=seconds)
        empty = load.empty(server)
    return {"queries": queries, **numbers, "empty_cpu_ms": empty}


def _clients(ways: Sequence[list[Press]]) -> list[list[bytes]]:
    """Each client has matters of its own and takes one after the other its way."""
    return [
        [press.request() for way in ways[client :: load.CLIENTS] for press in way]
        for client in range(load.CLIENTS)
    ]


def _ways(count: int) -> list[list[Press]]:
    """What is pressed for each of so many matters that wait to be signed for."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_WAITING, [count])
        waiting = cursor.fetchall()
    cookies = {unit: signed_in(unit) for unit in sorted({unit for unit, _number in waiting})}
    return [
        [Press(f"/desk/matters/{number}/{verb}", form, cookies[unit]) for verb, form in _WAY]
        for unit, number in waiting
    ]


def _queries(way: list[Press]) -> int:
    """The statements of the step that needs the most, in process."""
    client = Client()
    return max(_count(client, press) for press in way)


def _count(client: Client, press: Press) -> int:
    for name, value in press.cookies.items():
        client.cookies[name] = value
    with counted() as count:
        answer = client.post(press.path, press.form)
    if answer.status_code != _REDIRECTED:
        raise RuntimeError(f"{press.path}: {answer.status_code}")
    return count.statements
