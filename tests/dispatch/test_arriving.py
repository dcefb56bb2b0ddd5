"""Between cities: what may be handed over to one, to which not, and how an arrival goes back."""

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import parts_of
from heyi.dispatch.operations import Errand
from heyi.journal.access import timeline_of
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, transfers_of
from heyi.matters.models import Matter
from heyi.matters.transfers import Receiver, goes_in_no_circle, is_kin, is_not_sealed
from tests.factories.cities import (
    CITY_DOOR,
    DIVISION,
    arrived,
    jiaxing,  # noqa: F401
    matter_of,
    offer,
    recall,
    stands,
)
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    Received,
    desk,
    hand,
    received,
    step,
    unit,
)
from tests.factories.partners import Signing
from tests.factories.parts import splits

JIAXING = Receiver(9, "CITY", "嘉兴市", DIVISION)
HANGZHOU = Receiver(10, "CITY", "杭州市", "330100")
POLICE = Receiver(7, "POLICE110", "110 指挥中心")


def errand(to: Receiver = JIAXING, reason: str = "PLACE_ELSEWHERE") -> Errand:
    return Errand(to, reason, "情况", "请办理")


def in_hand(matter: Received | None = None, **report: object) -> Received:
    found = matter or received(at=now(), **report)
    with desk(ZHILI):
        ops.sign(found.key, step=step(ZHILI, at=now()))
    return found


def gives(matter: Received, to: Receiver = JIAXING, reason: str = "PLACE_ELSEWHERE") -> None:
    with desk(ZHILI):
        ops.transfer(matter.key, step=step(ZHILI, at=now()), errand=errand(to, reason))


def refused(matter: Received, to: Receiver = JIAXING, reason: str = "PLACE_ELSEWHERE") -> str:
    with pytest.raises(NotAllowed) as told:
        gives(matter, to, reason)
    return told.value.refusal.code


@pytest.mark.parametrize(
    ("receiver", "confidentiality", "code"),
    [
        (JIAXING, "SEALED", "sealed_stays"),
        (JIAXING, "PRIVATE", None),
        (JIAXING, "OPEN", None),
        (POLICE, "SEALED", None),  # danger is danger
    ],
)
def test_what_is_sealed_goes_to_no_other_city(receiver: Receiver, confidentiality: str, code: str | None):
    found = is_not_sealed({"receiver": receiver, "confidentiality": confidentiality})
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("receiver", "route", "code"),
    [
        (JIAXING, (), None),
        (JIAXING, ("330100",), None),
        (JIAXING, (DIVISION,), "goes_in_circle"),  # back to whence it came: sent back, not offered
        (HANGZHOU, ("330100", DIVISION), "goes_in_circle"),  # round three cities
        (JIAXING, ("330100", "330200", "330300"), None),
        (JIAXING, ("330100", "330200", "330300", "330600"), "route_too_long"),
        (POLICE, (DIVISION,), None),
    ],
)
def test_it_goes_in_no_circle(receiver: Receiver, route: tuple[str, ...], code: str | None):
    found = goes_in_no_circle({"receiver": receiver, "route": route})
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("kinds", "kin"), [(set(), False), ({"CENTRE"}, True), ({"POLICE"}, True), ({"DEPARTMENT"}, True)]
)
def test_a_matter_about_a_unit_of_ours_stays_here(kinds: set[str], kin: bool):
    assert is_kin("CITY", kinds) == kin


@pytest.mark.django_db
def test_our_number_and_route_leave_and_a_reason_of_another_partner_is_refused() -> None:
    matter = in_hand()
    assert refused(matter, reason="EMERGENCY") == "reason_unfit"
    gives(matter)
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
    assert (transfer.sent["number"], transfer.sent["route"]) == (matter.number, "330500")


def names(matter: Received, subject: str) -> None:
    """The city's centre names a unit as whom it is about."""
    with desk(CITY):
        right = ops.Right(subjects=[unit(subject)])
        ops.correct(matter.key, step=step(CITY, at=now()), right=right, text="来电说明")


@pytest.mark.django_db
@pytest.mark.parametrize("subject", [WUXING_POLICE, BALIDIAN])
def test_about_a_unit_of_ours_it_is_not_handed_over(subject: str) -> None:
    matter = in_hand()
    names(matter, subject)
    assert refused(matter) == "receiver_is_kin"


@pytest.mark.django_db
def test_while_another_city_has_it_nobody_becomes_its_subject() -> None:
    matter = in_hand()
    gives(matter)
    with pytest.raises(NotAllowed) as told:
        names(matter, BALIDIAN)
    assert told.value.refusal.code == "partner_is_kin"


@pytest.mark.django_db
def test_sealed_it_stays() -> None:
    matter = in_hand()
    with entering("worker"):
        Matter.objects.filter(county=matter.county, id=matter.id).update(confidentiality="SEALED")
    assert refused(matter) == "sealed_stays"


@pytest.mark.django_db
def test_an_arrival_goes_on_to_a_third_city_but_back_to_the_first_by_no_transfer(jiaxing: Signing) -> None:
    matter = in_hand(arrived(jiaxing))
    assert refused(matter, Receiver(jiaxing.id, "CITY", jiaxing.name, DIVISION)) == "goes_in_circle"
    gives(matter, HANGZHOU)
    with desk(ZHILI):
        (transfer,) = transfers_of(*matter.key)
    assert transfer.sent["route"] == f"{DIVISION},330500"


@pytest.mark.django_db
def test_it_is_sent_back_by_the_unit_or_above_with_a_reason_and_once(jiaxing: Signing) -> None:
    for by in (ZHILI, WUXING):
        matter = in_hand(arrived(jiaxing))
        with desk(by), pytest.raises(NotAllowed) as told:
            ops.send_back(matter.key, step=step(by, at=now()), text=" ")
        assert told.value.refusal.code == "text_needed"
        with desk(by):
            ops.send_back(matter.key, step=step(by, at=now()), text="房屋不在织里")
        status, arrival = stands(matter)
        assert (status.state, status.closing, arrival.state) == ("CLOSED", "SENT_BACK", "SENT_BACK")
        assert status.notes == ()  # the reporter follows it there
        with desk(by), pytest.raises(NotAllowed):
            ops.send_back(matter.key, step=step(by, at=now()), text="再退一次")


@pytest.mark.django_db
def test_what_no_city_handed_over_is_sent_back_to_none() -> None:
    matter = in_hand()
    with desk(ZHILI), pytest.raises(NotAllowed) as told:
        ops.send_back(matter.key, step=step(ZHILI, at=now()), text="不归我们")
    assert told.value.refusal.code == "not_arrived"


@pytest.mark.django_db
def test_while_it_is_offered_on_it_is_not_sent_back(jiaxing: Signing) -> None:
    matter = in_hand(arrived(jiaxing))
    gives(matter, HANGZHOU)
    with desk(ZHILI), pytest.raises(NotAllowed) as told:
        ops.send_back(matter.key, step=step(ZHILI, at=now()), text="不归我们")
    assert told.value.refusal.code == "transfer_open"


@pytest.mark.django_db
def test_the_page_tells_whence_it_came(jiaxing: Signing) -> None:
    matter = arrived(jiaxing)
    with desk(ZHILI):
        taken = timeline_of(*matter.key)[-1]
    assert (taken.verb, taken.facts["partner"], taken.facts["zone"]) == (
        "arrival.taken",
        jiaxing.name,
        "WORKING",
    )
    assert hand(ZHILI).units == {unit(ZHILI)}


@pytest.mark.django_db
def test_with_an_open_part_it_is_not_sent_back_and_its_recall_ends_the_part(jiaxing: Signing) -> None:
    document = offer()
    assert jiaxing.post(CITY_DOOR, document).status_code == 201
    matter = in_hand(Received({}, *matter_of(jiaxing, document)))
    part = splits(matter, to=BALIDIAN, at=now())
    with desk(ZHILI), pytest.raises(NotAllowed) as told:
        ops.send_back(matter.key, step=step(ZHILI, at=now()), text="房屋不在织里")
    assert told.value.refusal.code == "part_open"
    assert jiaxing.post(CITY_DOOR, recall(document)).json()["state"] == "CLOSED"
    with entering("worker"):
        assert ops.follow_head(*part.key, at=now())
        assert [link.closing for link in parts_of(*matter.key)] == ["NOT_NEEDED"]
