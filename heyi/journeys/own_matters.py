"""The own matters by telephone and one-time code: whoever holds the telephone sees them, for a short while."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from heyi.accounts.operations import make_code
from heyi.accounts.ports import TextGateway
from heyi.intake.access import own_matters, reporter_mark
from heyi.matters.access import PublicStatus, entering, own_statuses


def can_send() -> bool:
    """Whether this installation has a gateway for text messages."""
    return bool(settings.HEYI_TEXT_GATEWAY_URL)


def send_code(phone: str, words: Callable[[str], str], *, at: datetime) -> str:
    """Send a code to a telephone, in the words that `words` puts around it; answers the token of the browser's part.

    The same for every number, whether it has matters or none. Raises NotSent; the code is then of no use to anybody.
    """
    sent = make_code(reporter_mark(phone), at=at)
    text_gateway().send(phone, words(sent.digits))
    return sent.token


def matters_of(mark: str) -> tuple[PublicStatus, ...]:
    """The matters that were reported with the telephone behind a mark, newest first, in a scope of their own."""
    with entering("reporter", mark=mark):
        return own_statuses(own_matters(mark))


def text_gateway() -> TextGateway:
    """The gateway that settings name; ask `can_send` first."""
    return _gateway(settings.HEYI_TEXT_GATEWAY_URL, settings.HEYI_TEXT_GATEWAY_SECRET)


@lru_cache(maxsize=2)
def _gateway(address: str, secret: str) -> TextGateway:
    gateway: TextGateway = import_string(settings.HEYI_TEXT_GATEWAY)(address, secret)
    return gateway
