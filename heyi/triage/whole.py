"""The whole reading of a report: what `read` finds, and who, when, where below the town, and what is asked for.

Slower than `read`, and of no use to a rule: it is read where a person looks, or in a reaction, never while a report is
taken in. Private numbers are masked here, in every quote; the numbers themselves leave no trace.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import TypeVar

from heyi.triage.amounts import amounts
from heyi.triage.claims import Claim, claims
from heyi.triage.dates import days
from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.entries import Lexicon
from heyi.triage.lexicon.standard import of_facts
from heyi.triage.moments import Moment, moments
from heyi.triage.parties import Party, each_once, parties
from heyi.triage.periods import Period, periods
from heyi.triage.private_numbers import Sealed, Veil, sealed_numbers
from heyi.triage.read import read
from heyi.triage.reading import Find, Reading, Where
from heyi.triage.scan import Scan, scan
from heyi.triage.sites import Site, sites

MOST_LETTERS = 20_000
"""What is read of a text for details; more says nothing new, and time stays bounded."""
Detail = TypeVar("Detail", Party, Claim, Period, Moment, Site)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Details:
    """Who, when, where and what is asked for; every reason quotes its words, private numbers masked in place."""

    parties: tuple[Party, ...]
    claims: tuple[Claim, ...]
    numbers: tuple[Sealed, ...]
    periods: tuple[Period, ...]
    moments: tuple[Moment, ...]
    sites: tuple[Site, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A reading whose quotes are masked, the details, and the veil for whatever else quotes the same words."""

    reading: Reading
    details: Details
    veil: Veil


def read_whole(
    text: str,
    *,
    title: str = "",
    place: str = "",
    within: str = "",
    gazetteer: Gazetteer,
    at: datetime,
    lexicon: Lexicon | None = None,
) -> Whole:
    """Read one report as `read` does, and its details. Never raises on any text."""
    reading = read(text, title=title, place=place, within=within, gazetteer=gazetteer, at=at, lexicon=lexicon)
    details = details_of(text, title=title, at=at)
    veil = Veil([*details.numbers, *sealed_numbers(Scan(Where.PLACE, place, {}))])
    return Whole(_veiled(reading, veil), details, veil)


def details_of(text: str, *, title: str = "", at: datetime) -> Details:
    """Who, when, where and what is asked for, the title's finds first. Never raises on any text."""
    given = ((title, Where.TITLE), (text, Where.TEXT))
    return _joined([_details(words[:MOST_LETTERS], where, at) for words, where in given if words])


def _details(words: str, where: Where, at: datetime) -> Details:
    one = scan(words, where, of_facts())
    numbers = tuple(sealed_numbers(one))
    veil, named, found = Veil(numbers), days(one, at), parties(one)
    taken = [party.reason.span for party in found if party.is_named]
    return Details(
        parties=_hidden(found, veil),
        claims=_hidden(claims(one, tuple(amounts(one))), veil),
        numbers=numbers,
        periods=_hidden(periods(one, named, at), veil),
        moments=_hidden(moments(one, named, at), veil),
        sites=_hidden(sites(one, taken), veil),
    )


def _hidden(found: Iterable[Detail], veil: Veil) -> tuple[Detail, ...]:
    return tuple(replace(each, reason=veil.over(each.reason)) for each in found)


def _joined(all_of: Sequence[Details]) -> Details:
    """The finds of title and text; a party, claim or place that both name is told once."""
    told = list(chain.from_iterable(details.claims for details in all_of))
    named = list(chain.from_iterable(details.sites for details in all_of))
    return Details(
        parties=tuple(each_once(chain.from_iterable(details.parties for details in all_of))),
        claims=tuple({(claim.wish, claim.words): claim for claim in reversed(told)}.values())[::-1],
        numbers=tuple(chain.from_iterable(details.numbers for details in all_of)),
        periods=tuple(chain.from_iterable(details.periods for details in all_of)),
        moments=tuple(chain.from_iterable(details.moments for details in all_of)),
        sites=tuple({site.name: site for site in reversed(named)}.values())[::-1],
    )


def _veiled(reading: Reading, veil: Veil) -> Reading:
    """The reading with every quote masked."""

    def over(find: Find[T]) -> Find[T]:
        return replace(find, reason=veil.over(find.reason))

    return replace(
        reading,
        kind=over(reading.kind),
        runner_up=over(reading.runner_up) if reading.runner_up else None,
        urgency=over(reading.urgency),
        danger=over(reading.danger) if reading.danger else None,
        amounts=tuple(over(find) for find in reading.amounts),
        dates=tuple(over(find) for find in reading.dates),
        place=over(reading.place) if reading.place else None,
        subjects=tuple(over(find) for find in reading.subjects),
        reasons=tuple(veil.over(reason) for reason in reading.reasons),
    )
