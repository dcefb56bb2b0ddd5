"""Who is on duty: of those appointed to a unit, whoever is to be told of what comes to it just now."""

from collections.abc import Sequence
from datetime import datetime

from heyi.accounts.rules import Standing


def on_duty(people: Sequence[Standing], *, unit_id: int, at: datetime) -> Sequence[Standing]:  # noqa: ARG001
    """Of a unit's people those on duty at an instant: everybody appointed, as long as there is no rota."""
    return people
