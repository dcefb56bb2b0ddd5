"""110 and 12345 as partners of a test's house: a key each, and what one of their programs does to sign and send."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from heyi.adapters.city.stub import DIVISION
from heyi.adapters.city.stub import TRADE as CITY
from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.partner.signing import Envelope, secret_of
from heyi.adapters.partner.stub.book import Book
from heyi.adapters.partner.stub.sending import Hand
from heyi.adapters.partner.stub.server import StubServer, serving
from heyi.adapters.partner.stub.trade import Trade
from heyi.adapters.police110.stub import TRADE as POLICE
from heyi.intake.access import find_partner_by_key
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import add_partner, set_callback
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.matters.access import entering

HANDOVERS = "/api/partners/v1/police110/handovers"
CALLS = "/api/partners/v1/police110/calls"
ORDERS = "/api/partners/v1/hotline12345/orders"
POLICE_TRANSFERS = "/api/partners/v1/police110/transfers"
CITY_DOOR = "/api/partners/v1/city"
HOTLINE_TRANSFERS = "/api/partners/v1/hotline12345/transfers"
KIND_OF = {
    POLICE.name: PartnerKind.POLICE110,
    HOTLINE.name: PartnerKind.HOTLINE12345,
    CITY.name: PartnerKind.CITY,
}


@dataclass
class Signing:
    """A partner's program that signs what it sends to the house in this process."""

    name: str
    key: str
    id: int
    city: str = ""  # another city signs by its division
    client: Client = field(default_factory=Client)

    @property
    def source(self) -> str:
        return f"partner:{self.id}"

    @property
    def sender(self) -> str:
        return f"city:{self.city}" if self.city else str(self.id)

    def post(
        self,
        path: str,
        document: object = None,
        *,
        raw: bytes | None = None,
        key: str = "",
        at: datetime | None = None,
        secret: bytes | None = None,
        sender: str = "",
        **changed: str,
    ) -> Any:
        """One signed message; `changed` are headers changed after signing, "" takes one away."""
        body = raw if raw is not None else json.dumps(document, ensure_ascii=False).encode()
        envelope = Envelope.now(
            sender or self.sender, path, "matter.handed_over", key or uuid4().hex, at=at or now()
        )
        headers = envelope.headers(secret or secret_of(self.key), body)
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        media_type = headers.pop("Content-Type")
        sent = {name: value for name, value in headers.items() if value}
        return self.client.post(path, data=body, content_type=media_type, headers=sent)


def signing(kind: PartnerKind, *, callback: str = "", city: str = "") -> Signing:
    """A new partner of this kind."""
    name = f"{kind.value} {uuid4()}"
    with entering("admin"):
        key = add_partner(name, kind=kind, callback=callback, city=city, by=SYSTEM, at=now())
    found = find_partner_by_key(key)
    assert found is not None
    return Signing(name, key, found.id, city)


@dataclass
class Stub:
    """A stub that listens, with the partner that it is."""

    server: StubServer
    partner: Signing

    @property
    def book(self) -> Book:
        return self.server.hand.book


class running:  # noqa: N801 (reads as a verb)
    """A stub on a free port, told of changes by the house while inside."""

    def __init__(
        self, trade: Trade, address: str, *, slow: float = 0.5, clock: Callable[[], datetime] = now
    ) -> None:
        kind = KIND_OF[trade.name]
        self.partner = signing(kind, city=DIVISION if kind is PartnerKind.CITY else "")
        hand = Hand(trade, Book(), address, self.partner.sender, self.partner.key, clock)
        self.server = StubServer("127.0.0.1", 0, hand, slow=slow)
        with entering("admin"):
            set_callback(self.partner.name, f"{self.server.address}/heyi", by=SYSTEM, at=now())
        self.serving = serving(self.server)

    def __enter__(self) -> Stub:
        self.serving.__enter__()
        return Stub(self.server, self.partner)

    def __exit__(self, *told: Any) -> None:
        self.serving.__exit__(*told)


@pytest.fixture
def police(db: None) -> Signing:
    return signing(PartnerKind.POLICE110)
