"""Mail by SMTP to the server that settings name; one message, one recipient, one connection."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings

from heyi.journal.ports import NotDelivered, Undeliverable, Unreachable

_OURS = (  # the server refuses us, not the message: it waits until somebody has set that right
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPSenderRefused,
)
SECONDS = 10.0  # for each answer of the server
_NEVER = 500  # RFC 5321: 5yz is for good, 4yz for now


def send_mail(to: str, title: str, words: str, *, key: str, at: datetime) -> None:
    """Returns once the server has the message; raises NotDelivered or Undeliverable, without the address.

    `key` is the Message-ID: who gets it twice after a lost answer sees it once.
    """
    if not settings.HEYI_MAIL_SERVER:
        raise Unreachable("没有接邮件服务器。")
    message = _message(to, title, words, key, at)
    try:
        with _connected() as server:
            _hand_over(server, message)
    except _OURS as refused:
        raise Unreachable(f"邮件服务器不接受本系统：{type(refused).__name__}") from refused
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _said in refused.recipients.values()]
        raise _judged(max(codes, default=0)) from refused
    except smtplib.SMTPResponseException as refused:
        raise _judged(refused.smtp_code) from refused
    except (smtplib.SMTPException, ssl.SSLError, OSError) as error:
        raise Unreachable(f"邮件服务器连不上：{type(error).__name__}") from error


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        server.send_message(message)
    except (
        smtplib.SMTPNotSupportedError
    ) as refused:  # of this message: its address, since letting us in went well
        raise Undeliverable("邮件服务器不收这样的地址。") from refused


def _message(to: str, title: str, words: str, key: str, at: datetime) -> EmailMessage:
    message = EmailMessage()
    sender = settings.HEYI_MAIL_FROM or settings.HEYI_MAIL_USER or "heyi@localhost"
    message["From"], message["To"], message["Subject"] = sender, to, title
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{key}@heyi>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers
    message.set_content(words)
    return message


@contextmanager
def _connected() -> Iterator[smtplib.SMTP]:
    """A server that lets us in, over TLS unless settings say that it is on this very machine."""
    host, _colon, port = settings.HEYI_MAIL_SERVER.rpartition(":")
    trusted = ssl.create_default_context()
    if settings.HEYI_MAIL_SECURITY == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, int(port), timeout=SECONDS, context=trusted)
    else:
        server = smtplib.SMTP(host, int(port), timeout=SECONDS)
    try:
        if settings.HEYI_MAIL_SECURITY not in ("tls", "none"):
            server.starttls(context=trusted)
        if settings.HEYI_MAIL_USER:
            server.login(settings.HEYI_MAIL_USER, settings.HEYI_MAIL_PASSWORD)
        yield server
        with suppress(smtplib.SMTPException, OSError):
            server.quit()  # the message is taken: a goodbye that fails takes nothing back
    finally:
        server.close()


def _judged(code: int) -> NotDelivered:
    kind = Undeliverable if code >= _NEVER else NotDelivered
    return kind(f"邮件服务器没有接收（{code}）。")
