"""POST /api/partners/v1/city: another city hands a matter over, recalls it, and answers; signed, once, in no circle."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from heyi.dispatch import operations as ops
from heyi.journal.access import timeline_of
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked
from tests.api.test_reports import problem
from tests.factories.cities import DIVISION, arrived, jiaxing, matter_of, offer, recall, stands  # noqa: F401
from tests.factories.matters import ZHILI, Received, desk, step
from tests.factories.partners import CITY_DOOR, HOTLINE_TRANSFERS, Signing
from tests.factories.transfers import given, standing

pytestmark = pytest.mark.django_db


def verbs(matter: Received) -> list[str]:
    with desk(ZHILI):
        return [event.verb for event in timeline_of(*matter.key)]


def test_an_offer_is_a_matter_here_and_says_whence_it_came(jiaxing: Signing) -> None:
    document = offer()
    answer = jiaxing.post(CITY_DOOR, document)
    assert (answer.status_code, answer.json()["state"]) == (201, "TO_SIGN")
    assert set(answer.json()) == {"transfer", "number", "state", "recorded_at"}  # no tracking code leaves
    found = matter_of(jiaxing, document)
    status, arrival = stands(Received({}, *found))
    assert (status.channel, status.source_ref, status.unit) == (
        "city",
        document["number"],
        "吴兴区织里镇社会治理中心",
    )
    assert (arrival.number, arrival.unit, arrival.route) == (document["number"], document["unit"], DIVISION)
    assert verbs(Received({}, *found))[-1] == "arrival.taken"


def test_the_same_offer_opens_one_matter_however_it_comes(jiaxing: Signing) -> None:
    document = offer()
    bare = {**document, "contactName": "", "contactPhone": ""}  # erased there between two attempts
    answers = [jiaxing.post(CITY_DOOR, sent) for sent in (document, document, bare)]
    assert [answer.status_code for answer in answers] == [201, 200, 200]
    assert answers[0].json() == answers[1].json() == answers[2].json()


def test_a_recall_closes_it_and_a_recall_of_it_again_changes_nothing(jiaxing: Signing) -> None:
    document = offer()
    jiaxing.post(CITY_DOOR, document)
    matter = Received({}, *matter_of(jiaxing, document))
    for _ in range(2):
        assert jiaxing.post(CITY_DOOR, recall(document)).json()["state"] == "CLOSED"
    status, arrival = stands(matter)
    assert (status.closing, arrival.state, verbs(matter).count("arrival.recalled")) == (
        "RECALLED",
        "RECALLED",
        1,
    )
    assert jiaxing.post(CITY_DOOR, document).json()["state"] == "CLOSED"  # and opens nothing anew


def test_a_recall_that_overtook_its_offer_leaves_nothing_to_take(jiaxing: Signing) -> None:
    document = offer()
    jiaxing.post(CITY_DOOR, recall(document))
    problem(jiaxing.post(CITY_DOOR, document), 409, "NOT_OPEN")
    assert matter_of(jiaxing, document) is None


def test_what_is_done_here_stays_done_though_it_is_recalled(jiaxing: Signing) -> None:
    document = offer()
    jiaxing.post(CITY_DOOR, document)
    matter = Received({}, *matter_of(jiaxing, document))
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
        ops.answer(matter.key, step=step(ZHILI, at=now()), text="已付清。")
        ops.close(matter.key, step=step(ZHILI, at=now()))
    jiaxing.post(CITY_DOOR, recall(document))
    status, arrival = stands(matter)
    assert (status.closing, arrival.state) == ("BY_UNIT", "RECALLED")


def test_the_police_stay_on_an_alarm_that_is_recalled(jiaxing: Signing) -> None:
    document = offer(told="织里镇吴兴大道，对方正拿着刀要砍人，快来救命！", urgent="Y")
    jiaxing.post(CITY_DOOR, document)
    refused = problem(jiaxing.post(CITY_DOOR, recall(document)), 409, "NOT_OPEN")
    assert "公安正在处置" in refused["detail"]


@pytest.mark.parametrize(
    ("sender", "secret"),
    [
        (f"city:{DIVISION}", bytes(32)),
        ("city:330100", None),  # a city that nobody has connected
        ("city:330500", None),  # ourselves: nothing of ours comes back as another's
        ("heyi", None),
        ("city:x", None),
        ("city:", None),
    ],
)
def test_who_is_no_city_that_we_know_is_refused(jiaxing: Signing, sender: str, secret: bytes | None) -> None:
    document = offer()
    problem(jiaxing.post(CITY_DOOR, document, sender=sender, secret=secret), 401, "WRONG_SIGNATURE")
    assert matter_of(jiaxing, document) is None


def test_what_was_caught_serves_at_no_other_time_and_door(jiaxing: Signing) -> None:
    for off in (timedelta(minutes=-6), timedelta(minutes=6)):
        problem(jiaxing.post(CITY_DOOR, offer(), at=now() + off), 401, "WRONG_TIME")
    problem(jiaxing.post(HOTLINE_TRANSFERS, offer()), 403, "NOT_YOURS")


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"route": "330500,330400"}, "route", "GOES_IN_CIRCLE"),  # it has been here
        ({"route": "330500,330100,330400"}, "route", "GOES_IN_CIRCLE"),  # round three cities
        ({"route": "330100"}, "route", "BAD_ROUTE"),  # who sends leaves itself out
        ({"route": "330400,330400"}, "route", "BAD_ROUTE"),
        ({"route": "330100,330200,330300,330600,330400"}, "route", "BAD_ROUTE"),
        ({"route": "嘉兴"}, "route", "BAD_ROUTE"),
        ({"reason": "EMERGENCY"}, "reason", "UNKNOWN_CODE"),
        ({"urgent": "1"}, "urgent", "UNKNOWN_CODE"),
        ({"transfer": "不是编号"}, "transfer", "NO_SUCH_TRANSFER"),
        ({"told": " "}, "told", "EMPTY"),
        ({"told": "工" * 5001}, "told", "TOO_LONG"),
        ({"asked": None}, "asked", "MISSING"),
        ({"unit": "单\0位"}, "unit", "NUL"),
        ({"contactPhone": "电话"}, "contactPhone", "NOT_A_PHONE"),
        ({"trackingCode": "A1"}, "trackingCode", "UNKNOWN_FIELD"),
        ({"action": "TAKE"}, "action", "UNKNOWN_CODE"),
        ({"action": ["OFFER"]}, "action", "NOT_TEXT"),
    ],
)
def test_a_faulty_offer_opens_nothing_and_its_fault_is_named(
    jiaxing: Signing, changed: dict[str, Any], field: str, code: str
) -> None:
    document = offer(**changed)
    refused = problem(jiaxing.post(CITY_DOOR, document), 422, "INVALID_REPORT")
    assert (field, code) in [(each["field"], each["code"]) for each in refused["errors"]]


@pytest.mark.parametrize(("raw", "status"), [(b"[]", 422), (b"7", 422), (b"{", 400), (b"{}", 422)])
def test_what_is_no_message_is_refused(jiaxing: Signing, raw: bytes, status: int) -> None:
    assert jiaxing.post(CITY_DOOR, raw=raw).status_code == status


def test_its_answers_are_taken_once_and_for_its_own_transfer_alone(jiaxing: Signing) -> None:
    matter, number = given(jiaxing, "CITY", at=now())
    takes = {"action": "ACCEPT", "transfer": str(number), "number": "33040220261127000009", "text": ""}
    first, again = (jiaxing.post(CITY_DOOR, takes, key="a1") for _ in range(2))
    assert (first.status_code, again.status_code, first.json() == again.json()) == (201, 200, True)
    assert standing(matter) == ("WITH_PARTNER", "33040220261127000009")
    stranger = {**takes, "action": "PROGRESS", "transfer": str(uuid4()), "text": "办理中"}
    assert jiaxing.post(CITY_DOOR, stranger).json()["errors"][0]["code"] == "NO_SUCH_TRANSFER"
    problem(jiaxing.post(CITY_DOOR, {**takes, "number": "2"}, key="a1"), 409, "KEY_TAKEN")


def test_nobody_recalls_what_another_handed_over(jiaxing: Signing) -> None:
    from heyi.intake.codes import PartnerKind
    from tests.factories.partners import signing

    hangzhou = signing(PartnerKind.CITY, city="330100")
    document = offer()
    jiaxing.post(CITY_DOOR, document)
    assert hangzhou.post(CITY_DOOR, recall(document)).json()["number"] == ""
    status, _arrival = stands(Received({}, *matter_of(jiaxing, document)))
    assert status.state == "TO_SIGN"


def test_the_reporter_contests_where_it_was_told(jiaxing: Signing) -> None:
    """Whoever has our tracking code of it (nobody was given it) is told the way."""
    from heyi.kernel.flow import NotAllowed
    from tests.factories.matters import reporters_step

    matter = arrived(jiaxing)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
        ops.answer(matter.key, step=step(ZHILI, at=now()), text="已付清。")
    assert find_tracked(stands(matter)[0].tracking_code) == matter.key
    with entering("tracking", matter=matter.id), pytest.raises(NotAllowed) as refused:
        ops.contest(matter.key, step=reporters_step(at=now()), text="没有付清")
    assert refused.value.refusal.code == "other_way"
