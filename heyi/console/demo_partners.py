"""The demo's partners: 110, 12345 and a neighbouring city in small, each with a secret and a server of its own."""

import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from heyi.adapters.city.stub import DIVISION
from heyi.adapters.partner.stub.book import Book
from heyi.console.demo_city import load_demo_city
from heyi.console.home import Home
from heyi.console.stub_partners import KEY
from heyi.console.supervisor import Child
from heyi.intake.access import PartnerFact, partners
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import add_partner, set_callback
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.web.scope import scope

APART = 10  # the stubs listen apart from the web and what stands beside it
NAMES = {
    "110": ("110 指挥中心（演示）", PartnerKind.POLICE110),
    "12345": ("12345 热线（演示）", PartnerKind.HOTLINE12345),
    "city": ("嘉兴市（演示）", PartnerKind.CITY),
}


@dataclass(frozen=True, slots=True)
class Stub:
    """One stub as `heyi up` starts it."""

    name: str
    address: str
    child: Child


def demo_stubs(home: Home, port: int) -> tuple[Stub, ...]:
    """Register the demo's partners where they are missing, and say how their stubs are started beside the web."""
    folder = home.path / "stubs"
    folder.mkdir(mode=0o700, exist_ok=True)
    wanted = {name: _free_port(port + APART + place) for place, name in enumerate(NAMES, 1)}
    return tuple(_stub(home, name, own_port, port) for name, own_port in wanted.items())


def _stub(home: Home, name: str, port: int, web_port: int) -> Stub:
    address, keep = f"http://127.0.0.1:{port}", home.path / "stubs" / f"{name}.json"
    key = home.secret(f"stub-{name}")
    partner = _registered(name, key, f"{address}/heyi")
    words = [sys.executable, "-m", "heyi.console", "stub", name, "--port", str(port)]
    words += ["--to", f"http://127.0.0.1:{web_port}", "--keep", str(keep)]
    if partner.city:
        load_demo_city(partner, Book(keep), now())
        words += ["--city", partner.city, "--habit", "ACCEPTS"]
    else:
        words += ["--id", str(partner.id)]
    return Stub(NAMES[name][0], f"{address}/", Child(f"stub-{name}", words, _environment(key)))


def _registered(name: str, key: str, callback: str) -> PartnerFact:
    """The demo's partner, made at its first use and told where its stub listens this time."""
    words, kind = NAMES[name]
    city = DIVISION if kind is PartnerKind.CITY else ""
    with scope("admin"):
        known = {partner.name: partner for partner in partners()}
        if words not in known:
            add_partner(words, callback=callback, kind=kind, key=key, city=city, by=SYSTEM, at=now())
            known = {partner.name: partner for partner in partners()}
        elif known[words].callback != callback:
            set_callback(words, callback, by=SYSTEM, at=now())
    return known[words]


def _environment(key: str) -> Mapping[str, str]:
    """A stub knows its own key and no address of a database."""
    hidden = ("HEYI_DATABASE_URL", "HEYI_APP_DATABASE_URL", "HEYI_SECRET_KEY")
    return {name: value for name, value in os.environ.items() if name not in hidden} | {KEY: key}


def _free_port(wanted: int) -> int:
    """The port if it is free, else any that is."""
    for port in (wanted, 0):
        try:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
                return int(probe.getsockname()[1])
        except (OSError, OverflowError):
            continue
    raise OSError("no port is free")
