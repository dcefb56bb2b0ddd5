"""Who sees which file of a matter, who may hang one there, and what stays when one is erased."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heyi.dispatch import operations as ops
from heyi.evidence.codes import MOST_FILES
from heyi.journal.access import timeline_of
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import (
    attachments_of,
    entering,
    find_attachment,
    matter_view,
    room_for_files,
    tracked_attachments,
)
from heyi.matters.codes import Zone
from heyi.matters.operations import MatterNotFound
from tests.factories.files import PDF, kept, picture
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

DANGER = "我丈夫现在站在织里镇富民路三号楼顶要跳楼，快来人！"
ABOUT_ZHILI_POLICE = "我要投诉织里派出所，报警两个小时没人来。"
ALL = frozenset({"PUBLIC", "WORKING", "CONFIDENTIAL", "own"})


def with_files(text: str = "邻居把衣服晾在楼道里，我们两家起了纠纷。") -> Received:
    """A matter with a file in each zone by its unit, and one of the reporter's."""
    matter = received(text)
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT lead_unit_id FROM matters_matter WHERE id = %s", [matter.id])
        (lead,) = cursor.fetchone()
    for place, zone in enumerate(Zone):
        file = kept(picture((40 + place, 40)), f"{zone.value}.jpg")
        with entering("desk", units=[lead]):
            by = ops.Hand(hand(ZHILI).actor, frozenset({lead}))
            ops.attach(matter.key, step=ops.Step(by=by, at=MORNING), files=[file], zone=zone)
    with entering("tracking", matter=matter.id):
        ops.attach(matter.key, step=reporters_step(), files=[kept(name="own.jpg")], zone=Zone.WORKING)
    return matter


def seen_by(matter: Received, *codes: str) -> frozenset[str]:
    """The files that a person of these units sees, by the first word of their names."""
    units = [unit(code) for code in codes]
    with desk(*codes):
        try:
            view = matter_view(*matter.key, units=units)
        except MatterNotFound:
            return frozenset()
        files = attachments_of(view)
        for file in files:  # one by one it is the same
            assert find_attachment(*matter.key, file.id, units=units) is not None
        return frozenset(file.name.removesuffix(".jpg") for file in files)


@pytest.mark.parametrize(
    ("code", "sees"),
    [
        (ZHILI, ALL),
        (WUXING, ALL - {"CONFIDENTIAL"}),
        (CITY, ALL - {"CONFIDENTIAL"}),
        (BALIDIAN, frozenset()),
        (ZHILI_POLICE, frozenset()),
    ],
)
def test_each_basis_sees_its_zones(code: str, sees: frozenset[str]) -> None:
    assert seen_by(with_files(), code) == sees


def test_who_has_only_an_alarm_sees_none_and_adds_none() -> None:
    matter = with_files(DANGER)
    assert seen_by(matter, ZHILI_POLICE) == frozenset()
    with desk(ZHILI_POLICE):
        before = len(timeline_of(*matter.key))
        with pytest.raises(NotAllowed):
            ops.attach(matter.key, step=step(ZHILI_POLICE), files=[kept()], zone=Zone.WORKING)
        assert len(timeline_of(*matter.key)) == before


def test_a_unit_that_is_reported_sees_no_file_by_any_way() -> None:
    matter = with_files(ABOUT_ZHILI_POLICE)
    with entering("worker"):
        ids = [file.id for file in tracked_attachments(*matter.key)]
        own = [row for row in ids if row]
    for codes in ([ZHILI_POLICE], [ZHILI_POLICE, CITY]):
        assert seen_by(matter, *codes) == frozenset()
        units = [unit(code) for code in codes]
        with desk(*codes):
            assert [find_attachment(*matter.key, file, units=units) for file in own] == [None] * len(own)
            assert tracked_attachments(*matter.key) == ()


def test_the_reporter_sees_their_own_and_what_is_public() -> None:
    matter, other = with_files(), with_files("另一起邻里纠纷。")
    with entering("tracking", matter=matter.id):
        names = {file.name for file in tracked_attachments(*matter.key)}
        assert names == {"PUBLIC.jpg", "own.jpg"}
        assert tracked_attachments(*other.key) == ()
    with entering(""):
        assert tracked_attachments(*matter.key) == ()


def test_a_pictures_original_is_for_who_works_on_it_a_paper_for_who_sees_it() -> None:
    matter = with_files()
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(PDF, "协议.pdf")], zone=Zone.WORKING)
    for code, opens in ((ZHILI, {True}), (WUXING, {False})):
        with desk(code):
            files = attachments_of(matter_view(*matter.key, units=[unit(code)]))
        assert {file.opens_original for file in files if file.is_picture} == opens
        assert {file.opens_original for file in files if not file.is_picture} == {True}


def test_a_superior_puts_nothing_into_the_confidential_zone() -> None:
    matter = received()
    with desk(WUXING):
        ops.attach(matter.key, step=step(WUXING), files=[kept()], zone=Zone.WORKING)
        with pytest.raises(NotAllowed) as refused:
            ops.attach(matter.key, step=step(WUXING), files=[kept()], zone=Zone.CONFIDENTIAL)
    assert refused.value.refusal.code == "not_in_the_room"


def test_a_peer_cannot_hang_anything_there() -> None:
    matter = received()
    with desk(BALIDIAN), pytest.raises(MatterNotFound):
        ops.attach(matter.key, step=step(BALIDIAN), files=[kept()], zone=Zone.PUBLIC)


def test_a_double_tap_hangs_it_once() -> None:
    matter, file = received(), kept()
    with desk(ZHILI):
        first = ops.attach(matter.key, step=step(ZHILI), files=[file, file], zone=Zone.WORKING)
        again = ops.attach(matter.key, step=step(ZHILI), files=[file], zone=Zone.WORKING)
        assert again.head == first.head
        assert len(attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))) == 1


def test_a_matter_takes_so_many_and_no_more() -> None:
    matter = received()
    files = [kept(f"第{place}页".encode(), f"{place}.txt") for place in range(MOST_FILES + 1)]
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=files[:-1], zone=Zone.WORKING)
        assert room_for_files(*matter.key) == 0
        with pytest.raises(NotAllowed) as refused:
            ops.attach(matter.key, step=step(ZHILI), files=files[-1:], zone=Zone.WORKING)
        ops.attach(matter.key, step=step(ZHILI), files=files[:1], zone=Zone.WORKING)  # there already
    assert refused.value.refusal.code == "files_full"
    assert refused.value.refusal.params["held"] == str(MOST_FILES)


def test_who_does_not_see_every_file_is_not_told_how_many_there_are() -> None:
    matter, (one, *others) = (
        received(),
        [kept(f"第{place}页".encode(), f"{place}.txt") for place in range(61)],
    )
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=others, zone=Zone.CONFIDENTIAL)
    for scope, by in (
        (desk(WUXING), step(WUXING)),
        (entering("tracking", matter=matter.id), reporters_step()),
    ):
        with scope, pytest.raises(NotAllowed) as refused:
            ops.attach(matter.key, step=by, files=[one], zone=Zone.WORKING)
        assert refused.value.refusal.code == "files_full"
        assert refused.value.refusal.params == {"most": str(MOST_FILES)}


def test_nothing_is_not_hung() -> None:
    matter = received()
    with desk(ZHILI), pytest.raises(NotAllowed) as refused:
        ops.attach(matter.key, step=step(ZHILI), files=[], zone=Zone.WORKING)
    assert refused.value.refusal.code == "files_needed"


def test_the_event_tells_how_many_and_no_name() -> None:
    matter = received()
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI), files=[kept(name="王小明身份证.jpg")], zone=Zone.WORKING)
        event = timeline_of(*matter.key)[-1]
    assert (event.verb, event.facts["files"], event.facts["zone"]) == ("file.attached", 1, "WORKING")
    assert "王小明" not in str(event.facts)


def test_one_file_and_three_cost_the_same() -> None:
    matter = received()

    def asked() -> int:
        with desk(ZHILI):
            view = matter_view(*matter.key, units=[unit(ZHILI)])
            with CaptureQueriesContext(connection) as queries:
                attachments_of(view)
        return len(queries)

    counts = []
    for place in range(3):
        with desk(ZHILI):
            file = kept(f"第{place}页".encode(), "a.txt")
            ops.attach(matter.key, step=step(ZHILI), files=[file], zone=Zone.WORKING)
        counts.append(asked())
    assert counts == [2, 2, 2]  # the attachments, and how each was kept
