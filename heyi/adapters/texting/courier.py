"""Carries texts to telephones: number and words are put together here, as the message leaves, and kept nowhere."""

from heyi.accounts.ports import NotSent
from heyi.journal.ports import NotDelivered, Undeliverable
from heyi.journeys.own_matters import can_send, text_gateway
from heyi.journeys.party_texts import DESTINATION as PARTY
from heyi.journeys.party_texts import party_message
from heyi.journeys.texting import message_of


class TextCourier:
    """Carries to "text:reporter" and "text:party/<side>", over the text gateway that settings name."""

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:  # noqa: ARG002  # the port's
        """Returns once the gateway has taken it. What went wrong is told without number and code."""
        message = party_message(body) if destination.startswith(PARTY) else message_of(body)
        if message is None:
            raise Undeliverable("没有手机号码，或身份已清除。")
        if not can_send():
            raise NotDelivered("没有接短信平台。")
        try:
            text_gateway().send(message.phone, message.words)
        except NotSent as failed:
            error = Undeliverable if failed.is_final else NotDelivered
            raise error(f"短信平台没有接收：{failed}") from failed
