"""The web as `heyi up` serves it: `python -m heyi.config.served` takes granian's own arguments.

Everything is loaded once, before granian forks its processes: they begin at once and share its memory. A process of
the web is gone when the one that forked it was killed.
"""

import gc
import signal
from datetime import timedelta
from multiprocessing import parent_process

from django.urls import get_resolver
from granian.cli import entrypoint

from heyi.config.wsgi import Answering, application
from heyi.console.processes import die_with_parent
from heyi.kernel.calendar import mainland


def load() -> Answering:
    """The application, in each process of the web before the server listens to signals there."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the handler that was inherited would swallow a stop
    if parent := parent_process():
        die_with_parent(parent.pid or 0)
    return application


def preload() -> None:
    """Import every view now, not while somebody waits (the apps came with the application); nothing is asked of the
    database yet."""
    len(get_resolver().url_patterns)
    calendar = mainland()
    unpublished = calendar.known_until + timedelta(days=1)
    calendar.is_working(unpublished)  # a year that nobody has published yet costs a second to get to know


if __name__ == "__main__":
    preload()
    gc.collect()
    gc.freeze()  # what was loaded stays: nobody looks through it again, and the processes go on sharing its memory
    gc.set_threshold(10_000, 20, 20)  # a request makes some thousand objects, of which hardly one is a ring
    entrypoint()  # type: ignore[no-untyped-call]
