"""One paper in as JSON, its PDF out: one letter says how it went, then the bytes or the reason."""

import json
import resource
import sys

import typst

from heyi.evidence.darkroom import walls

MEMORY = 3 << 30  # bytes of addresses: fonts lie in it whole, and each thread has a stack of its own
SECONDS = 60  # of the processor
SET, UNSET = b"+", b"-"


def main() -> None:
    """Answer on standard output; an end without a word is an answer as well."""
    walls.die_with(int(sys.argv[1]))
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    order = json.loads(sys.stdin.buffer.read())
    try:
        answer = SET + _set(order)
    except (typst.TypstError, RuntimeError) as error:
        answer = UNSET + str(error).encode()
    sys.stdout.buffer.write(answer)


def _set(order: dict[str, object]) -> bytes:
    """The paper as PDF; packages of the typesetter's registry are looked for where there are none."""
    pdf = typst.compile(
        order["template"],
        root=order["root"],
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        sys_inputs={"given": order["given"]},
        pdf_standards=order["standards"],
        timestamp=order["timestamp"],
        package_path="/nonexistent",
        package_cache_path="/nonexistent",
    )
    return bytes(pdf)


main()
