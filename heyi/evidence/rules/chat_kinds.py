"""What a message of an export is by its words: text, a place where a picture stood, money and what became of it."""

import re
from decimal import Decimal
from typing import NamedTuple

from heyi.evidence.codes import MessageKind, MoneyState

MONEY = frozenset({MessageKind.TRANSFER, MessageKind.RED_PACKET})


class Content(NamedTuple):
    """What a message is, and of money how much and what became of it."""

    kind: MessageKind
    amount: Decimal | None = None
    money: MoneyState | None = None


_MARKS = (
    (MessageKind.RED_PACKET, ("红包", "微信红包")),
    (MessageKind.TRANSFER, ("转账", "微信转账")),
    (MessageKind.PICTURE, ("图片", "照片")),
    (MessageKind.VOICE, ("语音", "语音消息")),
    (MessageKind.VIDEO, ("视频", "小视频")),
    (MessageKind.FILE, ("文件",)),
    (MessageKind.STICKER, ("动画表情", "表情")),
    (MessageKind.PLACE, ("位置", "地理位置")),
    (MessageKind.CALL, ("语音通话", "视频通话", "通话")),
    (MessageKind.LINK, ("链接", "小程序", "名片")),
    (MessageKind.FORWARDED, ("聊天记录", "合并转发")),
)
_KIND_OF = {mark: kind for kind, marks in _MARKS for mark in marks}
_MARK = re.compile(r"\s?[\[【<]([^\]】>\n]{1,8})[\]】>]")
_WITHDRAWN = re.compile(r".{0,40}撤回了一条消息.{0,10}")
_AMOUNT = re.compile(
    r"[¥￥]\s?(\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)(?![\d,.])"
    r"|(?<![\d,.])(\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)\s?元"
)
_RETURNED = ("已退还", "已退回", "退还", "退回")
_ACCEPTED = ("已收款", "已收钱", "已接收", "已被接收", "已领取", "已存入零钱")


def content_of(text: str) -> Content:
    """What these words are: only what an app put into brackets at their beginning counts, never what people write."""
    if _WITHDRAWN.fullmatch(text.strip("[]【】 ")):
        return Content(MessageKind.WITHDRAWN)
    found = _MARK.match(text)
    kind = _KIND_OF.get(found[1].strip(), MessageKind.TEXT) if found else MessageKind.TEXT
    if kind not in MONEY:
        return Content(kind)
    return Content(kind, _amount(text), _money(text))


def _amount(text: str) -> Decimal | None:
    """The amount, where one alone is told."""
    told = {Decimal((one or other).replace(",", "")) for one, other in _AMOUNT.findall(text)}
    return told.pop() if len(told) == 1 else None


def _money(text: str) -> MoneyState:
    if any(word in text for word in _RETURNED):
        return MoneyState.RETURNED
    if any(word in text for word in _ACCEPTED):
        return MoneyState.ACCEPTED
    return MoneyState.OFFERED
