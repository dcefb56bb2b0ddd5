"""A matter in a village: known there, seen as before, referred down and answered there; and whom it must not reach."""

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.intake.rules import read_report
from heyi.journeys.checking import check_problems
from heyi.journeys.foreseeing import meaning
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, entering, find_gist, matter_view, public_status, work_list
from tests.factories.matters import CITY, MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db
DAHE = "330502100219-VILLAGE"
QUARREL = "大河村第三组邻居把晾衣杆伸过来，我们两家吵了好几次，请帮忙调解。"


def region_of(matter) -> tuple[str, set[str], int]:
    """The matter's region, those that its reach repeats, and how many see it."""
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.region_code, array_agg(DISTINCT r.region_code), count(*) FROM matters_matter m"
            " JOIN matters_reach r ON r.county = m.county AND r.matter_id = m.id WHERE m.id = %s GROUP BY 1",
            [matter.id],
        )
        code, repeated, many = cursor.fetchone()
    return code, set(repeated), many


def test_the_village_inside_the_town_that_was_sent_is_known_and_the_town_handles_it() -> None:
    matter = received(QUARREL)
    assert matter.receipt["unit"] == "吴兴区织里镇社会治理中心"
    assert region_of(matter) == ("330502100219", {"330502100"}, 4)  # as many as see a matter of the town


def test_reach_repeats_the_town_so_that_its_list_is_one_stretch() -> None:
    village, town = received(QUARREL), received("织里镇两家邻居因晾衣起了纠纷，请调解。")
    with desk(ZHILI):
        page = work_list(unit(ZHILI), wanted=WorkFilter(region_code="330502100", has_parts=False))
    assert {row.matter_id for row in page.rows} == {village.id, town.id}
    assert {row.region_code for row in page.rows} == {"330502100219", "330502100"}


def test_a_person_who_chose_the_town_is_believed_and_who_was_offered_towns_only_is_made_finer() -> None:
    report = read_report({"text": QUARREL, "channel": "web"}, at=now(), regions=())
    chosen = Confirmed(region_code="330502100")
    offered = Confirmed(region_code="330502100", is_finer_welcome=True)
    assert meaning(report, at=now(), confirmed=chosen).region_code == "330502100"
    assert meaning(report, at=now(), confirmed=offered).region_code == "330502100219"
    assert "is_finer_welcome" not in offered.stored()
    in_county = read_report(
        {"text": QUARREL, "channel": "web", "region": "330502"}, at=now(), regions={"330502"}
    )
    assert meaning(in_county, at=now()).region_code == "330502"  # what was sent is left for no smaller one
    other = Confirmed(region_code="330502101", is_finer_welcome=True)  # there is no such village there
    assert meaning(report, at=now(), confirmed=other).region_code == "330502101"


def test_a_stranger_is_told_the_town_and_not_the_village() -> None:
    matter = received(QUARREL)
    with entering("tracking", matter=matter.id):
        gist = find_gist(*matter.key)
    assert gist is not None
    assert gist.region_code == "330502100"


def test_referred_to_the_village_signed_and_answered_there() -> None:
    matter = received(QUARREL)
    ops_at = MORNING
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=ops_at))
        ops.refer(matter.key, step=step(ZHILI, at=ops_at), to_unit=unit(DAHE), text="邻里小事，请村里先调。")
    with desk(DAHE):
        assert [row.matter_id for row in work_list(unit(DAHE), wanted=WorkFilter()).rows] == [matter.id]
        ops.sign(matter.key, step=step(DAHE, at=ops_at))
        ops.answer(matter.key, step=step(DAHE, at=ops_at), text="两家当面说定：晾衣杆收回，各让一尺。")
    with entering("tracking", matter=matter.id):
        told = public_status(*matter.key)
    assert (told.unit, told.state) == ("织里镇大河村村民委员会", "ANSWERED")
    assert region_of(matter) == ("330502100219", {"330502100"}, 5)  # the village besides
    with desk(ZHILI):
        assert matter_view(*matter.key, units=[unit(ZHILI)]).lead_unit_id == unit(DAHE)


def test_the_town_takes_it_to_another_hand_where_the_village_does_not_manage() -> None:
    matter = received(QUARREL)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(DAHE), text="请村里先调。")
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(ZHILI), text="村里调不下来，镇里接着调。")
    with desk(DAHE), pytest.raises(NotAllowed):
        ops.sign(matter.key, step=step(DAHE))


def test_a_village_sees_nothing_that_it_was_not_given() -> None:
    matter = received(QUARREL)
    with desk(DAHE):
        assert work_list(unit(DAHE), wanted=WorkFilter()).rows == ()
        with pytest.raises(LookupError):
            matter_view(*matter.key, units=[unit(DAHE)])


def test_a_report_about_its_committee_goes_past_the_village() -> None:
    matter = received("大河村村委会不作为，账目不公开，请查一查。")
    with desk(WUXING), pytest.raises(NotAllowed):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(DAHE), text="请村里说明。")
    with desk(DAHE, WUXING), pytest.raises(LookupError):  # whoever also belongs to it is shut out
        matter_view(*matter.key, units=[unit(DAHE), unit(WUXING)])


def test_a_report_about_the_town_writes_no_row_for_its_seventy_villages_and_none_is_given_it() -> None:
    matter = received("投诉织里镇社会治理中心不作为，大河村晾衣纠纷迟迟不办。")
    assert region_of(matter)[2] <= 5
    with desk(CITY), pytest.raises(NotAllowed):
        ops.refer(matter.key, step=step(CITY), to_unit=unit(DAHE), text="请村里办。")


def test_a_village_that_had_it_is_shut_out_when_it_turns_out_to_be_about_its_town() -> None:
    matter = received(QUARREL)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(DAHE), text="请村里先调。")
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING), to_unit=unit(WUXING), text="区里办。")
        right = ops.Right(subjects=[unit(ZHILI)])
        ops.correct(matter.key, step=step(WUXING), right=right, text="来电人说明：反映的是镇里。")
    for code in (DAHE, ZHILI):
        with desk(code), pytest.raises(LookupError):
            matter_view(*matter.key, units=[unit(code)])


def test_all_of_it_holds_to_what_the_house_promises() -> None:
    matter = received(QUARREL)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(DAHE), text="请村里先调。")
        ops.correct(
            matter.key,
            step=step(ZHILI),
            right=ops.Right(region_code="330502100202"),
            text="是大邾村。",
        )
    assert region_of(matter)[:2] == ("330502100202", {"330502100"})
    assert list(check_problems("default", at=MORNING)) == []
