"""How allauth behaves here: nobody signs up; people are appointed and come in first by a one-time link."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in, yes; sign-up and mail, no."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Nobody signs up alone."""
        return False


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The second step of signing in speaks as the house does."""

    error_messages = {  # allauth's own form
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("数字不对，或者已经换了。请看手机上现在的 6 位数字；备用码用过的不能再用。"),
        "cannot_generate_recovery_codes": _("还没有开启两步验证，不能换备用码。"),
    }


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence has no Chinese yet."""

    def get_error_message(self) -> str:
        """What is wrong with a short password."""
        return gettext("密码太短，至少要 %(least)d 位。") % {"least": self.min_length}
