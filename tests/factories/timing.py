"""How much processor a piece of work takes, whatever else this process has lying about."""

from collections.abc import Callable
from time import process_time

_TIMES = 3


def processor_seconds(work: Callable[[], object]) -> float:
    """The least of three runs: garbage of other tests, collected during one of them, says nothing of the work."""
    return min(_once(work) for _run in range(_TIMES))


def _once(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began
