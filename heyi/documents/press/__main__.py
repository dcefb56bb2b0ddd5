"""One paper in as JSON, its PDF out: one letter says how it went, then the bytes or the reason."""

import json
import sys
from typing import Any

import typst

from heyi.documents.press.limits import narrow
from heyi.evidence.darkroom import walls

MEMORY = 3 << 30  # bytes of addresses: fonts lie in it whole, and each thread has a stack of its own
SECONDS = 60  # of the processor
SET, UNSET = b"+", b"-"


def main() -> None:
    """Answer on standard output; an end without a word is an answer as well."""
    walls.die_with(int(sys.argv[1]))
    narrow(memory=MEMORY, seconds=SECONDS)
    order = json.loads(sys.stdin.buffer.read())
    try:
        answer = SET + _set(order)
    except (typst.TypstError, RuntimeError) as error:
        answer = UNSET + str(error).encode()
    sys.stdout.buffer.write(answer)


def _set(order: dict[str, Any]) -> bytes:
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
