"""Mail and robots over real sockets: what arrives, how it is signed, and what a refusal means."""

import base64
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from heyi.adapters.notices.mail import send_mail
from heyi.adapters.notices.robots import address_of, body_of, judge, post_to_robot
from heyi.adapters.notices.stub import NoticeSink
from heyi.journal.ports import NotDelivered, Undeliverable
from heyi.notices.codes import OF_UNITS, NoticeWay
from heyi.notices.rules.robots import Robot
from tests.factories.matters import MORNING
from tests.factories.noticing import arrived, sink  # noqa: F401 - a fixture

TOKEN = "a1b2c3d4e5f6a7b8c9d0"
WORDS = "【合一】330502… 交由织里镇中心办理，请签收。"


@pytest.mark.parametrize("way", OF_UNITS)
def test_a_group_gets_it(sink: NoticeSink, way: NoticeWay) -> None:
    post_to_robot(way, Robot(TOKEN), WORDS, at=MORNING)
    assert arrived(sink) == [(way.value.lower(), WORDS)]


@pytest.mark.parametrize("way", OF_UNITS)
def test_a_refusal_that_comes_with_200_is_one(sink: NoticeSink, way: NoticeWay) -> None:
    with pytest.raises(Undeliverable) as refused:
        post_to_robot(way, Robot("refused-1234567890"), WORDS, at=MORNING)
    assert "refused-1234567890" not in str(refused.value)
    assert arrived(sink) == []


@pytest.mark.parametrize(
    ("way", "status", "said", "error"),
    [
        (NoticeWay.DINGTALK, 200, b'{"errcode": 0}', None),
        (NoticeWay.DINGTALK, 200, b'{"errcode": 130101}', NotDelivered),  # too many in a minute
        (NoticeWay.DINGTALK, 200, b'{"errcode": 300001}', Undeliverable),
        (NoticeWay.WECOM, 200, b'{"errcode": 45009}', NotDelivered),
        (NoticeWay.WECOM, 200, b'{"errcode": 93000}', Undeliverable),
        (NoticeWay.FEISHU, 200, b'{"code": 0}', None),
        (NoticeWay.FEISHU, 200, b'{"code": 19021}', Undeliverable),
        (NoticeWay.FEISHU, 200, b'{"errcode": 0}', NotDelivered),  # not an answer of Feishu
        (NoticeWay.FEISHU, 200, b"<html>", NotDelivered),
        (NoticeWay.FEISHU, 302, b"", Undeliverable),
        (NoticeWay.FEISHU, 429, b"", NotDelivered),
        (NoticeWay.FEISHU, 502, b"", NotDelivered),
        (NoticeWay.FEISHU, 404, b"", Undeliverable),
    ],
)
def test_what_an_answer_means(
    way: NoticeWay, status: int, said: bytes, error: type[Exception] | None
) -> None:
    if error is None:
        judge(way, status, said)
        return
    with pytest.raises(NotDelivered) as raised:
        judge(way, status, said)
    assert type(raised.value) is error


def test_nobody_listening_is_tried_again_and_names_no_token(settings) -> None:
    settings.HEYI_ROBOTS = "http://127.0.0.1:9"
    with pytest.raises(NotDelivered) as failed:
        post_to_robot(NoticeWay.DINGTALK, Robot(TOKEN), WORDS, at=MORNING)
    assert not isinstance(failed.value, Undeliverable)
    assert TOKEN not in str(failed.value)


def test_without_a_relay_it_goes_to_the_channel_s_own_host(settings) -> None:
    settings.HEYI_ROBOTS = ""
    hosts = {way: urlsplit(address_of(way, Robot(TOKEN), at=MORNING)).netloc for way in OF_UNITS}
    assert hosts == {
        NoticeWay.DINGTALK: "oapi.dingtalk.com",
        NoticeWay.WECOM: "qyapi.weixin.qq.com",
        NoticeWay.FEISHU: "open.feishu.cn",
    }


def test_dingtalk_and_feishu_are_signed_as_they_tell_it(settings) -> None:
    robot = Robot(TOKEN, "SECsecret123")
    named = parse_qs(urlsplit(address_of(NoticeWay.DINGTALK, robot, at=MORNING)).query)
    stamp = named["timestamp"][0]
    assert stamp == str(int(MORNING.timestamp() * 1000))
    wanted = hmac.digest(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode(), "sha256")
    assert base64.b64decode(named["sign"][0]) == wanted
    body = body_of(NoticeWay.FEISHU, robot, WORDS, at=MORNING)
    wanted = hmac.digest(f"{body['timestamp']}\n{robot.secret}".encode(), b"", "sha256")
    assert base64.b64decode(body["sign"]) == wanted
    assert "sign" not in json.dumps(body_of(NoticeWay.WECOM, robot, WORDS, at=MORNING))


def test_a_mail_arrives_in_chinese(sink: NoticeSink) -> None:
    send_mail("li@huzhou.example", "新事项待签收", WORDS, key="7", at=MORNING)
    (kept,) = sink.kept
    assert (kept.way, kept.to, kept.title, kept.words) == ("mail", "li@huzhou.example", "新事项待签收", WORDS)


@pytest.mark.parametrize(
    ("to", "error"), [("full@x.example", NotDelivered), ("unknown@x.example", Undeliverable)]
)
def test_what_the_mail_server_refuses(sink: NoticeSink, to: str, error: type[Exception]) -> None:
    with pytest.raises(NotDelivered) as refused:
        send_mail(to, "t", "w", key="7", at=MORNING)
    assert type(refused.value) is error
    assert to not in str(refused.value)


def test_a_mail_server_that_is_down_or_not_there(settings) -> None:
    for server in ("127.0.0.1:9", ""):
        settings.HEYI_MAIL_SERVER = server
        with pytest.raises(NotDelivered) as failed:
            send_mail("li@huzhou.example", "t", "w", key="7", at=MORNING)
        assert not isinstance(failed.value, Undeliverable)


def test_who_is_let_in_sends(sink: NoticeSink, settings) -> None:
    settings.HEYI_MAIL_USER, settings.HEYI_MAIL_PASSWORD = "heyi", "right"
    send_mail("li@huzhou.example", "t", "w", key="7", at=MORNING)
    assert len(sink.kept) == 1


def test_a_password_that_is_refused_gives_up_no_mail(sink: NoticeSink, settings) -> None:
    """The server does not let us in: that is ours to set right, and the mail waits."""
    settings.HEYI_MAIL_USER, settings.HEYI_MAIL_PASSWORD = "heyi", "wrong"
    with pytest.raises(NotDelivered) as failed:
        send_mail("li@huzhou.example", "t", "w", key="7", at=MORNING)
    assert not isinstance(failed.value, Undeliverable)


def test_an_address_that_the_server_cannot_take_holds_back_no_other(sink: NoticeSink) -> None:
    with pytest.raises(Undeliverable):
        send_mail("张@例子.中国", "t", "w", key="7", at=MORNING)
    send_mail("li@huzhou.example", "t", "w", key="8", at=MORNING)
    assert len(sink.kept) == 1


def test_no_mail_leaves_in_the_clear_unless_settings_say_so(sink: NoticeSink, settings) -> None:
    settings.HEYI_MAIL_SECURITY = "starttls"
    with pytest.raises(NotDelivered):  # the sink has no TLS
        send_mail("li@huzhou.example", "t", "w", key="7", at=MORNING)
    assert arrived(sink) == []


def test_no_header_is_smuggled_in(sink: NoticeSink) -> None:
    with pytest.raises(ValueError, match="Header"):
        send_mail("li@huzhou.example\r\nBcc: all@x.example", "t", "w", key="7", at=MORNING)
