"""Why something was not delivered, in the reader's language: couriers write one plain sentence of a few kinds."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext

from heyi.kernel.words import _

_KINDS: Sequence[tuple[re.Pattern[str], str]] = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"短信平台没有接收：status (\d+)", _("短信平台没有接收（状态码 %s）")),
        (r"短信平台没有接收：(.+)", _("短信平台连不上（%s）")),
        (r"没有接短信平台。()", _("还没有接通短信平台%s")),
        (r"反映人没有手机号码，或身份已清除。()", _("反映人没有手机号码，或身份已清除%s")),
        (r"没有接邮件服务器。()", _("还没有接通邮件服务器%s")),
        (r"邮件服务器连不上：(.+)", _("邮件服务器连不上（%s）")),
        (r"邮件服务器没有接收（(\d+)）。", _("邮件服务器没有接收（%s）")),
        (r"群机器人连不上：(.+)", _("群机器人连不上（%s）")),
        (r"群机器人没有接收（状态码 (\d+)）。", _("群机器人没有接收（状态码 %s）")),
        (r"群机器人没有接收（代码 (.+)）。", _("群机器人没有接收（代码 %s），请核对地址、关键词和加签密钥")),
        (r"收件地址打不开，请重新填写。()", _("收件地址打不开，请重新填写%s")),
        (r"收件地址已取消，或收件人已无权得知(?:，不再送达)?。()", _("收件地址已取消，或收件人已无权得知%s")),
        (r"([\d.]+) 秒内没有答复。", _("%s 秒内没有答复")),
        (r"连接失败：(.+)", _("连接失败（%s）")),
        (r"对方答复 (\d+)。", _("对方没有接收（状态码 %s）")),
        (r"对方答复 (\d+：.+)", _("对方没有接收（状态码 %s）")),
        (r"回调地址有误：(.+)", _("回调地址有误（%s）")),
        (r"该协作系统已停用，或没有回调地址。()", _("该协作系统已停用，或没有回调地址%s")),
    )
)


def reason_words(said: str) -> str:
    """The sentence in the reader's words; one of no known kind as it was written."""
    for pattern, words in _KINDS:
        if found := pattern.fullmatch(said):
            return gettext(words) % found[1]
    return said
