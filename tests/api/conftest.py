"""A partner who calls the API, in the suite's database with Huzhou's units and rules in it."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from heyi.intake.access import find_partner_by_key
from heyi.intake.operations import add_partner
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.matters.access import entering

REPORTS = "/api/v1/reports"


@dataclass
class Partner:
    """Sends as a partner's program would."""

    name: str
    key: str
    client: Client = field(default_factory=Client)

    @property
    def source(self) -> str:
        partner = find_partner_by_key(self.key)
        assert partner is not None
        return partner.source

    def post(
        self, body: object = None, *, key: str | None = "", raw: bytes | None = None, **headers: str
    ) -> Any:
        """One report; a fresh key unless one is given, none with None."""
        sent = {"Authorization": f"Bearer {self.key}", "Idempotency-Key": str(uuid4()) if key == "" else key}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = raw if raw is not None else json.dumps(body, ensure_ascii=False).encode()
        named = {name: value.encode().decode("latin-1") for name, value in sent.items() if value is not None}
        media_type = named.pop("Content-Type", "application/json")
        return self.client.post(REPORTS, data=data, content_type=media_type, headers=named)

    def batch(self, *lines: object, raw: bytes | None = None, **headers: str) -> list[Any]:
        """Lines as NDJSON; the answers."""
        return answers_of(self.send_batch(*lines, raw=raw, **headers))

    def send_batch(self, *lines: object, raw: bytes | None = None, **headers: str) -> Any:
        data = raw if raw is not None else b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        sent = {"Authorization": f"Bearer {self.key}"} | headers
        return self.client.post(
            f"{REPORTS}/batch", data=data, content_type="application/x-ndjson", headers=sent
        )


def answers_of(response: HttpResponseBase) -> list[Any]:
    assert response.status_code == 200
    return [json.loads(line) for line in response.getvalue().splitlines()]  # type: ignore[attr-defined]


@pytest.fixture
def partner(db: None) -> Partner:
    name = f"安吉热线 {uuid4()}"
    with entering("admin"):
        key = add_partner(name, by=SYSTEM, at=now())
    return Partner(name, key)
