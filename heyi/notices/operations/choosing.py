"""What a person chose to be told by which way, and when not. Preferences, so not journalled."""

from collections.abc import Mapping

from heyi.notices.models import Setting
from heyi.notices.rules.ways import Quiet


def choose(person_id: int, *, quiet: Quiet, on: Mapping[str, bool]) -> None:
    """Keep quiet hours and the ticks that differ from the usual."""
    values = {"quiet_starts": quiet.starts, "quiet_ends": quiet.ends, "choices": dict(on)}
    Setting.objects.update_or_create(person_id=person_id, defaults=values)
