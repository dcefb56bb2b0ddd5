"""Why something was not delivered: one sentence in the reader's language, never a bare code of a machine."""

import pytest
from django.utils import translation

from heyi.desk.deliveries.reasons import reason_words

TOLD = [
    ("短信平台没有接收：status 503", "短信平台没有接收（状态码 503）", "did not take it (status 503)"),
    ("短信平台没有接收：ConnectError", "短信平台连不上（ConnectError）", "cannot be reached (ConnectError)"),
    ("没有接短信平台。", "还没有接通短信平台", "No text gateway is connected"),
    ("反映人没有手机号码，或身份已清除。", "反映人没有手机号码，或身份已清除", "no mobile number"),
    ("2.5 秒内没有答复。", "2.5 秒内没有答复", "No answer within 2.5 seconds"),
    (
        "连接失败：ConnectError refused",
        "连接失败（ConnectError refused）",
        "No connection (ConnectError refused)",
    ),
    ("对方答复 500。", "对方没有接收（状态码 500）", "did not take it (status 500)"),
    ("对方答复 422：no such call", "对方没有接收（状态码 422：no such call）", "(status 422：no such call)"),
    ("回调地址有误：no scheme", "回调地址有误（no scheme）", "The callback address is wrong (no scheme)"),
    ("该协作系统已停用，或没有回调地址。", "该协作系统已停用，或没有回调地址", "switched off or has no"),
]


@pytest.mark.parametrize(("said", "chinese", "english"), TOLD)
def test_a_reason_is_told_in_both_languages(said: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert reason_words(said) == chinese
    with translation.override("en"):
        assert english in reason_words(said)


def test_what_nobody_foresaw_is_shown_as_it_was_written() -> None:
    assert reason_words("值班员写的：改期送达") == "值班员写的：改期送达"
    assert reason_words("") == ""
