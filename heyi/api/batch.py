"""POST /api/v1/reports/batch: NDJSON in, one transaction and one line of answer for each line."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import override

from heyi.api.bodies import check_media_type, read_body
from heyi.api.counting import count_refusals, counted, reason_of, status_of
from heyi.api.door import door, partner_of, problem_of
from heyi.api.problems import Problem, language_of, written
from heyi.api.receiving import checked_key, json_of, take_in
from heyi.intake.access import PartnerFact
from heyi.intake.codes import FaultCode
from heyi.intake.rules import BODY_LIMIT, Fault

LINES_LIMIT = 1_000
BATCH_LIMIT = 16 * 1024 * 1024  # bytes
MEDIA_TYPE = "application/x-ndjson"
MEDIA_TYPES = (
    MEDIA_TYPE,
    "application/ndjson",
    "application/jsonl",
    "application/json",
    "application/octet-stream",
    "text/plain",
)


def receive_batch(request: HttpRequest) -> StreamingHttpResponse:
    """200 and an answer per line, in order, each sent once its line is committed; blank lines are passed over."""
    partner = partner_of(request)
    with counted(partner):
        check_media_type(request, MEDIA_TYPES)
        lines = _lines_of(read_body(request, limit=BATCH_LIMIT))
    answers = _answers(partner, lines, language_of(request))
    return StreamingHttpResponse(answers, content_type=MEDIA_TYPE)


def _lines_of(body: bytes) -> list[tuple[int, bytes]]:
    """Numbered from 1 as they stand in the body."""
    lines = [(number, line) for number, line in enumerate(body.split(b"\n"), 1) if line.strip()]
    if len(lines) > LINES_LIMIT:
        raise Problem("TOO_MANY_LINES")
    return lines


def _answers(partner: PartnerFact, lines: list[tuple[int, bytes]], language: str) -> Iterator[bytes]:
    refused: Counter[str] = Counter()
    try:
        for number, line in lines:
            yield written({"line": number, **_answer(partner, line, language, refused)}) + b"\n"
    finally:
        count_refusals(partner, refused)


def _answer(partner: PartnerFact, line: bytes, language: str, refused: Counter[str]) -> dict[str, Any]:
    """The receipt with "status" 201 or 200, or the refusal as problem+json has it; "key" is null if unreadable."""
    key: str | None = None
    try:
        body = _body_of(line)
        key = checked_key(body.pop("key", None))
        answer = take_in(body, partner=partner, key=key)
    except Exception as error:  # noqa: BLE001  # one line's failure, logged, is no other line's
        problem = problem_of(error)
        refused[reason_of(problem)] += 1
        with override(language):
            return {"key": key, **problem.document()}
    return {"key": key, "status": status_of(answer), **answer.receipt}


def _body_of(line: bytes) -> dict[str, object]:
    if len(line) > BODY_LIMIT:
        raise Problem("TOO_LARGE")
    body = json_of(line)
    if not isinstance(body, dict):
        raise Problem("INVALID_REPORT", faults=(Fault("", FaultCode.NOT_AN_OBJECT),))
    return body


view = door(POST=receive_batch)
