"""The lexicon that Heyi ships."""

from collections.abc import Iterator
from functools import cache

from heyi.triage.lexicon.affairs import AFFAIR_FIELDS
from heyi.triage.lexicon.dangers import DANGERS
from heyi.triage.lexicon.disputes import DISPUTE_FIELDS
from heyi.triage.lexicon.entries import Entry, Lexicon, Sort, listed
from heyi.triage.lexicon.marks import MARKS, MASKS
from heyi.triage.lexicon.natures import NATURES, URGENT
from heyi.triage.lexicon.offices import BLAME, STAFF
from heyi.triage.lexicon.roles import BODIES, MASKED, ROLES
from heyi.triage.lexicon.sites import SITES


def _entries() -> Iterator[Entry]:
    yield from listed(Sort.MASK, MASKS)
    yield from listed(Sort.FIELD, DISPUTE_FIELDS)
    yield from listed(Sort.FIELD, AFFAIR_FIELDS)
    yield from listed(Sort.NATURE, NATURES)
    yield from listed(Sort.DANGER, DANGERS)
    yield from listed(Sort.MARK, MARKS)
    yield from listed(Sort.URGENT, URGENT)
    yield from listed(Sort.STAFF, STAFF)
    yield from listed(Sort.BLAME, BLAME)


@cache
def standard() -> Lexicon:
    """The lexicon, built at the first call."""
    return Lexicon.of(_entries())


@cache
def of_facts() -> Lexicon:
    """The lexicon of the whole reading: words for roles, organisations and sites; built at the first call."""
    masked = (Entry(word, Sort.MASK, "MASKED", 1) for word in MASKED.split())
    return Lexicon.of(
        (*masked, *listed(Sort.ROLE, ROLES), *listed(Sort.BODY, BODIES), *listed(Sort.SITE, SITES))
    )
