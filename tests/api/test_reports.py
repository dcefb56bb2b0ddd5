"""POST /api/v1/reports: one report in, its receipt out; every refusal is problem+json and changes nothing."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.dispatch.models import Clock, LimitRule
from heyi.dispatch.queries.books import book
from heyi.intake.models import IntakeReport, Rejection
from heyi.matters.access import entering
from tests.api.conftest import REPORTS, Partner

LEAK = {"text": "吴兴区织里镇富民路八号楼上漏水三个月，无人处理。", "channel": "web"}
RECEIPT = {"number", "tracking_code", "state", "unit", "due_at", "kind", "reasons"}
BUDGET = 15  # statements of one receipt, without BEGIN, COMMIT, SET


def kept(partner: Partner) -> int:
    with entering("receive", source=partner.source):
        return IntakeReport.objects.filter(source=partner.source).count()


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = response.json()
    assert (document["status"], document["code"]) == (status, code)
    assert document["title"]
    assert document["detail"]
    return document


def test_a_report_is_received(partner: Partner):
    response = partner.post(LEAK)
    receipt = response.json()
    assert response.status_code == 201
    assert set(receipt) == RECEIPT
    assert None not in receipt.values()
    assert receipt["state"] == "TO_SIGN"
    assert "织里" in receipt["unit"]
    assert receipt["reasons"]
    assert response["Location"] == f"{REPORTS}/{receipt['tracking_code']}"


def test_a_report_is_received_under_a_limit_that_ends_in_no_calendar(partner: Partner):
    LimitRule.objects.filter(clock="SIGN").update(limit="999999 years")
    book.cache_clear()
    try:
        answer = partner.post(LEAK)
    finally:
        book.cache_clear()
    assert answer.status_code == 201
    with entering("worker"):
        assert Clock.objects.get(name="SIGN").limit == "5 years"


def test_the_same_key_and_body_gives_the_same_answer(partner: Partner):
    first = partner.post(LEAK, key="件 7")
    again = partner.post(dict(reversed(LEAK.items())), key="件 7")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert kept(partner) == 1


def test_the_same_key_with_another_body_is_a_conflict(partner: Partner):
    partner.post(LEAK, key="k1")
    problem(partner.post(LEAK | {"title": "漏水"}, key="k1"), 409, "KEY_TAKEN")
    assert kept(partner) == 1


def test_the_whole_receipt_keeps_its_budget(partner: Partner):
    partner.post(LEAK)
    with CaptureQueriesContext(connection) as captured:
        partner.post(LEAK | {"reporter": {"name": "陈阿婆", "phone": "13800000000"}})
    framing = re.compile(r"SAVEPOINT|RELEASE|SELECT (set_config|coalesce\(current_setting)")
    counted = [query for query in captured.captured_queries if not framing.match(query["sql"])]
    assert len(counted) <= BUDGET


def test_a_report_needs_a_key(partner: Partner):
    problem(partner.post(LEAK, key=None), 400, "KEY_MISSING")
    assert kept(partner) == 0


@pytest.mark.parametrize("key", [" ", "k" * 201, "k\x01"])
def test_a_key_is_short_and_visible(partner: Partner, key: str):
    expected = "KEY_MISSING" if not key.strip() else "KEY_INVALID"
    problem(partner.post(LEAK, key=key), 400, expected)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nobody", "Basic aGV5aTpoZXlp", "Bearer a b"])
def test_who_does_not_sign_in_is_refused(partner: Partner, header: str):
    response = partner.post(LEAK, Authorization=header)
    problem(response, 401, "NOT_SIGNED_IN")
    assert response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff", b'{"text": NaN}', b'{"text": "a", "text": "b"}', b"[" * 99_999]
)
def test_what_is_not_json_is_refused(partner: Partner, raw: bytes):
    problem(partner.post(raw=raw), 400, "BAD_JSON")
    assert kept(partner) == 0


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"text": ""}, "text"),
        ({"text": "\0"}, "text"),
        ({"channel": "fax"}, "channel"),
        ({"region": "990000"}, "region"),
        ({"occurred_at": "2999-01-01"}, "occurred_at"),
        ({"reporter": {"phone": "?"}}, "reporter.phone"),
        ({"likes": 5}, "likes"),
    ],
)
def test_a_bad_or_unknown_field_is_named_and_counted(partner: Partner, fields: dict[str, Any], named: str):
    document = problem(partner.post(LEAK | fields), 422, "INVALID_REPORT")
    assert [error["field"] for error in document["errors"]] == [named]
    assert named in document["detail"]
    assert kept(partner) == 0
    counted = Rejection.objects.get(source=partner.source)
    assert (counted.code, counted.count) == (document["errors"][0]["code"], 1)


@pytest.mark.parametrize("size", [256 * 1024 + 1, 1_000_000])
def test_a_body_past_256_kb_is_refused(partner: Partner, size: int):
    problem(partner.post(raw=b'"' + b"a" * (size - 2) + b'"'), 413, "TOO_LARGE")


def test_a_body_of_256_kb_is_received(partner: Partner):
    frame = len(json.dumps(LEAK | {"text": ""}))
    assert partner.post(LEAK | {"text": "a" * (256 * 1024 - frame)}).status_code == 201


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/xml", "application/json; charset=gbk", "multipart/form-data"]
)
def test_another_media_type_is_refused(partner: Partner, media_type: str):
    problem(partner.post(LEAK, Content_Type=media_type), 415, "MEDIA_TYPE")


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options", "head", "trace"])
def test_other_methods_are_not_allowed(db: None, method: str):
    response = getattr(Client(), method)(REPORTS)
    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_a_refusal_speaks_english_to_who_prefers_it(partner: Partner):
    chinese = problem(partner.post(LEAK, key=None), 400, "KEY_MISSING")
    english = partner.post(LEAK, key=None, Accept_Language="fr;q=0.9, en-GB;q=0.8, zh;q=0.1")
    assert english["Content-Language"] == "en"
    assert "缺少" in chinese["title"]


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v2/reports", "/api/v1/reports/", "/api/v1/reports/a/b"]
)
def test_other_addresses_are_not_found(db: None, path: str):
    problem(Client().get(path), 404, "NOT_FOUND")
    problem(Client().post(path, data=b"{}", content_type="application/json"), 404, "NOT_FOUND")
