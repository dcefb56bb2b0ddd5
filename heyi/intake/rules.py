"""What a report is, and when it is refused. Pure: no table, no person's history."""

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import MAXYEAR, datetime, timedelta
from urllib.parse import urlsplit

from heyi.intake.codes import FaultCode
from heyi.kernel.chain import Algo, canonical, digest
from heyi.kernel.clock import CHINA
from heyi.kernel.point import Point
from heyi.matters.codes import Channel

CHANNELS = tuple(channel.value for channel in Channel)
TITLE_LIMIT = 500
PLACE_LIMIT = 500
SOURCE_REF_LIMIT = 200
NAME_LIMIT = 50
BODY_LIMIT = 256 * 1024  # bytes of one report, and the only limit of its text
KEY_LIMIT = 200  # characters
CALLBACK_LIMIT = 500  # characters
PHONE_PATTERN = r"\+?[0-9][0-9 ()*#-]{1,27}[0-9)*#]"
EARLIEST_YEAR = 1900
_SKEW = timedelta(minutes=5)  # another system's clock may run ahead of ours
_PHONE = re.compile(PHONE_PATTERN)
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
HOUR_PATTERN = (
    r"([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,9})?)?"
    r"(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])?)?"
)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}" + HOUR_PATTERN, re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
FIELDS = frozenset({"text", "channel", "title", "place", "region", "occurred_at", "source_ref", "reporter"})
REPORTER_FIELDS = frozenset({"name", "phone"})


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported, as far as they said: either may be empty."""

    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One report, checked: what was said, by which channel, about where and when."""

    text: str
    channel: Channel
    title: str = ""
    place: str = ""
    region: str = ""
    occurred_at: datetime | None = None
    source_ref: str = ""
    reporter: Reporter | None = None
    point: Point | None = None  # told at our own doors only


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one field ("reporter.phone"; "" is the whole body)."""

    field: str
    code: FaultCode
    params: Mapping[str, str] = made(default_factory=dict)


class NotJson(Exception):
    """Not one JSON text: bad UTF-8, bad grammar, NaN, a name given twice, or nested too deeply."""


class InvalidReport(Exception):
    """The body is not a report; every fault is named."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(", ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


def read_report(body: object, *, at: datetime, regions: Container[str]) -> Report:
    """The report that a JSON body holds; raises InvalidReport with every fault. `regions`: known codes."""
    reading = _Reading(at, regions)
    if not isinstance(body, Mapping):
        raise InvalidReport((Fault("", FaultCode.NOT_AN_OBJECT),))
    reading.refuse_unknown(body, FIELDS, "")
    report = Report(
        text=reading.text(body),
        channel=reading.channel(body),
        title=reading.line(body, "title", TITLE_LIMIT),
        place=reading.line(body, "place", PLACE_LIMIT),
        region=reading.region(body),
        occurred_at=reading.occurred_at(body),
        source_ref=reading.line(body, "source_ref", SOURCE_REF_LIMIT),
        reporter=reading.reporter(body),
    )
    if reading.faults:
        raise InvalidReport(tuple(reading.faults))
    return report


def parse(data: bytes) -> object:
    """The JSON value in these bytes, strictly; raises NotJson."""
    try:
        return _STRICTLY.decode(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error


def _each_name_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return held


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is not JSON")


_STRICTLY = json.JSONDecoder(object_pairs_hook=_each_name_once, parse_constant=_refuse_constant)


def body_hash(body: Mapping[str, object]) -> bytes:
    """What tells one body from another: SHA-256 of its canonical JSON. Only for a body that is a report."""
    return digest(canonical(body).encode(), Algo.SHA256)


def canonical_size(body: Mapping[str, object]) -> int:
    """How many bytes the canonical JSON of a body takes."""
    return len(canonical(body).encode())


def known_part(row: Mapping[str, object]) -> tuple[dict[str, object], tuple[str, ...]]:
    """A file's row as a body, and the fields left aside: unknown ones, and known ones that hold null."""
    body = {name: value for name, value in row.items() if name in FIELDS and value is not None}
    aside = [name for name in row if name not in FIELDS]
    if isinstance(reporter := body.get("reporter"), Mapping):
        body["reporter"] = {n: v for n, v in reporter.items() if n in REPORTER_FIELDS and v is not None}
        aside += [f"reporter.{name}" for name in reporter if name not in REPORTER_FIELDS]
    return body, tuple(aside)


class _Reading:
    """One pass over a body, collecting faults instead of stopping at the first."""

    def __init__(self, at: datetime, regions: Container[str]) -> None:
        self.at = at
        self.regions = regions
        self.faults: list[Fault] = []

    def refuse_unknown(self, body: Mapping[str, object], known: frozenset[str], prefix: str) -> None:
        for name in body:
            if name not in known:
                self._fault(prefix + _shown(name), FaultCode.UNKNOWN_FIELD)

    def text(self, body: Mapping[str, object]) -> str:
        if "text" not in body:
            return self._fault("text", FaultCode.MISSING)
        text = self._string(body, "text", None)
        if text == "":
            return self._fault("text", FaultCode.EMPTY)
        return text or ""

    def line(self, body: Mapping[str, object], name: str, limit: int, *, prefix: str = "") -> str:
        return " ".join((self._string(body, name, limit, prefix=prefix) or "").split())

    def channel(self, body: Mapping[str, object]) -> Channel:
        if "channel" not in body:
            self._fault("channel", FaultCode.MISSING)
        elif (word := self._string(body, "channel", None)) is not None:
            if word in CHANNELS:
                return Channel(word)
            self._fault("channel", FaultCode.UNKNOWN_CHANNEL, known=", ".join(CHANNELS))
        return Channel.PARTNER  # never seen: a fault stands

    def region(self, body: Mapping[str, object]) -> str:
        code = self._string(body, "region", None) or ""
        if code and code not in self.regions:
            return self._fault("region", FaultCode.UNKNOWN_REGION)
        return code

    def occurred_at(self, body: Mapping[str, object]) -> datetime | None:
        written = self._string(body, "occurred_at", None)
        if not written:
            return None
        instant = instant_of(written)
        if instant is None:
            self._fault("occurred_at", FaultCode.NOT_A_TIME)
        elif instant > self.at + _SKEW:
            self._fault("occurred_at", FaultCode.TIME_IN_FUTURE)
        return instant

    def reporter(self, body: Mapping[str, object]) -> Reporter | None:
        given = body.get("reporter")
        if given is None:
            return None
        if not isinstance(given, Mapping):
            self._fault("reporter", FaultCode.NOT_AN_OBJECT)
            return None
        self.refuse_unknown(given, REPORTER_FIELDS, "reporter.")
        reporter = Reporter(
            name=self.line(given, "name", NAME_LIMIT, prefix="reporter."), phone=self._phone(given)
        )
        return reporter if reporter != Reporter() else None

    def _phone(self, given: Mapping[str, object]) -> str:
        phone = self._string(given, "phone", None, prefix="reporter.") or ""
        if phone and not _PHONE.fullmatch(phone):
            return self._fault("reporter.phone", FaultCode.NOT_A_PHONE)
        return phone

    def _string(
        self, body: Mapping[str, object], name: str, limit: int | None, *, prefix: str = ""
    ) -> str | None:
        """The trimmed string; None when absent, null or faulty (then the fault is noted)."""
        value = body.get(name)
        if value is None and name not in ("text", "channel"):
            return None
        if not isinstance(value, str):
            self._fault(prefix + name, FaultCode.NOT_TEXT)
        elif "\0" in value:
            self._fault(prefix + name, FaultCode.NUL)
        elif _SURROGATE.search(value):
            self._fault(prefix + name, FaultCode.SURROGATE)
        elif limit is not None and len(value) > limit:
            self._fault(prefix + name, FaultCode.TOO_LONG, limit=str(limit))
        else:
            return value.strip()
        return None

    def _fault(self, name: str, code: FaultCode, **params: str) -> str:
        self.faults.append(Fault(name, code, params))
        return ""


def is_key(key: object) -> bool:
    """Whether this may be an idempotency key: 1 to 200 visible characters (spaces inside are allowed)."""
    return isinstance(key, str) and 0 < len(key) <= KEY_LIMIT and key.isprintable() and key == key.strip()


def is_phone(written: str) -> bool:
    """Whether this looks like a telephone number."""
    return bool(_PHONE.fullmatch(written))


def mobile_of(written: str) -> str:
    """The eleven digits of a mobile number of the mainland, however they were grouped; "" of any other telephone."""
    plain = re.sub(r"[\s\-()（）－]", "", written).translate(_FULL_WIDTH)
    found = _MOBILE.fullmatch(plain)
    return found[1] if found else ""


def is_division(code: str) -> bool:
    """Whether this is how a city is numbered: six digits, as GB/T 2260 has them."""
    return re.fullmatch(r"[1-9][0-9]{5}", code) is not None


def is_callback(address: str) -> bool:
    """Whether a partner may be told there: http or https, a host, no user, no fragment, visible ASCII only."""
    if not (len(address) <= CALLBACK_LIMIT and address.isascii() and address.isprintable()) or " " in address:
        return False
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return bool(
        parts.scheme in ("http", "https")
        and parts.hostname
        and port != 0
        and "@" not in parts.netloc
        and "#" not in address
    )


def instant_of(written: str) -> datetime | None:
    """An ISO 8601 instant (China's time where no offset stands; 00:00 where no time stands), or None."""
    if not _TIME.fullmatch(written):
        return None
    try:
        instant = datetime.fromisoformat(written.upper())
    except ValueError:
        return None
    if not EARLIEST_YEAR <= instant.year < MAXYEAR:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=CHINA)


def _shown(name: object) -> str:
    """A stranger's field name, safe to print and not longer than a line."""
    return str(name)[:80].encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
