"""Carries notices to people's mail and telephones and to units' groups; each attempt is written beside its address."""

from collections.abc import Callable
from datetime import datetime

from heyi.accounts.ports import NotSent
from heyi.adapters.notices.mail import send_mail
from heyi.adapters.notices.robots import post_to_robot
from heyi.journal.ports import NotDelivered, Undeliverable, Unreachable
from heyi.journeys.noticing_words import Message, message_of
from heyi.journeys.own_matters import can_send, text_gateway
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.notices.codes import NoticeWay
from heyi.notices.operations import CannotOpen, fared
from heyi.notices.rules.robots import Robot

_UNOPENED = "收件地址打不开，请重新填写。"


class NoticeCourier:
    """Carries to "mail:<address>", "sms:<address>", "dingtalk:<address>", "wecom:<address>", "feishu:<address>"."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:  # noqa: ARG002  # the port's
        """Returns once the other side has taken it. What went wrong is told without address and token."""
        at = self._clock()
        try:
            message = message_of(destination, body, at=at)
            if message is None:
                raise Undeliverable("收件地址已取消，或收件人已无权得知。")
            _send(message, key=key, at=at)
        except CannotOpen as sealed:
            self._note(destination, _UNOPENED)
            raise Undeliverable(_UNOPENED) from sealed
        except NotDelivered as failed:
            self._note(destination, str(failed))
            raise
        self._note(destination, "")

    def _note(self, destination: str, error: str) -> None:
        with entering("worker"):
            fared(int(destination.partition(":")[2]), error, at=self._clock())


def _send(message: Message, *, key: str, at: datetime) -> None:
    if isinstance(message.to, Robot):
        post_to_robot(message.way, message.to, message.words, at=at)
    elif message.way is NoticeWay.MAIL:
        send_mail(message.to, message.title, message.words, key=key, at=at)
    else:
        _text(message.to, message.words)


def _text(phone: str, words: str) -> None:
    if not can_send():
        raise Unreachable("没有接短信平台。")
    try:
        text_gateway().send(phone, words)
    except NotSent as failed:
        error = Undeliverable if failed.is_final else NotDelivered
        raise error(f"短信平台没有接收：{failed}") from failed
