"""Letting the reactions read everything: what other tests' transactions in the same cluster hold back is waited for."""

from heyi.journeys.reactions import react
from heyi.kernel.clock import now
from tests.factories.journal import settle


def reacted() -> int:
    """How many events took effect."""
    settle()
    return react(now=now)
