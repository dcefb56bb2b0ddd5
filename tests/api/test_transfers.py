"""POST …/transfers: what a partner answers to a matter that it was given: signed, taken once, else told why."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from heyi.intake.codes import PartnerKind
from heyi.journal.access import timeline_of
from heyi.kernel.clock import now
from tests.api.test_reports import problem
from tests.factories.matters import ZHILI, Received, desk
from tests.factories.partners import HOTLINE_TRANSFERS, POLICE_TRANSFERS, Signing, police, signing  # noqa: F401
from tests.factories.transfers import all_transfers, given, standing

pytestmark = pytest.mark.django_db
CALLBACK = "http://127.0.0.1:9/heyi"


def accepts(number: object, **changed: str) -> dict[str, Any]:
    return {"zjbh": str(number), "czlx": "1", "jjdbh": "J33050001", **changed}


def verbs(matter: Received) -> list[str]:
    with desk(ZHILI):
        return [event.verb for event in timeline_of(*matter.key)]


def test_the_acknowledgement_makes_110_the_owner(police: Signing) -> None:
    matter, number = given(police)
    response = police.post(POLICE_TRANSFERS, accepts(number), key="a1")
    assert response.status_code == 201, response.content
    assert response.json() == {
        "transfer": str(number),
        "number": matter.number,
        "state": "WITH_PARTNER",
        "recorded_at": response.json()["recorded_at"],
    }
    assert standing(matter) == ("WITH_PARTNER", "J33050001")


def test_every_answer_of_110_and_of_12345_has_its_step(police: Signing) -> None:
    hotline = signing(PartnerKind.HOTLINE12345)
    told = "已处置。"
    for verb_of_110, action, state in (("3", "REPLY", "WITH_PARTNER"), ("4", "CLOSE", "CLOSED")):
        matter, number = given(police)
        police.post(POLICE_TRANSFERS, accepts(number))
        police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": verb_of_110, "fknr": told})
        assert standing(matter)[0] == state
        matter, number = given(hotline, "HOTLINE12345")
        common = {"transferNo": str(number)}
        hotline.post(HOTLINE_TRANSFERS, {**common, "action": "ACCEPT", "orderNo": "H1"})
        hotline.post(HOTLINE_TRANSFERS, {**common, "action": action, "content": told})
        assert standing(matter) == (state, "H1")


def test_a_close_over_a_live_alarm_is_taken_and_says_who_has_it_now(police: Signing) -> None:
    text = "织里镇吴兴大道，两户邻居起纠纷，对方正拿着刀要砍人，快来救命！"
    matter, number = given(police, text=text)
    police.post(POLICE_TRANSFERS, accepts(number))
    closes = {"zjbh": str(number), "czlx": "4", "fknr": "双方已分开"}
    taken = police.post(POLICE_TRANSFERS, closes, key="c1")
    assert (taken.status_code, taken.json()["state"]) == (201, "IN_HAND")
    again = police.post(POLICE_TRANSFERS, closes, key="c1")
    assert (again.status_code, again.json()) == (200, taken.json())
    assert standing(matter) == ("IN_HAND", "")
    assert verbs(matter).count("transfer.fulfilled") == 1
    problem(police.post(POLICE_TRANSFERS, closes, key="c2"), 409, "NOT_OPEN")


def test_what_is_refused_or_returned_is_the_units_again(police: Signing) -> None:
    matter, number = given(police)
    refused = police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "2", "fknr": "不属警情"})
    assert refused.json()["state"] == "IN_HAND"
    matter, number = given(police, matter=matter)
    police.post(POLICE_TRANSFERS, accepts(number))
    police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "5", "fknr": "属民事纠纷"})
    assert standing(matter) == ("IN_HAND", "")
    assert sorted(each.state for each in all_transfers(matter)) == ["REFUSED", "RETURNED"]


def test_a_replay_is_answered_as_before_and_does_nothing(police: Signing) -> None:
    matter, number = given(police)
    first = police.post(POLICE_TRANSFERS, accepts(number), key="a1")
    again = police.post(POLICE_TRANSFERS, dict(reversed(accepts(number).items())), key="a1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert verbs(matter).count("transfer.accepted") == 1


def test_another_body_under_the_same_key_is_refused(police: Signing) -> None:
    matter, number = given(police)
    police.post(POLICE_TRANSFERS, accepts(number), key="a1")
    problem(
        police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "4", "fknr": "完"}, key="a1"),
        409,
        "KEY_TAKEN",
    )
    assert standing(matter)[0] == "WITH_PARTNER"


def test_a_caught_answer_serves_under_no_other_key_and_at_no_other_time(police: Signing) -> None:
    matter, number = given(police)
    caught = police.post(POLICE_TRANSFERS, accepts(number), key="a1", Idempotency_Key="a2")
    problem(caught, 401, "WRONG_SIGNATURE")
    for off in (timedelta(minutes=-6), timedelta(minutes=6)):
        problem(police.post(POLICE_TRANSFERS, accepts(number), at=now() + off), 401, "WRONG_TIME")
    problem(police.post(POLICE_TRANSFERS, accepts(number), secret=bytes(32)), 401, "WRONG_SIGNATURE")
    problem(police.post(POLICE_TRANSFERS, accepts(number), X_Heyi_Signature=""), 401, "NOT_SIGNED")
    assert standing(matter) == ("IN_HAND", "")


def test_nobody_answers_for_another(police: Signing) -> None:
    matter, number = given(police)
    other = signing(PartnerKind.POLICE110)
    for partner, asked in ((other, number), (police, uuid4()), (police, UUID(int=0))):
        refused = problem(partner.post(POLICE_TRANSFERS, accepts(asked)), 422, "INVALID_REPORT")
        assert [(each["field"], each["code"]) for each in refused["errors"]] == [("zjbh", "NO_SUCH_TRANSFER")]
    hotline = signing(PartnerKind.HOTLINE12345)
    problem(hotline.post(POLICE_TRANSFERS, accepts(number)), 403, "NOT_YOURS")
    assert standing(matter) == ("IN_HAND", "")


@pytest.mark.parametrize(
    ("document", "why"),
    [
        ({"czlx": "3", "fknr": "去过了"}, "当前状态"),
        ({"czlx": "4", "fknr": "完"}, "当前状态"),
        ({"czlx": "5", "fknr": "退"}, "当前状态"),
    ],
)
def test_what_was_not_acknowledged_is_not_answered(
    police: Signing, document: dict[str, str], why: str
) -> None:
    matter, number = given(police)
    refused = problem(police.post(POLICE_TRANSFERS, {"zjbh": str(number), **document}), 409, "NOT_OPEN")
    assert why in refused["detail"]
    assert standing(matter) == ("IN_HAND", "")


def test_a_refused_answer_leaves_its_key_free_and_speaks_english_too(police: Signing) -> None:
    matter, number = given(police)
    early = {"zjbh": str(number), "czlx": "4", "fknr": "完"}
    refused = problem(police.post(POLICE_TRANSFERS, early, key="a1", Accept_Language="en"), 409, "NOT_OPEN")
    assert refused["detail"].isascii()
    police.post(POLICE_TRANSFERS, accepts(number), key="a2")
    assert police.post(POLICE_TRANSFERS, early, key="a1").status_code == 201
    assert standing(matter)[0] == "CLOSED"


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"czlx": "9"}, "czlx", "UNKNOWN_CODE"),
        ({"czlx": None}, "czlx", "MISSING"),
        ({"jjdbh": None}, "jjdbh", "MISSING"),
        ({"jjdbh": " "}, "jjdbh", "EMPTY"),
        ({"jjdbh": "J" * 201}, "jjdbh", "TOO_LONG"),
        ({"zjbh": "不是编号"}, "zjbh", "NO_SUCH_TRANSFER"),
        ({"zjbh": None}, "zjbh", "MISSING"),
        ({"czlx": "2", "fknr": None}, "fknr", "MISSING"),
        ({"czlx": "2", "fknr": "不\0"}, "fknr", "NUL"),
        ({"sfzh": "330…"}, "sfzh", "UNKNOWN_FIELD"),
    ],
)
def test_a_fault_is_named_by_110s_own_name(
    police: Signing, changed: dict[str, Any], field: str, code: str
) -> None:
    matter, number = given(police)
    document = {name: value for name, value in {**accepts(number), **changed}.items() if value is not None}
    refused = problem(police.post(POLICE_TRANSFERS, document), 422, "INVALID_REPORT")
    assert (field, code) in [(each["field"], each["code"]) for each in refused["errors"]]
    assert standing(matter) == ("IN_HAND", "")


@pytest.mark.parametrize(("raw", "status", "code"), [(b"{", 400, "BAD_JSON"), (b"[]", 422, "INVALID_REPORT")])
def test_what_is_no_document_is_refused(police: Signing, raw: bytes, status: int, code: str) -> None:
    problem(police.post(POLICE_TRANSFERS, raw=raw), status, code)
