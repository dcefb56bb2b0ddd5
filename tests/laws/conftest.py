"""A handful of invented laws, a shelf with them, and a handful of invented cases."""

from pathlib import Path

import pytest

from heyi.laws.finding.shelf import Shelf
from heyi.laws.rules.articles import Article
from heyi.laws.rules.cases import Case

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


OVERTIME = """# 打卡记录能否证明加班

<!-- INFO END -->

## 基本案情

沈某在某木业公司做油漆工，每周上六天班，公司一直没有支付加班费。沈某离职后拿出**打卡记录**申请仲裁。

## 裁判结果

仲裁委员会裁决某木业公司支付沈某加班费八千元。某木业公司不服，诉至法院。法院认为打卡记录可信。二审法院判决驳回上诉，维持原判。

## 典型意义

《中华人民共和国劳动示例法》第一条规定：“用人单位应当按时足额支付劳动报酬。”《没有装入的法》第九条另有规定。
"""
DEPOSIT = """## 基本案情

租客到期搬走，房东说墙面有钉眼，不退押金。

## 裁判结果

法院判决房东退还押金二千元。

## 案例分析

依照《租赁示例法》第二条、第三条第一款，押金应当返还。
"""
SPORT = """## 案情回顾

两人结伴打羽毛球，陆某被球打中眼睛受伤，要求球友赔偿医药费。

## 法官解读

就此，法院判决驳回了陆某的请求。
"""


def example_cases() -> list[Case]:
    return [
        Case("劳动人事", "打卡记录能否证明加班", OVERTIME),
        Case("民法典", "沈某诉房东房屋租赁合同案", DEPOSIT),
        Case("民法典", "打羽毛球受伤谁担责", SPORT),
    ]
