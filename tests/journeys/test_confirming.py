"""What a person confirmed of a reading is believed before the reading; both are kept."""

from typing import Any
from uuid import uuid4

import pytest

from heyi.intake.rules import body_hash, read_report
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.receive import receive
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked, matter_view
from heyi.orgs.access import directory
from tests.factories.matters import SOURCE, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CLERK = Actor(ActorKind.PERSON, 7, "吴兴区三源共治中心经办员")
TEXT = "织里镇一家厂的老板拖欠工资两万元。"
DROWNING = "有人掉进河里了，在织里镇富民路，快救人！"


def confirmed_view(text: str, confirmed: Confirmed, *, looks: str = "330502-CENTRE") -> Any:
    body = {"text": text, "channel": "phone"}
    report = read_report(body, at=now(), regions=set())
    with entering("receive", source=SOURCE):
        answer = receive(
            report,
            source=SOURCE,
            key=uuid4().hex,
            body_hash=body_hash(body),
            at=now(),
            confirmed=confirmed,
            by=CLERK,
        )
    found = find_tracked(str(answer.receipt["tracking_code"]))
    assert found is not None
    with entering("desk", units=[unit(looks)]):
        return matter_view(*found, units=[unit(looks)])


def test_kind_place_and_urgency_are_what_the_clerk_said() -> None:
    said = Confirmed(kind="DISPUTE.NEIGHBOUR", region_code="330502101", urgency="URGENT")
    view = confirmed_view(TEXT, said)
    assert (view.kind, view.region_code, view.urgency) == ("DISPUTE.NEIGHBOUR", "330502101", "URGENT")
    assert view.reading["kind"] != view.kind
    assert view.reading["confirmed"] == {
        "kind": "DISPUTE.NEIGHBOUR",
        "region_code": "330502101",
        "urgency": "URGENT",
    }


def test_a_unit_the_clerk_named_as_subject_is_denied() -> None:
    station = unit("330502100-POLICE")
    view = confirmed_view(TEXT, Confirmed(subjects=(station,)))
    assert view.subjects == (directory().unit(station).name,)


def test_danger_that_a_person_ruled_out_raises_no_alarm() -> None:
    view = confirmed_view(DROWNING, Confirmed(is_danger=False))
    assert view.reading["confirmed"] == {"is_danger": False}
    with entering("desk", units=[unit("330502100-POLICE")]):
        assert find_tracked(view.tracking_code) is not None
        with pytest.raises(LookupError):
            matter_view(view.county, view.id, units=[unit("330502100-POLICE")])


def test_danger_that_only_a_person_saw_raises_the_alarm() -> None:
    view = confirmed_view(TEXT, Confirmed(is_danger=True), looks="330502100-POLICE")
    assert view.basis == "ALARM"
