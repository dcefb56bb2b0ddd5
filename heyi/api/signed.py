"""The door of the signed partner protocol: who signed, whether it is fresh, what it holds; answered once for a key."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from heyi.adapters.partner.signing import Envelope, Refused, verify
from heyi.api.bodies import check_media_type, read_body
from heyi.api.counting import count_refused_stranger, counted, status_of
from heyi.api.door import Handler, door
from heyi.api.problems import Problem, written
from heyi.api.receiving import checked_key, json_of
from heyi.intake.access import PartnerFact, Signer, find_city_signer, find_signer
from heyi.intake.codes import PartnerKind
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import BODY_LIMIT, InvalidReport, body_hash, is_division
from heyi.journeys.receive import Answer
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number
from heyi.web.scope import scope

MEDIA_TYPES = ("application/json",)
Take = Callable[..., Answer]


def signed_door(kind: PartnerKind, take: Take) -> Handler:
    """A view that partners of this kind post signed documents to.

    `take(document, source=…, key=…, at=…)` runs in the scope and transaction of the partner, and may
    raise InvalidReport.
    """

    def receive(request: HttpRequest) -> HttpResponse:
        partner, key, body = _signed(request)
        with counted(partner):
            if partner.kind != kind.value:
                raise Problem("NOT_YOURS")
            check_media_type(request, MEDIA_TYPES)
            answer = _taken(take, partner, checked_key(_text(key)), body, at=now())
        return HttpResponse(
            written(answer.receipt), status=status_of(answer), content_type="application/json"
        )

    return door(POST=receive)


def _signed(request: HttpRequest) -> tuple[PartnerFact, str, bytes]:
    """Who sent it, under which key, and the body; Problem 401 says which of the three was wrong."""
    at = now()
    try:
        envelope, signature = Envelope.read(request.get_full_path(), request.headers)
        body = read_body(request, limit=BODY_LIMIT)
        signer = _signer(envelope.sender)
        verify(envelope, signature, body, secret=signer.secret if signer else None, at=at)
    except Refused as refused:
        count_refused_stranger(refused.code)
        raise _problem(refused.code, at) from refused
    assert signer is not None  # noqa: S101 - nobody else could have signed
    return signer.partner, envelope.key, body


def _signer(sender: str) -> Signer | None:
    """Whom an envelope names: another city by its division, every other partner by its number."""
    entrance, _colon, city = sender.partition(":")
    if entrance == "city" and is_division(city):
        return find_city_signer(city)
    return find_signer(int(sender)) if _is_number(sender) else None


def _problem(code: str, at: datetime) -> Problem:
    """The refusal; who is off the time is told ours."""
    told = {"now": at.astimezone(CHINA).isoformat(timespec="seconds"), "seconds": str(int(at.timestamp()))}
    return Problem(code, headers={"WWW-Authenticate": 'Heyi-HMAC-SHA256 realm="heyi"'}, params=told)


def _taken(take: Take, partner: PartnerFact, key: str, body: bytes, *, at: datetime) -> Answer:
    document = json_of(body)
    try:
        with scope("receive", source=partner.source):
            return take(document, source=partner.source, key=key, at=at)
    except InvalidReport as error:
        raise Problem("INVALID_REPORT", faults=error.faults) from error
    except KeyTaken as error:
        raise Problem("KEY_TAKEN") from error


def hash_of(document: object) -> bytes:
    """What tells one document from another, once it has been read without a fault."""
    assert isinstance(document, Mapping)  # noqa: S101  # the reading has refused everything else
    return body_hash(document)


def _is_number(written: str) -> bool:
    return whole_number(written, digits=9) is not None


def _text(header: str) -> str:
    """A header comes as Latin-1, and is read as the UTF-8 that its bytes are."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError as error:
        raise Problem("KEY_INVALID") from error
