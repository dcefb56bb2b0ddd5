"""Only the channel's own host, only what names the robot: nobody makes this house call elsewhere."""

import pytest

from heyi.notices.codes import NoticeWay
from heyi.notices.rules.robots import hint_of, mobile_of, read_robot

TOKEN = "a1b2c3d4e5f6a7b8c9d0"
D, W, F = NoticeWay.DINGTALK, NoticeWay.WECOM, NoticeWay.FEISHU


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        (D, f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"),
        (D, f"  {TOKEN} "),
        (W, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"),
        (F, f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}"),
        (F, TOKEN),
    ],
)
def test_an_address_of_the_channel_is_its_token(way: NoticeWay, typed: str) -> None:
    found = read_robot(way, typed)
    assert found is not None
    assert found.token == TOKEN


@pytest.mark.parametrize(
    ("way", "typed"),
    [
        (D, f"http://oapi.dingtalk.com/robot/send?access_token={TOKEN}"),
        (D, f"https://oapi.dingtalk.com.evil.cn/robot/send?access_token={TOKEN}"),
        (D, f"https://oapi.dingtalk.com@evil.cn/robot/send?access_token={TOKEN}"),
        (D, f"https://evil.cn/oapi.dingtalk.com/robot/send?access_token={TOKEN}"),
        (D, f"https://oapi.dingtalk.com:8080/robot/send?access_token={TOKEN}"),
        (D, f"https://oapi.dingtalk.com/other?access_token={TOKEN}"),
        (D, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"),
        (D, "https://oapi.dingtalk.com/robot/send"),
        (D, f"https://[oapi.dingtalk.com/robot/send?access_token={TOKEN}"),
        (D, f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}%26x%3D/.."),
        (F, f"https://open.feishu.cn/open-apis/bot/v2/hook/../../{TOKEN}"),
        (F, f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}/more"),
        (W, "http://127.0.0.1:5432/"),
        (W, "file:///etc/passwd"),
        (W, "short"),
        (W, f"{TOKEN}?x=1"),
        (W, f"{TOKEN}\r\nX: y"),
        (W, ""),
    ],
)
def test_anything_else_is_none(way: NoticeWay, typed: str) -> None:
    assert read_robot(way, typed) is None


def test_a_secret_with_signs_in_it_is_none() -> None:
    assert read_robot(D, TOKEN, "SEC12345678") is not None
    assert read_robot(D, TOKEN, "not a secret") is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("13800000000", "13800000000"), ("+86 138-0000-0000", "13800000000"), ("0572-2030000", ""), ("", "")],
)
def test_a_mobile_number(typed: str, number: str) -> None:
    assert mobile_of(typed) == number


def test_what_is_shown_cannot_be_used() -> None:
    assert TOKEN not in hint_of(D, TOKEN)
    assert hint_of(NoticeWay.MAIL, "shenyueqin@huzhou.gov.cn") == "sh…@huzhou.gov.cn"
    assert hint_of(NoticeWay.SMS, "13812345678") == "…5678"
