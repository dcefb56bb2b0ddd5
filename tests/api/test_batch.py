"""POST /api/v1/reports/batch: one transaction and one line of answer for each line."""

import json

from django.test import Client

from heyi.intake.models import Rejection
from tests.api.conftest import REPORTS, Partner

LEAK = {"text": "吴兴区织里镇富民路八号楼上漏水三个月，无人处理。", "channel": "web"}


def line(key: str, **fields: object) -> dict[str, object]:
    return LEAK | {"key": key} | fields


def test_each_line_has_its_answer_in_order(partner: Partner):
    answers = partner.batch(
        line("a"), line("b", channel="fax"), line("a"), line("a", title="漏水"), line("c")
    )
    assert [(answer["line"], answer["key"], answer["status"]) for answer in answers] == [
        (1, "a", 201),
        (2, "b", 422),
        (3, "a", 200),
        (4, "a", 409),
        (5, "c", 201),
    ]
    assert answers[0]["number"] == answers[2]["number"] != answers[4]["number"]
    assert [error["field"] for error in answers[1]["errors"]] == ["channel"]


def test_sent_again_it_adds_nothing(partner: Partner):
    first = partner.batch(line("a"), line("b"))
    again = partner.batch(line("a"), line("b"))
    assert [answer["status"] for answer in again] == [200, 200]
    assert [answer["number"] for answer in again] == [answer["number"] for answer in first]


def test_a_key_is_the_same_alone_and_in_a_batch(partner: Partner):
    receipt = partner.post(LEAK, key="a").json()
    (answer,) = partner.batch(line("a"))
    assert (answer["status"], answer["number"]) == (200, receipt["number"])


def test_a_bad_line_spoils_no_other(partner: Partner):
    raw = b"\n".join(
        [b"{", b"[]", json.dumps(LEAK).encode(), json.dumps(line("k")).encode(), b"", b"\xff", b'{"key": 7}']
    )
    answers = partner.batch(raw=raw + b"\r\n")
    assert [(answer["line"], answer["status"], answer.get("code")) for answer in answers] == [
        (1, 400, "BAD_JSON"),
        (2, 422, "INVALID_REPORT"),
        (3, 400, "KEY_MISSING"),
        (4, 201, None),
        (6, 400, "BAD_JSON"),
        (7, 400, "KEY_INVALID"),
    ]
    assert sum(Rejection.objects.filter(source=partner.source).values_list("count", flat=True)) == 5


def test_a_line_past_256_kb_is_refused_alone(partner: Partner):
    answers = partner.batch(line("a", text="a" * 256 * 1024), line("b"))
    assert [answer["status"] for answer in answers] == [413, 201]


def test_past_a_thousand_lines_nothing_is_received(partner: Partner):
    response = partner.send_batch(raw=b"{}\n" * 1_001)
    assert (response.status_code, response.json()["code"]) == (413, "TOO_MANY_LINES")


def test_past_16_mb_nothing_is_received(partner: Partner):
    response = partner.send_batch(raw=b" " * (16 * 1024 * 1024 + 1))
    assert (response.status_code, response.json()["code"]) == (413, "TOO_LARGE")


def test_nothing_in_nothing_out(partner: Partner):
    assert partner.batch(raw=b"\n \n") == []


def test_a_batch_needs_a_partner(db: None):
    response = Client().post(f"{REPORTS}/batch", data=b"{}", content_type="application/x-ndjson")
    assert response.status_code == 401


def test_a_batch_is_posted(db: None):
    assert Client().get(f"{REPORTS}/batch")["Allow"] == "POST"
