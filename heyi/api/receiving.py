"""One body in: read by intake's rules, received by the journey, answered after its commit. Single and batch alike."""

from collections.abc import Mapping
from datetime import datetime

from heyi.api.problems import Problem
from heyi.intake.access import PartnerFact
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import InvalidReport, NotJson, Report, body_hash, is_key, parse, read_report
from heyi.journeys.receive import Answer, receive
from heyi.kernel.clock import now
from heyi.orgs.access import directory, directory_at_hand
from heyi.web.scope import scope


class _KnownRegions:
    """The codes of regions, asked for only when a body names one: first of the edition that is at hand."""

    def __contains__(self, code: object) -> bool:
        at_hand = directory_at_hand()
        is_known = at_hand is not None and at_hand.region(str(code)) is not None
        return is_known or directory().region(str(code)) is not None


KNOWN_REGIONS = _KnownRegions()


def json_of(data: bytes) -> object:
    """The JSON value, or Problem 400."""
    try:
        return parse(data)
    except NotJson as error:
        raise Problem("BAD_JSON") from error


def checked_key(key: object) -> str:
    """The key, or Problem 400."""
    if key is None or key == "":
        raise Problem("KEY_MISSING")
    if not is_key(key):
        raise Problem("KEY_INVALID")
    return str(key)


def take_in(body: object, *, partner: PartnerFact, key: str) -> Answer:
    """Receive one body in a transaction of its own; Problem 409 or 422."""
    with scope("receive", source=partner.source):
        return take_inside(body, partner=partner, key=key)


def take_inside(body: object, *, partner: PartnerFact, key: str) -> Answer:
    """Receive one body in the transaction and scope that the partner has entered; Problem 409 or 422."""
    at = now()
    report = _report_of(body, at)
    assert isinstance(body, Mapping)  # noqa: S101  # read_report has refused everything else
    try:
        return receive(report, source=partner.source, key=key, body_hash=body_hash(body), at=at)
    except KeyTaken as error:
        raise Problem("KEY_TAKEN") from error


def _report_of(body: object, at: datetime) -> Report:
    try:
        return read_report(body, at=at, regions=KNOWN_REGIONS)
    except InvalidReport as error:
        raise Problem("INVALID_REPORT", faults=error.faults) from error
