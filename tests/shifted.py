"""The real application at another time: for scenes that last for weeks, holidays and the turn of a year.

Nothing of the house knows of it: before anything asks what time it is, the one place that answers is moved by the
seconds that stand in a file. `granian tests.shifted:application` serves it.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from heyi.kernel import clock

SHIFT = "HEYI_TEST_SHIFT"


def moved() -> datetime:
    """This instant and so many seconds."""
    return datetime.now(UTC) + timedelta(seconds=float(Path(os.environ[SHIFT]).read_text(encoding="ascii")))


if SHIFT in os.environ:
    clock.now = moved
    from heyi.config.wsgi import application

    __all__ = ["application"]
