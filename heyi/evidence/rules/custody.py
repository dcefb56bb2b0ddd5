"""The chain of custody: what one row says, how it hangs on the row before, and whether a chain is whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from heyi.kernel import chain


class Link(NamedTuple):
    """One row: its canonical body, its hash and how that was made."""

    body: str
    hash: bytes
    algo: str


class Said(NamedTuple):
    """The words of a row with the salt under which its body commits to them; neither, once they were erased."""

    words: str
    salt: bytes


def start_of(exhibit: UUID) -> bytes:
    """What stands before an exhibit's first row, so that no row can be moved to another exhibit."""
    return chain.genesis("", exhibit)


def link_of(
    *,
    exhibit: UUID,
    seq: int,
    prev: bytes,
    act: str,
    actor: Mapping[str, Any],
    at: datetime,
    facts: Mapping[str, Any],
    said: Said,
    algo: str,
) -> Link:
    """The next row of a chain."""
    body = chain.canonical(
        {
            "act": act,
            "actor": actor,
            "at": at,
            "exhibit": exhibit,
            "facts": facts,
            "seq": seq,
            "words": chain.commitment(said.salt, said.words, algo),
        }
    )
    return Link(body, chain.link(prev, body, algo), algo)


def faults_of(exhibit: UUID, rows: Iterable[tuple[Link, Said | None]]) -> Iterator[str]:
    """What is wrong with a chain, in words for whoever mends it; nothing where it is whole.

    Words that were erased with the exhibit are not asked for.
    """
    prev, count = start_of(exhibit), 0
    for count, (link, said) in enumerate(rows, start=1):  # asked for below
        fault = _fault(exhibit, count, prev, link, said)
        if fault:
            yield f"#{count} {fault}"
        prev = link.hash
    if not count:
        yield "no rows"


def tells_of(first: Link, columns: Mapping[str, Any]) -> bool:
    """Whether the first row says of the exhibit what its columns say."""
    return bool(json.loads(first.body)["facts"] == columns)


def _fault(exhibit: UUID, seq: int, prev: bytes, link: Link, said: Said | None) -> str:
    if link.algo not in set(chain.Algo) or chain.link(prev, link.body, link.algo) != link.hash:
        return "hash"
    try:
        told = json.loads(link.body)
        if (told["exhibit"], told["seq"]) != (str(exhibit), seq):
            return "place"
        if said is not None and not chain.matches(told["words"], said.salt, said.words):
            return "words"
    except (ValueError, KeyError, TypeError):
        return "body"
    return ""
