"""A model read by plain Python: probabilities, several labels, doubts, the words that spoke."""

from array import array
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage.shipped import topic_model
from heyi.triage.topics import SURE, Model, numbered, topics_of
from heyi.triage.traits import Block
from heyi.triage.words import sentence

WAGES, WATER = "工资", "漏水"


@pytest.fixture(scope="module")
def small() -> Model:
    """Two labels, four traits: 工资 speaks for the one, 漏水 for the other."""
    return Model(
        labels=("劳动", "房屋"),
        is_multi=False,
        vocabulary=numbered({Block.PAIRS: [WAGES, WATER], Block.NAMES: ["劳动", "房屋"]}),
        rarity=array("f", [1.0, 1.0, 1.0, 1.0]),
        weights=(array("h", [100, -100, 50, 0]), array("h", [-100, 100, 0, 50])),
        scale=0.01,
        bias=(0.0, 0.0),
        shares={Block.PAIRS: 1.0, Block.NAMES: 1.0},
        slope=2.0,
        shift=0.0,
        thresholds=(0.0, 0.0),
        is_one_at_least=False,
    )


def test_the_words_decide_and_are_quoted(small: Model) -> None:
    topics = topics_of("老板欠我工资", small)
    assert topics.given == ("劳动",)
    assert [(reason.quote, reason.start) for reason in topics.reasons] == [(WAGES, 4)]
    assert sentence(topics.reasons[0]) == "文中写到“工资”，像是劳动问题"
    assert not topics.unsure


def test_words_on_both_sides_leave_it_open(small: Model) -> None:
    topics = topics_of("工资漏水", small)
    assert [chance for _label, chance in topics.ranked] == [0.5, 0.5]
    assert topics_of("工资漏水", replace(small, bias=(0.0, -0.0), slope=0.0)).ranked == topics.ranked


def test_a_text_without_a_known_word_is_unsure(small: Model) -> None:
    for text in ("", "…", "早上好"):
        topics = topics_of(text, small)
        assert topics.unsure
        assert topics.reasons == ()


def test_a_label_named_outright_counts(small: Model) -> None:
    assert topics_of("房屋", small).given == ("房屋",)


def test_several_labels_are_given_from_the_threshold_on(small: Model) -> None:
    several = replace(small, is_multi=True, thresholds=(0.4, 0.4), shift=0.0)
    assert topics_of("工资漏水", several).given == ("劳动", "房屋")
    assert topics_of("工资", several).given == ("劳动",)
    assert topics_of("工资漏水", replace(several, thresholds=(0.6, 0.4))).given == ("房屋",)
    strict = replace(several, thresholds=(0.99, 0.99))
    assert topics_of("工资", strict).given == ()
    assert topics_of("工资", replace(strict, is_one_at_least=True)).given == ("劳动",)


def test_of_several_labels_a_near_one_is_unsure_and_none_is_not(small: Model) -> None:
    several = replace(small, is_multi=True, thresholds=(0.4, 0.4))
    assert topics_of("工资漏水", several).unsure is False  # both on even odds
    assert topics_of("工资漏水", replace(several, shift=-0.5)).unsure  # neither given, both near
    assert topics_of("工资漏水", replace(several, shift=-5.0)).unsure is False  # surely neither
    assert topics_of("早上好", several).unsure


def test_chances_add_up_and_are_ranked(small: Model) -> None:
    ranked = topics_of("工资", small).ranked
    assert sum(chance for _label, chance in ranked) == pytest.approx(1.0)
    assert ranked[0][1] >= ranked[1][1]


PIECES = st.sampled_from(["欠薪", "船舶", "离婚", "\ud800", "😀", "\x00", "１２"]) | st.text(max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_any_text_is_read_by_the_shipped_model_and_quoted_truly(text: str) -> None:
    topics = topics_of(text, topic_model())
    assert sum(chance for _label, chance in topics.ranked) == pytest.approx(1.0)
    assert topics.unsure or topics.ranked[0][1] >= SURE
    assert all(text[one.start : one.start + len(one.quote)] == one.quote for one in topics.reasons)
    assert topics == topics_of(text, topic_model())


@pytest.mark.parametrize("piece", ["1", "漏", "，", "劳动合同", "😀𠮷", "船舶碰撞", "\n"])
def test_twenty_thousand_letters_are_no_burden(piece: str) -> None:
    assert topics_of((piece * 20_000)[:20_000], topic_model()).ranked


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("我和丈夫分居两年想离婚，孩子的抚养权怎么办", "婚姻家庭"),
        ("骑电动车被轿车撞伤，交警认定对方全责", "交通事故"),
        ("货轮延误，提单上的承运人不肯赔", "海事海商"),
        ("我家房子被征收，拆迁补偿谈不拢", "拆迁安置"),
        ("有人抄袭我注册的商标和专利", "知识产权"),
    ],
)
def test_plain_questions_have_plain_topics(text: str, topic: str) -> None:
    assert topics_of(text, topic_model()).given == (topic,)
