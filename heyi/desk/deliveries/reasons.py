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
