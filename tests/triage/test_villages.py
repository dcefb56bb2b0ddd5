"""In which village: by its name inside its town, and never by a guess."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.orgs.rules.shipped import shipped_regions, shipped_units
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.read import read
from heyi.triage.words import sentence

REGIONS = [(row["code"], row["name"], row["parent"]) for row in shipped_regions()]
VILLAGES = [(code, name) for code, name, _parent in REGIONS if len(code) == 12]
TEXT = st.lists(
    st.one_of(
        st.sampled_from([name for _code, name, _parent in REGIONS]),
        st.sampled_from(["在", "老家", "的", "，", "。", "村", "社区", "居委会", "路灯坏了", "株洲市", "人"]),
    ),
    max_size=8,
).map("".join)


@pytest.fixture(scope="module")
def whole() -> Gazetteer:
    """All of Huzhou."""
    units = [
        (row["code"], row["name"], (row["short_name"], *row["aliases"].split()), row["region"])
        for row in shipped_units()
    ]
    return Gazetteer.of(REGIONS, units)


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        ("", "织里镇大邾村的路灯坏了", "330502100202"),
        ("", "织里大河村的路灯坏了", "330502100219"),
        ("", "吴兴区织里镇，我在大河村被拖欠工资", "330502100219"),  # the town stands elsewhere in the text
        ("织里镇", "大邾村的河道发臭", "330502100202"),
        ("织里镇大河村", "我在孝丰镇大河村打工", "330502100219"),  # what was filled in
        ("", "安吉县大河村", "330523105203"),  # one of two, but the only one of that county
        ("", "长兴县新丰村", "330522111201"),
        ("", "在浮星桥社区门口有积水", "330502001005"),  # a long name that is no other's
        ("", "天荒坪镇余村", "330523108204"),
        ("", "安吉余村的民宿", "330523108204"),
        ("", "章村镇章村的路", "330523107204"),
        ("", "织里镇织里居委会门口", "330502100001"),
        ("", "织里镇大河社区", "330502100007"),  # 大河村 is another
        ("", "织里镇晓河村的水流到大邾村，晓河村没人管", "330502100204"),  # named most
        # a town or nothing at all
        ("", "章村镇的路", "330523107"),
        ("", "老家在织里镇大邾村，在八里店镇干活", "330502101"),
        ("", "八里店镇，大邾村", "330502101"),  # not in that town: the town stands
        ("", "织里镇新农村建设", "330502100"),
        ("南浔区", "双林镇凤凰新村3幢", "330503101"),
        ("", "织里镇晓河村与大邾村之间的路", "330502100"),  # either
        ("", "余村的民宿", None),  # two letters are everywhere
        ("", "光明村路灯", None),
        ("", "大河村欠薪", None),
        ("", "杭州市光明村", None),
        ("", "株洲市和平镇大邾村", None),
        ("", "李家湾村", None),
    ],
)
def test_where(place: str, text: str, code: str | None, whole: Gazetteer, tuesday: datetime) -> None:
    found = read(text, place=place, gazetteer=whole, at=tuesday).place
    assert (None if found is None else found.value) == code


@pytest.mark.parametrize(
    ("text", "maybe", "said"),
    [
        (
            "大河村欠薪",
            ("330502100219", "330523105203"),
            "文中写到“大河村”，织里镇大河村、孝丰镇大河村都叫这个名字，没有写明是哪一个，请工作人员先看",
        ),
        (
            "光明村路灯",
            ("330503002216",),
            "文中写到“光明村”，可能是旧馆街道光明村，没有写明镇街，请工作人员先看",
        ),
        (
            "织里镇晓河村与大邾村之间的路",
            ("330502100204", "330502100202"),
            "文中写到织里镇晓河村、织里镇大邾村，没有写明事情在哪一个，请工作人员先看",
        ),
        ("南浔区大河村", (), ""),  # there is none
        ("自然村", (), ""),
    ],
)
def test_what_is_not_sure_is_a_suggestion_with_its_reason(
    text: str, maybe: tuple[str, ...], said: str, whole: Gazetteer, tuesday: datetime
) -> None:
    reading = read(text, gazetteer=whole, at=tuesday)
    assert [len(code) for code in reading.places_maybe] == [12] * len(maybe)
    assert [sentence(reason) for reason in reading.reasons if reason.code.startswith("VILLAGE")] == [
        said
    ] * bool(said)


def test_the_region_that_is_known_by_its_code_counts_as_named(whole: Gazetteer, tuesday: datetime) -> None:
    found = read("大河村的路灯坏了", within="330502100", gazetteer=whole, at=tuesday).place
    assert found is not None
    assert found.value == "330502100219"


@pytest.mark.parametrize("code", [code for code, _name in VILLAGES[::25]])
def test_every_village_is_found_behind_its_town(code: str, whole: Gazetteer, tuesday: datetime) -> None:
    words = "".join(reversed([region.name for region in whole.around(code)][:2]))
    for text in (f"{words}的路灯坏了", f"我们{words}3组门口积水"):
        found = read(text, gazetteer=whole, at=tuesday).place
        assert found is not None
        assert found.value == code


@given(TEXT, TEXT)
def test_a_village_lies_in_what_else_is_known_and_is_never_one_of_several(place: str, text: str) -> None:
    gazetteer = _whole()
    reading = read(text, place=place, gazetteer=gazetteer, at=AT)
    if reading.place is not None and len(reading.place.value) == 12:
        region = gazetteer.regions[reading.place.value]
        assert reading.place.reason.quote.removesuffix("居委会") in region.name
        same = [code for code, name in VILLAGES if name == region.name]
        known = [one for one in (region.parent, region.parent[:6]) if _is_said(one, place + text, gazetteer)]
        assert len(same) == 1 or known
        assert reading.places_maybe == ()


def _is_said(code: str, words: str, gazetteer: Gazetteer) -> bool:
    name = gazetteer.regions[code].name
    return name in words or name.rstrip("街道镇乡区县") in words


AT = datetime.fromisoformat("2026-11-24T10:00:00+08:00")
_HELD: list[Gazetteer] = []


def _whole() -> Gazetteer:
    if not _HELD:
        _HELD.append(Gazetteer.of(REGIONS))
    return _HELD[0]


@pytest.mark.parametrize(
    ("place", "text", "subjects"),
    [
        ("织里镇", "大邾村村委会不作为，账目不公开", ["330502100202-VILLAGE"]),
        ("织里镇大邾村", "村干部不作为", ["330502100202-VILLAGE"]),
        ("", "举报织里镇大邾村村委会贪污", ["330502100202-VILLAGE"]),
        ("", "织里镇织里居委会乱收费", ["330502100001-VILLAGE"]),
        ("", "投诉织里镇大邾村的垃圾", []),  # a place is no office
        ("", "已找村委会反映，织里镇大邾村漏水", []),
    ],
)
def test_a_report_about_a_committee_is_read_so(
    place: str, text: str, subjects: list[str], whole: Gazetteer, tuesday: datetime
) -> None:
    reading = read(text, place=place, gazetteer=whole, at=tuesday)
    assert [find.value for find in reading.subjects] == subjects


def test_a_committee_that_cannot_be_told_apart_waits_for_a_clerk(whole: Gazetteer, tuesday: datetime) -> None:
    reading = read("村委会不作为，村书记收钱", place="织里镇", gazetteer=whole, at=tuesday)
    assert reading.subjects == ()
    assert reading.unsure
