from datetime import datetime

import pytest

from heyi.triage.codes import FIELD_WORDS, KINDS, NATURE_WORDS, field_of, kind_code, nature_of
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.read import read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("老板拖欠工资三个月，多次讨薪不给", "DISPUTE.LABOUR"),
        ("请问试用期被辞退有没有经济补偿金？", "CONSULTATION.LABOUR"),
        ("和丈夫离婚，他不肯付抚养费", "DISPUTE.MARRIAGE_FAMILY"),
        ("楼上邻居装修漏水，协商不成，要求赔偿", "DISPUTE.NEIGHBOUR"),
        ("楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。", "DISPUTE.NEIGHBOUR"),
        ("投诉小区物业公司乱收停车费，业委会不管", "COMPLAINT.PROPERTY_MANAGEMENT"),
        ("举报某化工厂夜间偷排废水，气味刺鼻", "REPORT.ENVIRONMENT"),
        ("建议增设公交站，方便居民出行", "SUGGESTION.TRANSPORT"),
        ("请问新生儿医保怎么办理？", "CONSULTATION.SOCIAL_SECURITY"),
        ("举报小区里的传销窝点", "REPORT.MARKET"),
        ("请求帮忙解决孩子小学入学的学位问题", "HELP.EDUCATION"),
        ("自来水经常停水，水压太低，请求解决", "HELP.UTILITIES"),
        ("网购平台买到东西不发货，商家拒绝退款", "DISPUTE.ECOMMERCE"),
        ("身份证丢失如何办理补办？请问派出所周末上班吗", "CONSULTATION.PUBLIC_SECURITY"),
    ],
)
def test_kind_of_plain_reports(text: str, kind: str, huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read(text, gazetteer=huzhou, at=tuesday)
    assert reading.kind.value == kind
    assert reading.kind.reason.quote in text


def test_a_public_matter_is_never_a_dispute(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("路灯坏了，市政拒绝赔偿，纠纷不断", gazetteer=huzhou, at=tuesday)
    assert nature_of(reading.kind.value) != "DISPUTE"


def test_a_text_without_known_words_is_other_and_unsure(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("你好", gazetteer=huzhou, at=tuesday)
    assert reading.kind.value == "HELP.OTHER"
    assert reading.unsure
    assert reading.runner_up is None


def test_two_fields_alike_leave_a_runner_up_and_doubt(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("工资 离婚", gazetteer=huzhou, at=tuesday)
    assert reading.runner_up is not None
    assert reading.unsure


def test_title_outweighs_text(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("出租车很多", title="幼儿园招生", gazetteer=huzhou, at=tuesday)
    assert field_of(reading.kind.value) == "EDUCATION"


def test_every_kind_has_words() -> None:
    assert len(KINDS) == len(NATURE_WORDS) * len(FIELD_WORDS)
    assert KINDS[kind_code("DISPUTE", "LABOUR")] == ("矛盾纠纷", "劳动争议")
