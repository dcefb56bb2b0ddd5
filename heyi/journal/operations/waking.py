"""Waking the worker after a commit. The journal is the queue; the job only says that there is something in it."""

import time
from collections.abc import Callable
from threading import Lock

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

TASK = "heyi.journeys.tasks.react"  # consumes until quiet; also run every minute by cron
EVERY_SECONDS = 0.2


class _LastCall:
    """When this process last woke the worker."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks = ticks
        self._lock = Lock()
        self._at = float("-inf")

    def is_due(self) -> bool:
        """True at most once per EVERY_SECONDS."""
        with self._lock:
            now = self._ticks()
            if now - self._at < EVERY_SECONDS:
                return False
            self._at = now
            return True


_last_call = _LastCall()


def wake() -> None:
    """Once this transaction is committed, let the worker look; a rollback wakes nobody.

    Calls within EVERY_SECONDS of another are dropped: the job must look once more, EVERY_SECONDS after it began.
    """
    transaction.on_commit(
        _defer, robust=True
    )  # a wake that fails is logged: what is committed stays received


def _defer() -> None:
    if _last_call.is_due():
        try:
            app.configure_task(TASK, queueing_lock=TASK).defer()
        except AlreadyEnqueued:
            return  # a job that has not begun yet will see it
