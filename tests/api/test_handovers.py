"""POST /api/partners/v1/…: signed documents of 110 and 12345, each taken once; a refusal says why, nothing changes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from heyi.intake.codes import PartnerKind
from heyi.intake.models import IntakeReport
from heyi.intake.operations import disable_partner
from heyi.journal.access import timeline_of
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked, matter_view
from tests.api.test_reports import problem
from tests.factories.matters import BALIDIAN, desk, received, unit
from tests.factories.partners import CALLS, HANDOVERS, ORDERS, Signing, police, signing  # noqa: F401 - fixtures too

pytestmark = pytest.mark.django_db
QUARREL = {
    "jjdbh": "J330520261124200001",
    "bjsj": "2026-03-05T20:00:00+08:00",
    "xzqh": "330502101",
    "sfdz": "紫金桥社区 6 幢",
    "fjqlb": "03",
    "bjnr": "楼上邻居晾晒衣物一直滴水，两家吵了起来。",
    "bjrxm": "沈月琴",
    "bjrdh": "13800000001",
    "cjmj": "八里店派出所 值班民警",
    "xqcz": "双方已分开。",
    "gsqr": "1",
}
ORDER = {
    "orderNo": "H330520261124200001",
    "orderType": "TS",
    "content": "练市镇一家饭店油烟扰民。",
    "callTime": "2026-03-05T20:00:00+08:00",
}


def kept(partner: Signing) -> int:
    with entering("receive", source=partner.source):
        return IntakeReport.objects.filter(source=partner.source).count()


def page_of(receipt: dict[str, Any]) -> Any:
    found = find_tracked(receipt["tracking_code"])
    assert found is not None
    with desk(BALIDIAN):
        return matter_view(*found, units=[unit(BALIDIAN)]), timeline_of(*found)


def test_a_handover_opens_a_matter_at_the_centre_of_the_place(police: Signing):
    response = police.post(HANDOVERS, QUARREL, key="J1")
    assert response.status_code == 201, response.content
    matter, events = page_of(response.json())
    assert matter.lead_unit == "吴兴区八里店镇社会治理中心"
    assert (matter.kind, matter.channel) == ("DISPUTE.NEIGHBOUR", "police_110")
    assert matter.source_ref == QUARREL["jjdbh"]
    assert matter.parties[0].name == "沈*"
    assert [event.verb for event in events] == ["matter.received", "task.given", "note.added"]
    assert "先期处置：双方已分开。" in matter.notes[0].text
    assert (matter.notes[0].zone, matter.notes[0].what) == ("WORKING", "note")


def test_an_order_of_12345_opens_one_too(db: None):
    hotline = signing(PartnerKind.HOTLINE12345)
    response = hotline.post(ORDERS, ORDER)
    assert response.status_code == 201, response.content
    assert response.json()["kind"].startswith("COMPLAINT.")
    assert "南浔" in response.json()["unit"]


def test_a_replay_is_answered_as_before_and_opens_nothing(police: Signing):
    first = police.post(HANDOVERS, QUARREL, key="J1")
    again = police.post(HANDOVERS, dict(reversed(QUARREL.items())), key="J1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert kept(police) == 1
    assert len(page_of(first.json())[1]) == 3


def test_another_body_under_the_same_key_is_refused(police: Signing):
    police.post(HANDOVERS, QUARREL, key="J1")
    problem(police.post(HANDOVERS, {**QUARREL, "bjnr": "别的事。"}, key="J1"), 409, "KEY_TAKEN")
    assert kept(police) == 1


def test_a_caught_message_opens_nothing_under_another_key(police: Signing):
    police.post(HANDOVERS, QUARREL, key="J1")
    caught = police.post(HANDOVERS, QUARREL, key="J1", Idempotency_Key="J2")
    problem(caught, 401, "WRONG_SIGNATURE")
    assert kept(police) == 1


@pytest.mark.parametrize("gone", ["Version", "Partner", "Event", "Timestamp", "Signature"])
def test_what_is_not_signed_is_told_so(police: Signing, gone: str):
    problem(police.post(HANDOVERS, QUARREL, **{f"X_Heyi_{gone}": ""}), 401, "NOT_SIGNED")
    problem(police.post(HANDOVERS, QUARREL, X_Heyi_Version="2"), 401, "NOT_SIGNED")
    assert kept(police) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"X_Heyi_Signature": "0" * 64},
        {"X_Heyi_Partner": "999999"},
        {"X_Heyi_Partner": "110"},
        {"X_Heyi_Partner": "９"},
        {"X_Heyi_Event": "call.recorded"},
    ],
)
def test_a_wrong_signature_is_told_so_and_no_more(police: Signing, changed: dict[str, str]):
    sent = {name: value.encode().decode("latin-1") for name, value in changed.items()}
    problem(police.post(HANDOVERS, QUARREL, **sent), 401, "WRONG_SIGNATURE")
    problem(police.post(HANDOVERS, QUARREL, secret=bytes(32)), 401, "WRONG_SIGNATURE")
    assert kept(police) == 0


@pytest.mark.parametrize("off", [timedelta(minutes=-6), timedelta(minutes=6)])
def test_a_wrong_time_is_told_ours(police: Signing, off: timedelta):
    refused = problem(police.post(HANDOVERS, QUARREL, at=now() + off), 401, "WRONG_TIME")
    assert str(int(now().timestamp()))[:-2] in refused["detail"]
    assert kept(police) == 0


def test_who_is_of_another_kind_has_another_door(police: Signing):
    problem(police.post(ORDERS, ORDER), 403, "NOT_YOURS")
    problem(signing(PartnerKind.PLAIN).post(HANDOVERS, QUARREL), 403, "NOT_YOURS")


def test_a_disabled_partner_is_nobody(police: Signing):
    with entering("admin"):
        disable_partner(police.name, by=SYSTEM, at=now())
    problem(police.post(HANDOVERS, QUARREL), 401, "WRONG_SIGNATURE")


def test_the_bearer_key_opens_no_signed_door(police: Signing):
    sent = Client().post(
        HANDOVERS,
        data=QUARREL,
        content_type="application/json",
        headers={"Authorization": f"Bearer {police.key}"},
    )
    problem(sent, 401, "NOT_SIGNED")


def test_faults_are_named_in_110s_words(police: Signing):
    refused = problem(police.post(HANDOVERS, {**QUARREL, "fjqlb": "07"}), 422, "INVALID_REPORT")
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [("fjqlb", "UNKNOWN_CODE")]
    assert "01, 02" in refused["detail"]
    assert kept(police) == 0


@pytest.mark.parametrize(("raw", "status", "code"), [(b"{", 400, "BAD_JSON"), (b"[]", 422, "INVALID_REPORT")])
def test_what_is_no_document_is_refused(police: Signing, raw: bytes, status: int, code: str):
    problem(police.post(HANDOVERS, raw=raw), status, code)


def test_too_much_is_refused(police: Signing):
    problem(police.post(HANDOVERS, {**QUARREL, "bjnr": "吵" * 100_000}), 413, "TOO_LARGE")


def called(receipt: dict[str, Any], **more: str) -> dict[str, str]:
    return {
        **more,
        "cxm": receipt["tracking_code"],
        "thsj": "2026-03-05T20:02:00+08:00",
        "cyr": "110、12345、八里店中心",
        "sldw": "1",
        "ly": "首接负责",
    }


def test_a_call_stands_with_its_matter_once(police: Signing):
    receipt = police.post(HANDOVERS, {**QUARREL, "gsqr": "2"}).json()
    first = police.post(CALLS, called(receipt), key="c1")
    again = police.post(CALLS, called(receipt), key="c1")
    assert (first.status_code, again.status_code) == (201, 200), first.content
    assert first.json() == again.json()
    matter, events = page_of(receipt)
    assert [event.verb for event in events][-1] == "call.recorded"
    assert (events[-1].facts["taker"], events[-1].facts["ground"]) == ("CENTRE", "UNSAID")
    assert [note.what for note in matter.notes] == ["note", "call"]
    assert "由社会治理中心受理" in matter.notes[-1].text


def test_a_call_may_say_by_which_ground(police: Signing):
    receipt = police.post(HANDOVERS, {**QUARREL, "gsqr": "2"}).json()
    refused = problem(police.post(CALLS, called(receipt, gsyj="9")), 422, "INVALID_REPORT")
    assert [error["code"] for error in refused["errors"]] == ["UNKNOWN_CODE"]
    assert police.post(CALLS, called(receipt, gsyj="2")).status_code == 201
    matter, events = page_of(receipt)
    assert events[-1].facts["ground"] == "FIRST"
    assert "由社会治理中心受理（首接先办）" in matter.notes[-1].text


def test_a_call_about_anothers_matter_is_about_none(police: Signing):
    other = signing(PartnerKind.POLICE110)
    receipt = other.post(HANDOVERS, QUARREL).json()
    for strange in (receipt, received().receipt, {"tracking_code": "A2R6A2R6A2R6A2R6"}):
        refused = problem(police.post(CALLS, called(strange)), 422, "INVALID_REPORT")
        assert [error["code"] for error in refused["errors"]] == ["NO_SUCH_MATTER"]
    assert kept(police) == 0
