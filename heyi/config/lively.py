"""The live process as `heyi up` runs it: granian asks `load` for the application, in the process that serves it."""

import os
from multiprocessing import parent_process

from heyi.console.processes import die_with_parent
from heyi.live.app import Live


def load() -> Live:
    """The application, from the environment; it ends with the process that started this one."""
    if parent := parent_process():
        die_with_parent(parent.pid or 0)
    return Live(
        os.environ["HEYI_APP_DATABASE_URL"],
        os.environ["HEYI_SECRET_KEY"],
        origin=os.environ.get("HEYI_ORIGIN", ""),
    )
