"""Erasing for good: who may, on which ground, when; what stays; and the reporter's request that waits for an answer."""

from datetime import timedelta
from uuid import uuid4

import pytest

from heyi.dispatch import operations as ops
from heyi.intake.rules import Report, Reporter
from heyi.journal.access import timeline_of
from heyi.journeys.foreseeing import alike_matters
from heyi.kernel.flow import NotAllowed
from heyi.kernel.point import Point, PointSource
from heyi.matters.access import (
    asks_of,
    attachments_of,
    counts,
    entering,
    find_attachment,
    identity_erasure,
    matter_view,
    public_status,
    tracked_attachments,
    waiting_asks,
)
from heyi.matters.codes import Channel, Zone
from heyi.matters.models import Identity
from heyi.matters.operations import IdentityErased, MatterNotFound, erase_keys_again, open_identities
from heyi.matters.operations.wiring import key_store
from tests.factories.files import kept, picture
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    Received,
    desk,
    hand,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db

DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"
WANG = {"name": "王小明", "phone": "13800001234"}
GIVEN = {"ground": "ASKED_FOR", "text": "按本人请求"}


@pytest.fixture
def matter() -> Received:
    """A matter with an identity, a file of the reporter and one in each zone of the unit."""
    found = received(reporter=WANG)
    with entering("tracking", matter=found.id):
        ops.attach(found.key, step=reporters_step(), files=[kept(name="own.jpg")], zone=Zone.WORKING)
    for place, zone in enumerate(Zone):
        with desk(ZHILI):
            file = kept(picture((40 + place, 40)), f"{zone.value}.jpg")
            ops.attach(found.key, step=step(ZHILI), files=[file], zone=zone, note="楼道")
    return found


def files(matter: Received) -> dict:
    with desk(ZHILI):
        found = attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))
    return {file.name.partition(".")[0]: file.id for file in found}


def ask(matter: Received, of=None, *, at=MORNING) -> None:
    with entering("tracking", matter=matter.id):
        ops.ask_erasure(matter.key, step=reporters_step(at=at), of=of, text="不想再被联系")


def asked(matter: Received) -> list[str]:
    with desk(ZHILI):
        return [each.state for each in asks_of(*matter.key)]


def close(matter: Received) -> None:
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.answer(matter.key, step=step(ZHILI), text="已约定晾衣时间。")
        ops.close(matter.key, step=step(ZHILI))


def refused(verb: str, matter: Received, *, by: str = ZHILI, **given) -> str:
    with desk(by):
        before = len(timeline_of(*matter.key))
        with pytest.raises(NotAllowed) as error:
            getattr(ops, verb)(matter.key, step=step(by), **{**GIVEN, **given})
        assert len(timeline_of(*matter.key)) == before
    return error.value.refusal.code


def test_an_erased_file_leaves_who_when_and_why_and_no_words(matter: Received) -> None:
    with desk(ZHILI):
        ops.erase_file(matter.key, step=step(ZHILI), attachment=files(matter)["WORKING"], **GIVEN)
        (gone,) = (f for f in attachments_of(matter_view(*matter.key, units=[unit(ZHILI)])) if f.is_erased)
        event = timeline_of(*matter.key)[-1]
    assert (gone.name, gone.note, gone.opens_original and not gone.is_erased) == ("", "", False)
    assert (gone.erasure.by, gone.erasure.ground, gone.erasure.at) == ("李明", "ASKED_FOR", MORNING)
    assert "织里" in gone.erasure.unit
    assert (event.verb, event.facts["ground"]) == ("file.erased", "ASKED_FOR")
    assert "按本人请求" not in str(event.facts)


@pytest.mark.parametrize(
    ("name", "zone"),
    [("own", "PUBLIC"), ("PUBLIC", "PUBLIC"), ("WORKING", "WORKING"), ("CONFIDENTIAL", "CONFIDENTIAL")],
)
def test_the_reason_is_read_by_who_saw_the_file(matter: Received, name: str, zone: str) -> None:
    with desk(ZHILI):
        ops.erase_file(matter.key, step=step(ZHILI), attachment=files(matter)[name], **GIVEN)
        note = matter_view(*matter.key, units=[unit(ZHILI)]).notes[-1]
    assert (note.what, note.text, note.zone) == ("erasure", "按本人请求", zone)
    with entering("tracking", matter=matter.id):
        told = [each.text for each in public_status(*matter.key).notes]
        gone = [each.is_erased for each in tracked_attachments(*matter.key)]
    assert (told == ["按本人请求"], any(gone)) == (zone == "PUBLIC", zone == "PUBLIC")


@pytest.mark.parametrize("verb", ["erase_file", "erase_identity", "refuse_erasure"])
@pytest.mark.parametrize("by", [WUXING, CITY])
def test_only_the_lead_erases_or_answers(matter: Received, verb: str, by: str) -> None:
    ask(matter)
    given = {
        "erase_file": {**GIVEN, "attachment": files(matter)["WORKING"]},
        "erase_identity": GIVEN,
        "refuse_erasure": {"text": "不", "ask": uuid4()},
    }[verb]
    with desk(by), pytest.raises(NotAllowed) as error:
        getattr(ops, verb)(matter.key, step=step(by), **given)
    assert error.value.refusal.code == "not_yours"
    assert asked(matter) == ["OPEN"]


def test_a_stranger_finds_no_matter_to_erase_from(matter: Received) -> None:
    with desk(BALIDIAN), pytest.raises(MatterNotFound):
        ops.erase_identity(matter.key, step=step(BALIDIAN), **GIVEN)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ground": ""}, "ground_needed"),
        ({"ground": "BECAUSE"}, "ground_needed"),
        ({"text": " \n"}, "text_needed"),
        ({"attachment": uuid4()}, "erased_before"),
    ],
)
def test_no_file_goes_without_ground_and_reason(matter: Received, given: dict, code: str) -> None:
    attachment = files(matter)["WORKING"]
    assert refused("erase_file", matter, **{"attachment": attachment, **given}) == code


def test_nothing_is_erased_twice(matter: Received) -> None:
    attachment = files(matter)["WORKING"]
    with desk(ZHILI):
        ops.erase_file(matter.key, step=step(ZHILI), attachment=attachment, **GIVEN)
    assert refused("erase_file", matter, attachment=attachment) == "erased_before"
    ask(matter)
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), **GIVEN)
    assert refused("erase_identity", matter) == "erased_before"


def test_the_identity_stays_while_it_is_needed(matter: Received) -> None:
    assert refused("erase_identity", matter, ground="PURPOSE_OVER") == "still_needed"
    close(matter)
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="PURPOSE_OVER", text="已办结")
        view = matter_view(*matter.key, units=[unit(ZHILI)])
        erasure = identity_erasure(*matter.key)
    assert [(p.name, p.phone, p.is_erased) for p in view.parties if p.role == "REPORTER"] == [("", "", True)]
    assert (erasure.by, erasure.ground) == ("李明", "PURPOSE_OVER")


@pytest.mark.parametrize(
    ("by", "stays"), [(PointSource.PHONE, False), (PointSource.MAP, True)], ids=["telephone", "map"]
)
def test_where_the_reporters_telephone_was_goes_with_the_identity(by: PointSource, *, stays: bool) -> None:
    """What was tapped on a map tells where the matter is, and no more."""
    matter = received(reporter=WANG, point=Point(120.263, 30.843, 25, "WGS84", by.value))
    close(matter)
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), ground="PURPOSE_OVER", text="已办结")
        assert (matter_view(*matter.key, units=[unit(ZHILI)]).point is not None) == stays


def test_not_while_the_police_may_have_to_call(matter: Received) -> None:
    danger = received(DANGER, reporter=WANG)
    ask(danger)
    assert refused("erase_identity", danger) == "alarm_needs_identity"


def test_who_reported_cannot_be_opened_any_more(matter: Received, django_capture_on_commit_callbacks) -> None:
    ask(matter)
    with entering("worker"):
        refs = list(Identity.objects.filter(matter_id=matter.id).values_list("key_ref", flat=True))
    assert [key_store().key(ref) is None for ref in refs] == [False]
    with django_capture_on_commit_callbacks(execute=True), desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), **GIVEN)
    assert [key_store().key(ref) is None for ref in refs] == [True]
    with desk(ZHILI), pytest.raises(IdentityErased):
        open_identities(*matter.key, by=hand(ZHILI).actor, purpose="CONTACT", at=MORNING)


def test_a_key_that_outlived_its_row_goes_at_night(matter: Received) -> None:
    """The process died between the commit and the key."""
    ask(matter)
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), **GIVEN)
    with entering("worker"):
        (ref,) = Identity.objects.filter(matter_id=matter.id).values_list("key_ref", flat=True)
        assert key_store().key(ref) is not None
        assert erase_keys_again(at=MORNING + timedelta(days=1)) >= 1
        assert erase_keys_again(at=MORNING + timedelta(days=40)) == 0
    assert key_store().key(ref) is None


def test_a_request_waits_on_the_leads_list_until_it_is_answered(matter: Received) -> None:
    own = files(matter)["own"]
    ask(matter)
    ask(matter, own, at=MORNING + timedelta(hours=1))
    for code, count in ((ZHILI, 2), (WUXING, 0), (BALIDIAN, 0), (ZHILI_POLICE, 0)):
        with desk(code):
            assert (counts(unit(code), at=MORNING).asks, len(waiting_asks([unit(code)]))) == (count, count)
    with desk(ZHILI):
        identity = next(each.id for each in asks_of(*matter.key) if each.attachment_id is None)
        ops.refuse_erasure(matter.key, step=step(ZHILI), ask=identity, text="保存期限未满。")
        ops.erase_file(matter.key, step=step(ZHILI), attachment=own, **GIVEN)
        assert counts(unit(ZHILI), at=MORNING).asks == 0
    assert asked(matter) == ["REFUSED", "ERASED"]
    with entering("tracking", matter=matter.id):
        told = [(note.what, note.text) for note in public_status(*matter.key).notes]
    assert ("no_erasure", "保存期限未满。") in told
    assert [verb for verb in _verbs(matter) if verb.startswith("erasure.")] == [
        "erasure.asked",
        "erasure.asked",
        "erasure.refused",
    ]


def _verbs(matter: Received) -> list[str]:
    with desk(ZHILI):
        return [event.verb for event in timeline_of(*matter.key)]


def test_the_same_is_not_asked_twice_while_it_waits_and_may_be_asked_again(matter: Received) -> None:
    ask(matter)
    with pytest.raises(NotAllowed) as error:
        ask(matter)
    assert error.value.refusal.code == "asked_before"
    with desk(ZHILI):
        (waiting,) = asks_of(*matter.key)
        ops.refuse_erasure(matter.key, step=step(ZHILI), ask=waiting.id, text="还在办理。")
        with pytest.raises(NotAllowed) as error:
            ops.refuse_erasure(matter.key, step=step(ZHILI), ask=waiting.id, text="还在办理。")
    assert error.value.refusal.code == "not_asked"
    ask(matter, at=MORNING + timedelta(days=1))
    assert asked(matter) == ["REFUSED", "OPEN"]


@pytest.mark.parametrize("name", ["PUBLIC", "WORKING", "CONFIDENTIAL"])
def test_a_reporter_asks_for_own_files_alone(matter: Received, name: str) -> None:
    with pytest.raises(NotAllowed) as error:
        ask(matter, files(matter)[name])
    assert error.value.refusal.code == "erased_before"


def test_where_nothing_is_known_nothing_is_asked() -> None:
    matter = received()
    with pytest.raises(NotAllowed) as error:
        ask(matter)
    assert error.value.refusal.code == "erased_before"


def test_who_sees_a_file_learns_that_it_is_gone(matter: Received) -> None:
    attachment = files(matter)["WORKING"]
    with desk(ZHILI):
        ops.erase_file(matter.key, step=step(ZHILI), attachment=attachment, **GIVEN)
    with desk(WUXING):
        found = find_attachment(*matter.key, attachment, units=[unit(WUXING)])
    assert found is not None
    assert (found[0].is_erased, found[0].name) == (True, "")


def test_the_next_call_from_the_same_telephone_does_not_find_an_erased_reporter(matter: Received) -> None:
    call = Report("问另一件事，路灯坏了。", Channel.PHONE, reporter=Reporter(phone=WANG["phone"]))

    def found() -> bool:
        with entering("receive", source="desk:1"):
            return matter.key in alike_matters(call, county=matter.key[0], at=MORNING)

    assert found()
    ask(matter)
    with desk(ZHILI):
        ops.erase_identity(matter.key, step=step(ZHILI), **GIVEN)
    assert not found()
