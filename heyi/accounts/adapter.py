"""How allauth behaves here: nobody signs up; people are appointed and come in first by a one-time link."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in, yes; sign-up and mail, no."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # allauth's signature
        """Nobody signs up alone."""
        return False
