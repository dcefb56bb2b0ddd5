"""How much a process of the press may take, and how pages come out of it."""

import resource
import struct

MOST_PAGES = 1000
HEAD = struct.Struct(">III")  # width, height and length before each drawn page


def narrow(*, memory: int, seconds: int) -> None:
    """Bound addresses and processor time, and let no file be written, before a stranger's byte is read."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
