"""Sealing a text under a key of its own."""

from uuid import UUID

from heyi.kernel.compact import compact
from heyi.kernel.seal import SUITE, seal
from heyi.matters.operations.wiring import key_store


def sealed_text(text: str, *, context: UUID) -> dict[str, object]:
    """The columns of a text that is sealed under a key of its own."""
    ref, key = key_store().make()
    return {
        "key_ref": ref,
        "suite": SUITE,
        "sealed": seal(key, compact(text).encode(), context=context.bytes),
    }
