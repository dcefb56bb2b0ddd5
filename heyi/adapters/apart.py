"""A library that makes an event loop of its own is called in a thread that has none, whoever calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Answer = TypeVar("_Answer")


def apart(do: Callable[[], _Answer]) -> _Answer:
    """What `do` answers or raises; its thread is over when this returns."""
    with ThreadPoolExecutor(1, thread_name_prefix="apart") as thread:
        return thread.submit(do).result()
