"""Likely repeats are found by marks of one text; the same caller alone is none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.intake.codes import ALIKE_WORDS, Alike
from heyi.intake.likeness import BANDS, Marks, alike, marks_of

KEY = b"k" * 32
PHONE = "13800000000"
LEAK = (
    "我家住在织里镇富民路八号二楼，楼上住户卫生间漏水已经三个月，天花板发霉脱落，多次上门协商无果，"
    "物业也来看过两次，说要业主自己解决。请有关部门出面协调，督促楼上尽快维修并赔偿损失。"
)
WAGES = "我在八里店一家服装厂上班，老板拖欠我们十几个工人三个月工资共计八万多元，电话不接，厂门也锁了。"
DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev"


def marks(text: str, phone: str = "") -> Marks:
    return marks_of(text, phone=phone, key=KEY)


def test_the_same_words_with_other_blanks_are_the_same_text():
    assert alike(marks(LEAK), marks(LEAK.replace("，", " , \n")).all()) is Alike.SAME_TEXT


def test_a_few_changed_words_are_a_similar_text():
    assert alike(marks(LEAK), marks(LEAK.replace("三个月", "四个月")).all()) is Alike.SIMILAR_TEXT


def test_two_stories_are_not_alike():
    assert alike(marks(LEAK), marks(WAGES).all()) is None


def test_the_same_caller_with_another_story_is_not_alike():
    assert alike(marks(LEAK, PHONE), marks(WAGES, PHONE).all()) is None


def test_the_same_caller_makes_one_shared_band_enough():
    mine = Marks(whole=1, bands=(2, 3), caller=4)
    assert alike(mine, {2, 4}) is Alike.SAME_CALLER
    assert alike(mine, {2}) is None
    assert alike(mine, {2, 3}) is Alike.SIMILAR_TEXT


def test_a_number_is_the_same_caller_with_and_without_its_country():
    assert marks(LEAK, "+86 138-0000-0000").caller == marks(LEAK, PHONE).caller


def test_too_short_a_text_has_no_marks():
    assert marks("停水了").all() == ()


def test_marks_under_another_key_share_nothing():
    other = marks_of(LEAK, phone=PHONE, key=b"o" * 32)
    assert not set(other.all()) & set(marks(LEAK, PHONE).all())


def test_one_mark_alone_is_no_likeness_but_for_the_whole_text():
    """So that whoever holds one alone need not even be read (queries.mark_holders)."""
    mine = marks(LEAK, PHONE)
    assert [alike(mine, {mark}) for mark in mine.all() if mark != mine.whole] == [None] * (
        len(mine.all()) - 1
    )
    assert alike(mine, {mine.whole}) is Alike.SAME_TEXT


def test_every_reason_has_its_words():
    assert set(ALIKE_WORDS) == {reason.value for reason in Alike}


@given(text=st.text(max_size=3_000), phone=st.text(max_size=20))
def test_any_text_has_few_marks_and_is_like_itself(text: str, phone: str):
    mine = marks(text, phone)
    assert len(mine.all()) <= BANDS + 2
    assert all(-(1 << 63) <= mark < 1 << 63 for mark in mine.all())
    assert mine.whole is None or alike(mine, mine.all()) is Alike.SAME_TEXT


def test_no_pair_that_people_judged_different_is_linked():
    if not DATA.exists():
        pytest.skip(f"{DATA} is not on this machine")
    texts = {
        row["id"]: marks(row["text"])
        for row in map(json.loads, (DATA / "citizen_msg_stream.jsonl").read_bytes().splitlines())
    }
    pairs = [json.loads(line) for line in (DATA / "citizen_msg_pairs.jsonl").read_bytes().splitlines()]
    linked = {
        same: [
            pair
            for pair in pairs
            if pair["same_event"] == same and alike(texts[pair["a"]], texts[pair["b"]].all())
        ]
        for same in (0, 1)
    }
    assert linked[0] == []
    assert (
        len(linked[1]) >= 5
    )  # near copies only: words that tell the same differently are for a later search
