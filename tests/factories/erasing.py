"""Erasing as it goes: the reporter asks, the lead erases."""

from datetime import datetime

from heyi.dispatch import operations as ops
from heyi.matters.access import entering
from tests.factories.matters import MORNING, ZHILI, Received, desk, reporters_step, step


def ask_to_erase(matter: Received, *, at: datetime = MORNING) -> None:
    """The reporter wants the identity gone."""
    with entering("tracking", matter=matter.id):
        ops.ask_erasure(matter.key, step=reporters_step(at=at), of=None, text="不想再被联系")


def erase_reporter(
    matter: Received, *, by: str = ZHILI, at: datetime = MORNING, is_asked: bool = False
) -> None:
    """The identity of a matter of Zhili, or of who leads it, goes for good."""
    if not is_asked:
        ask_to_erase(matter, at=at)
    with desk(by):
        ops.erase_identity(matter.key, step=step(by, at=at), ground="ASKED_FOR", text="按本人请求")
