"""A resident reports on the web: every page keeps its answer, and what is sent becomes a matter once."""

import re
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from heyi.kernel.clock import now
from heyi.matters.access import attachments_of
from heyi.orgs.access import directory
from tests.factories.matters import CITY, ZHILI, ZHILI_POLICE, desk, received
from tests.factories.residents import WAGES, Resident, matters, sees, view_of, words_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

DROWNING = "有人掉进河里了，在织里镇富民路，快救人！"
STATION = "投诉织里派出所民警不作为，我在织里镇报警三次都没有人来。"
RIVALS = "邻居把衣服晾在楼道里一直滴水，我们两家在织里镇吵了好几次，请帮忙调解。"
NEIGHBOUR = {"kind": "other", "field": "NEIGHBOUR"}
OTHER = {"kind": "other", "field": "OTHER"}


def station():
    """The police station of Zhili."""
    found = directory().unit_by_code(ZHILI_POLICE)
    assert found is not None
    return found


def picture() -> SimpleUploadedFile:
    held = BytesIO()
    Image.new("RGB", (40, 30), "red").save(held, "JPEG")
    return SimpleUploadedFile("工资条.jpg", held.getvalue(), "image/jpeg")


def test_a_report_becomes_a_matter_with_a_receipt() -> None:
    resident = Resident()
    checked = words_of(resident.write())
    assert "沈月琴 13800000000" in checked
    assert "吴兴区织里镇社会治理中心" in checked
    assert resident.send()["Location"] == "/report/receipt"
    matter = view_of(resident.code())
    assert (matter.narrative, matter.kind, matter.region_code) == (WAGES, "DISPUTE.LABOUR", "330502100")
    assert (matter.channel, matter.place) == ("web", "富民路 8 号")
    assert [(party.name, party.phone) for party in matter.parties] == [("沈*", "138****0000")]


def test_what_is_foretold_is_what_happens() -> None:
    resident = Resident()
    said = re.search(r'class="goes-to">\s*交给 <b>([^<]+)</b>', resident.write().content.decode())
    assert said is not None
    resident.send()
    assert view_of(resident.code()).lead_unit == said[1]


def test_foretelling_and_writing_open_no_matter() -> None:
    before = matters()
    Resident().write()
    assert matters() == before


def test_every_page_shows_its_answer_again() -> None:
    resident = Resident()
    resident.write()
    assert WAGES in words_of(resident.look("what"))
    for page, kept in (
        ("kind", "DISPUTE.LABOUR"),
        ("where", "330502"),
        ("place", "330502100"),
        ("contact", "me"),
    ):
        assert re.search(f'value="{kept}"[^>]*checked', resident.look(page).content.decode()), page


def test_an_answer_is_changed_from_the_list_and_leads_back_to_it() -> None:
    resident = Resident()
    resident.write()
    answer = resident.fill("when", looked=resident.look("when?to=check"), when="yesterday")
    assert answer["Location"] == "/report/check"
    assert WAGES in words_of(resident.look("check"))


def test_another_text_is_read_again_and_what_it_changes_is_asked_again() -> None:
    resident = Resident()
    resident.write()
    answer = resident.fill("what", looked=resident.look("what?to=check"), text=RIVALS)
    assert answer["Location"] == "/report/kind?to=check"


def test_who_jumps_ahead_is_led_to_what_is_missing() -> None:
    resident = Resident()
    assert resident.look("check")["Location"] == "/report/what"
    resident.fill("what", text=WAGES)
    assert resident.look("check")["Location"].startswith("/report/kind")
    assert resident.look("nowhere").status_code == 404


@pytest.mark.parametrize(("danger", "alarmed"), [("yes", True), ("no", False), ("unsure", True)])
def test_danger_is_asked_plainly_and_the_answer_counts(danger: str, alarmed: bool) -> None:
    resident = Resident()
    assert resident.fill("what", text=DROWNING)["Location"] == "/report/danger"
    page = words_of(resident.look("danger"))
    assert all(f'href="tel:{number}"' in page for number in (110, 119, 120))
    resident.write(DROWNING, danger={"danger": danger}, kind=OTHER)
    resident.send()
    assert sees(resident.code(), ZHILI_POLICE) is alarmed


def test_danger_that_only_the_resident_saw_raises_the_alarm() -> None:
    resident = Resident()
    vague = "织里镇这里出事了，你们快来看看。"
    answer = resident.fill("what", text=vague)
    assert answer["Location"] == "/report/danger"
    checked = words_of(resident.write(vague, danger={"danger": "yes"}, kind=OTHER))
    assert "派出所" in checked
    resident.send()
    assert view_of(resident.code(), ZHILI_POLICE).urgency == "URGENT"


def test_the_unit_that_a_report_is_about_never_sees_it() -> None:
    """Danger calls the police of the place, but never the station that the report is about."""
    resident = Resident()
    resident.write(f"{STATION}{DROWNING}", danger={"danger": "yes"}, kind=OTHER, about={"about": "read"})
    resident.send()
    assert view_of(resident.code(), CITY).subjects == (station().name,)
    assert not sees(resident.code(), ZHILI_POLICE)


def test_a_unit_found_by_its_name_is_denied_too() -> None:
    resident = Resident()
    resident.fill("what", text=DROWNING)
    resident.fill("danger", danger="yes")
    resident.fill("kind", **OTHER)
    assert resident.fill("about", about="search", q="织里派出所")["Location"] == "/report/about"
    assert station().name in words_of(resident.look("about"))
    resident.write(DROWNING, danger={"danger": "yes"}, kind=OTHER, about={"about": station().code})
    resident.send()
    assert not sees(resident.code(), ZHILI_POLICE)


def test_a_reading_that_the_resident_denies_shuts_nobody_out() -> None:
    resident = Resident()
    resident.write(STATION, kind=OTHER, about={"about": "no"})
    resident.send()
    assert view_of(resident.code(), CITY).subjects == ()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "请选择"),
        ({"about": "search"}, "几个字"),
        ({"about": "search", "q": "火星派"}, "没有找到"),
        ({"about": "999-POLICE"}, "999-POLICE"),
    ],
)
def test_a_search_without_words_or_finds_is_told(said: dict[str, str], told: str) -> None:
    resident = Resident()
    resident.fill("what", text=WAGES)
    answer = resident.fill("about", **said)
    assert (answer.status_code, told in words_of(answer)) == (422, True)


def test_whom_it_is_about_is_asked_by_name() -> None:
    resident = Resident()
    resident.fill("what", text=STATION)
    assert f"是，反映的是{station().name}" in words_of(resident.look("about"))


def test_an_enterprise_reports_by_its_own_channel() -> None:
    resident = Resident()
    firm = {"who": "firm", "firm": "织里云朵童装厂", "name": "沈月琴", "phone": "13800000000"}
    resident.write(contact=firm)
    resident.send()
    assert view_of(resident.code()).channel == "enterprise"


@pytest.mark.parametrize("phone", ["", "abc 13800000000", "13800000000 转王", "12", "1" * 40])
def test_a_telephone_that_is_none_is_told_beside_it(phone: str) -> None:
    resident = Resident()
    resident.fill("what", text=WAGES)
    answer = resident.fill("contact", who="me", name="沈月琴", phone=phone)
    assert (answer.status_code, 'id="id_phone_error"' in words_of(answer)) == (422, True)


def test_before_rules_are_loaded_it_is_said_and_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = Resident()
    checked = resident.write()

    def no_book(*, at: datetime) -> int:
        raise LookupError(at)

    monkeypatch.setattr("heyi.journeys.foreseeing.present_book", no_book)
    assert resident.look("check").status_code == 503
    monkeypatch.undo()
    assert resident.send(checked).status_code == 302


def test_an_anonymous_report_keeps_no_name_whatever_was_typed() -> None:
    resident = Resident()
    resident.write(contact={"who": "nobody", "name": "沈月琴", "phone": "13800000000"})
    resident.send()
    assert view_of(resident.code()).parties == ()


def test_a_photograph_is_kept_with_the_draft_and_hangs_on_the_matter() -> None:
    resident = Resident()
    resident.write()
    looked = resident.look("photos")
    assert resident.fill("photos", looked=looked, sent=picture()).status_code == 302  # type: ignore[arg-type]
    page = words_of(resident.look("photos"))
    assert "工资条.jpg" in page
    assert "工资条.jpg" in words_of(resident.look("check"))
    resident.send()
    matter = view_of(resident.code())
    with desk(ZHILI):
        assert [file.name for file in attachments_of(matter)] == ["工资条.jpg"]


def test_a_file_that_is_no_photograph_is_refused_by_name() -> None:
    resident = Resident()
    resident.fill("what", text=WAGES)
    drawing = SimpleUploadedFile("图.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    answer = resident.fill("photos", sent=drawing, on="1")  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "图.svg" in words_of(answer)


def test_another_report_of_the_same_is_shown_as_its_gist_alone_and_linked_when_confirmed() -> None:
    earlier = received(RIVALS, at=now(), reporter={"name": "王小明", "phone": "13900000000"})
    resident = Resident()
    resident.write(RIVALS, kind=NEIGHBOUR, same={"same": "0"})
    page = words_of(resident.look("same"))
    assert "织里镇的邻里" in page
    for hidden in (
        earlier.number,
        earlier.receipt["tracking_code"],
        "王小明",
        "吵了好几次",
        earlier.receipt["unit"],
    ):
        assert hidden not in page
    resident.send()
    found = view_of(resident.code())
    assert [(like.number, like.reason) for like in found.likenesses] == [(earlier.number, "SAID_SAME")]
    assert found.reading["confirmed"]["same"] is True
    assert earlier.number != found.number


def test_like_words_from_another_town_are_not_shown_as_known_already() -> None:
    received(RIVALS, at=now(), region="330502101")
    resident = Resident()
    resident.write(RIVALS, kind=NEIGHBOUR)
    assert "的邻里" not in words_of(resident.look("same"))
    resident.send()
    assert view_of(resident.code()).likenesses == ()


def test_a_no_is_kept_and_the_machines_link_stays_for_people_to_judge() -> None:
    earlier = received(RIVALS, at=now())
    resident = Resident()
    resident.write(RIVALS, kind=NEIGHBOUR, same={"same": "no"})
    resident.send()
    found = view_of(resident.code())
    assert [(like.number, like.reason) for like in found.likenesses] == [(earlier.number, "SAME_TEXT")]
    assert found.reading["confirmed"]["same"] is False


def test_nobody_learns_by_asking_that_somebody_was_reported() -> None:
    """A report about a unit, and a complaint, are never hinted at, not even to who writes the very same words."""
    received(STATION, at=now())
    resident = Resident()
    resident.write(STATION, about={"about": "no"}, kind=OTHER, danger={"danger": "no"})
    assert words_of(resident.look("check")).count("是否同一件事") == 0


def test_one_draft_asks_seldom_what_others_have_reported() -> None:
    resident = Resident()
    resident.write("织里镇第一种说法：路灯坏了，晚上很黑，请派人来修理。")
    for times in range(3):
        resident.fill("what", text=f"织里镇第{times}种说法：楼道里堆了很多杂物，出门都很困难。")
    received(RIVALS, at=now())
    resident.fill("what", text=RIVALS)
    assert "same" not in resident.fill("what", text=RIVALS)["Location"]
    resident.write(RIVALS, kind=NEIGHBOUR)
    assert "是否同一件事" not in words_of(resident.look("check"))
