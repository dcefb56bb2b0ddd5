"""Learning from labelled texts: the same rows the same model, the matrix as reading makes it, honest chances."""

from random import Random

import numpy as np
import pytest

from heyi.adapters.learning.chances import bend_of, thresholds_of
from heyi.adapters.learning.fitting import CannotLearn, learn
from heyi.adapters.learning.folds import dealt_out, folds_of
from heyi.adapters.learning.rows import OPENINGS, counts_of, weighing_of
from heyi.triage.topics import topics_of
from heyi.triage.traits import Block, traits_of

SAYINGS = {
    "劳动": ("老板拖欠工资", "公司不交社保", "上班受伤算工伤吗", "被辞退没有补偿"),
    "房屋": ("楼上漏水到我家", "房东不退押金", "开发商延期交房", "物业乱收费"),
    "婚姻": ("想和丈夫离婚", "孩子抚养费不给", "彩礼要不要退", "婚后财产怎么分"),
}
TAILS = ("，怎么办", "，请问找谁", "，已经三个月了", "，希望尽快处理", "，对方不理")


@pytest.fixture(scope="module")
def rows() -> tuple[list[str], list[list[str]]]:
    draw = Random(3)  # noqa: S311
    pairs = [(saying + tail, label) for label, said in SAYINGS.items() for saying in said for tail in TAILS]
    draw.shuffle(pairs)
    return [text for text, _label in pairs], [[label] for _text, label in pairs]


def test_labels_are_learned_and_scored_on_rows_not_seen(rows: tuple[list[str], list[list[str]]]) -> None:
    learned = learn(*rows, is_multi=False)
    assert learned.scores["accuracy"] > 0.9
    topics = topics_of("单位拖欠工资不发", learned.model)
    assert topics.given == ("劳动",)
    assert "工资" in "".join(reason.quote for reason in topics.reasons)
    again = learn(*rows, is_multi=False).model
    assert (again.weights, again.rarity, again.slope) == (
        learned.model.weights,
        learned.model.rarity,
        learned.model.slope,
    )


def test_reading_counts_as_learning_did(rows: tuple[list[str], list[list[str]]]) -> None:
    """The margins by plain Python over whole numbers are those of the machine, but for the rounding."""
    from heyi.adapters.learning import fitting

    texts, labels = rows
    truth = np.array([[label in held for label in SAYINGS] for held in labels])
    counts = counts_of([traits_of(text) for text in texts], list(SAYINGS))
    fitted = fitting._fitted(counts, np.arange(len(texts)), truth, is_multi=False, without=())
    bend = bend_of(fitted.margins(counts, np.arange(len(texts))), truth, is_multi=False)
    model = fitting._model(counts, fitted, tuple(SAYINGS), bend, thresholds=np.zeros(3), one_at_least=False)
    expected = bend.chances(fitted.margins(counts, np.arange(5)))
    for text, chances in zip(texts[:5], expected, strict=True):
        read = dict(topics_of(text, model).ranked)
        assert [read[label] for label in SAYINGS] == pytest.approx(list(chances), abs=2e-3)


def test_several_labels_and_none_are_learned() -> None:
    both = [(a + "，" + b, ["劳动", "房屋"]) for a in SAYINGS["劳动"] for b in SAYINGS["房屋"]]
    one = [(a + tail, [label]) for label in ("劳动", "房屋") for a in SAYINGS[label] for tail in TAILS]
    none = [("今天天气很好" + tail, []) for tail in TAILS * 3]
    pairs = [*both, *one, *none]
    model = learn([text for text, _held in pairs], [held for _text, held in pairs], is_multi=True).model
    assert set(topics_of("老板拖欠工资，楼上漏水到我家", model).given) == {"劳动", "房屋"}
    assert topics_of("今天天气很好，谢谢", model).given == ()


@pytest.mark.parametrize(
    ("texts", "labels", "is_multi", "code"),
    [
        ([], [], False, "NO_ROWS"),
        (["甲", "乙"], [["一"], ["一"]], False, "ONE_LABEL"),
        (["甲", "乙"], [["一"], ["一"]], True, "ONE_LABEL"),
        (["甲", "乙"], [[], []], True, "ONE_LABEL"),
    ],
)
def test_rows_that_teach_nothing_are_refused(
    texts: list[str], labels: list[list[str]], is_multi: bool, code: str
) -> None:
    with pytest.raises(CannotLearn) as caught:
        learn(texts, labels, is_multi=is_multi)
    assert caught.value.code == code


@pytest.mark.parametrize("labels", [[["一"], ["二"]], [["一"], ["一"], ["二"]], [["一"], ["二"], ["三"]]])
def test_very_few_rows_still_make_a_model(labels: list[list[str]]) -> None:
    texts = ["工资", "漏水", "离婚"][: len(labels)]
    model = learn(texts, labels, is_multi=False).model
    assert sum(chance for _label, chance in topics_of("工资", model).ranked) == pytest.approx(1.0)


def test_texts_without_letters_teach_the_frequency_alone() -> None:
    assert topics_of("", learn(["", "", " "], [["一"], ["二"], ["一"]], is_multi=False).model).unsure


def test_every_fold_has_every_label_and_every_row_is_left_out_once() -> None:
    truth = np.eye(3, dtype=bool)[[0] * 10 + [1] * 10 + [2] * 5]
    left_out = np.concatenate([left for _learned, left in folds_of(truth)])
    assert sorted(left_out) == list(range(25))
    dealt = dealt_out(truth, folds=5)
    assert all(truth[dealt == fold].any(axis=0).all() for fold in range(5))


def test_what_stands_in_one_text_alone_keeps_no_triple() -> None:
    counts = counts_of([traits_of("拖欠工资"), traits_of("拖欠工钱")], ["一", "二"])
    weighing = weighing_of(counts, np.arange(2), without=OPENINGS)
    assert Block.OPENING not in weighing.kept
    kept = {counts.names[Block.TRIPLES][row] for row in weighing.kept[Block.TRIPLES]}
    assert "拖欠工" in kept
    assert "欠工资" not in kept


def test_chances_fit_how_often_margins_were_right() -> None:
    margins = np.array([[2.0], [1.0], [-1.0], [-2.0]] * 10)
    truth = np.array([[True], [True], [False], [False]] * 9 + [[False], [True], [False], [True]])
    chances = bend_of(margins, truth, is_multi=True).chances(margins)
    assert chances[0, 0] > chances[1, 0] > 0.5 > chances[2, 0] > chances[3, 0]
    assert chances[:2].mean() == pytest.approx(0.93, abs=0.06)
    assert chances[2, 0] < thresholds_of(chances, truth)[0] <= chances[1, 0]


def test_a_label_with_few_rows_keeps_near_the_threshold_of_all() -> None:
    """All rows from 0.3 on have the first label; one row at 0.9 is all that is known of the second."""
    chances = np.column_stack([np.linspace(0, 1, 100), np.linspace(0, 0.5, 100)])
    truth = np.column_stack([chances[:, 0] >= 0.3, np.zeros(100, dtype=bool)])
    chances[0, 1], truth[0, 1] = 0.9, True
    own, few = thresholds_of(chances, truth)
    assert own == pytest.approx(0.3, abs=0.05)
    assert own < few < 0.9
    many = thresholds_of(np.tile(chances, (50, 1)), np.tile(truth, (50, 1)))
    assert many[1] > few


def test_what_is_denied_parts_labels() -> None:
    """The same words, said and denied: bags of letters alone hardly part them."""
    said = [
        (f"被告{verb}{thing}{tail}", ["已付"])
        for verb in ("支付", "结清")
        for thing in ("工资", "货款")
        for tail in TAILS
    ]
    denied = [(f"{text.replace('被告', '被告未')}", ["未付"]) for text, _held in said]
    pairs = [*said, *denied, *(("今天天气很好" + tail, []) for tail in TAILS)]
    model = learn([text for text, _held in pairs], [held for _text, held in pairs], is_multi=True).model
    assert Block.DENIED in model.vocabulary
    assert topics_of("被告一直未支付租金", model).given == ("未付",)
    assert topics_of("被告支付租金", model).given == ("已付",)
