"""A handful of invented laws, and a shelf with them."""

from pathlib import Path

import pytest

from heyi.laws.finding.shelf import Shelf
from heyi.laws.rules.articles import Article

TEXTS = {
    ("租赁示例法", 1): "出租人应当按照约定将租赁物交付承租人。",
    ("租赁示例法", 2): "承租人应当按照约定支付租金；逾期不支付的，出租人可以解除合同。",
    ("租赁示例法", 3): "押金应当在租赁期满后返还承租人。",
    ("劳动示例法", 1): "用人单位应当按时足额支付劳动报酬。",
    ("劳动示例法", 2): "用人单位拖欠劳动报酬的，劳动者可以解除劳动合同并要求经济补偿。",
    ("旧租赁示例条例", 1): "押金应当在租赁期满后返还承租人。",
}


def quiet(_step: str, _done: int, _whole: int) -> None:
    """Nobody is told."""


def example_articles() -> list[Article]:
    articles = [
        Article(
            law,
            no,
            "",
            text,
            "第一章",
            "行政法规" if "条例" in law else "民法商法",
            "2001-01-01" if "条例" in law else "2020-05-28",
        )
        for (law, no), text in TEXTS.items()
    ]
    closing = "本法自2021年1月1日起施行。《旧租赁示例条例》同时废止。"
    return [*articles, Article("租赁示例法", 4, "", closing, "附则", "民法商法", "2020-05-28")]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "laws")
    shelf.load(example_articles(), tell=quiet)
    return shelf
