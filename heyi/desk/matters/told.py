"""What a matter's words tell of people, wishes, times and places, for who reads those words; kept nowhere.

Read anew each time the page is made: names of people stand in the words alone, and a better reading shows at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from heyi.kernel.clock import CHINA
from heyi.matters.access import MatterView
from heyi.triage.claims import Claim
from heyi.triage.codes import NUMBER_WORDS, PARTY_ROLE_WORDS, SITE_WORDS, WISH_WORDS, PartyRole, Side
from heyi.triage.moments import Moment
from heyi.triage.parties import Party
from heyi.triage.periods import Period
from heyi.triage.private_numbers import Sealed
from heyi.triage.whole import Details, details_of

_DAY, _CLOCK = "%Y-%m-%d", "%H:%M"


@dataclass(frozen=True, slots=True)
class Line:
    """Words of the text, and what they are in the reader's language."""

    words: str
    what: str


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody named: the words, the role, and whether they speak or are spoken against."""

    words: str
    role: str
    is_speaker: bool
    is_other: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What is asked for: the act, its words, and the amount beside it in yuan ("" where none stands)."""

    words: str
    wish: str
    amount: str


@dataclass(frozen=True, slots=True)
class ToldCard:
    """What the page shows of them; numbers are masked."""

    parties: tuple[PartyLine, ...]
    claims: tuple[ClaimLine, ...]
    times: tuple[Line, ...]
    sites: tuple[Line, ...]
    numbers: tuple[Line, ...]


def told_card(matter: MatterView) -> ToldCard | None:
    """The card, for who reads the matter's words; None where they tell nothing of it. No query."""
    details = details_of(matter.narrative, title=matter.title, at=matter.received_at)
    card = ToldCard(
        parties=tuple(_party(party) for party in details.parties if not _is_only_i(party)),
        claims=tuple(map(_claim, details.claims)),
        times=tuple(dict.fromkeys(_times(details))),
        sites=tuple(Line(site.name, gettext(SITE_WORDS[site.sort])) for site in details.sites),
        numbers=tuple(dict.fromkeys(_number(number) for number in details.numbers)),
    )
    return card if any((card.parties, card.claims, card.times, card.sites, card.numbers)) else None


def _number(number: Sealed) -> Line:
    return Line(number.find.value, gettext(NUMBER_WORDS[number.sort]))


def _is_only_i(party: Party) -> bool:
    """我 tells nobody who reads it more than that somebody reported."""
    return party.role is PartyRole.REPORTER and not party.is_named


def _party(party: Party) -> PartyLine:
    words = gettext(PARTY_ROLE_WORDS[party.role])
    return PartyLine(party.name, words, party.side is Side.SPEAKER, party.side is Side.OTHER)


def _claim(claim: Claim) -> ClaimLine:
    amount = "" if claim.amount is None else format(claim.amount, ",f")
    return ClaimLine(claim.words, gettext(WISH_WORDS[claim.wish]), amount)


def _times(details: Details) -> Iterator[Line]:
    """Spans of days and times of day, in the order of the text."""
    found = [(each.reason, _days(each)) for each in details.periods]
    found += [(each.reason, _hours(each)) for each in details.moments]
    for reason, what in sorted(found, key=lambda each: (each[0].where, each[0].start)):
        yield Line(reason.quote, what)


def _days(period: Period) -> str:
    return _from_to(period.first.strftime(_DAY), period.last.strftime(_DAY))


def _hours(moment: Moment) -> str:
    """The day once, its hours in China."""
    first, last = moment.first.astimezone(CHINA), moment.last.astimezone(CHINA)
    return f"{first.strftime(_DAY)} {_from_to(first.strftime(_CLOCK), last.strftime(_CLOCK))}"


def _from_to(first: str, last: str) -> str:
    return first if first == last else gettext("{first} 至 {last}").format(first=first, last=last)
