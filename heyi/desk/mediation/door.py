"""The mediation of a matter as a page needs it: who looks, what they may do, and what the sides are called."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext

from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.matters.views import key_of
from heyi.dispatch.operations import Hand
from heyi.matters.access import MatterView, matter_view
from heyi.mediation.access import MediationView, PartyView, find_mediation_view
from heyi.mediation.codes import PART_WORDS
from heyi.mediation.operations import Taking
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact

Key = tuple[str, UUID]
PARTYS_PAGE = "/m/"
"""Where a party's own page lies; its code follows."""


@dataclass(frozen=True)
class Door:
    """A mediation of one's own unit, and the matter it hangs on."""

    key: Key
    matter: MatterView
    view: MediationView
    standing: Standing
    at: datetime

    @property
    def unit(self) -> UnitFact:
        """The mediating unit."""
        return directory(self.standing.edition).unit(self.view.row.unit_id)

    @property
    def number(self) -> str:
        """The matter's number."""
        return self.matter.number

    def taking(self, side: str = "") -> Taking:
        """A step by this person, in the name of the mediating unit, now."""
        hand = Hand(
            actor_of(self.standing, self.view.row.unit_id),
            frozenset(self.standing.units),
            self.standing.leads,
        )
        return Taking(hand, self.at, side)

    def sides(self) -> list[tuple[str, str]]:
        """The parties as a form offers them."""
        return [(party.side, side_words(party)) for party in self.view.parties]

    def name(self, side: str) -> str:
        """A side in words."""
        party = self.view.party(side)
        return side_words(party) if party else side


def door_to(request: DeskRequest, number: str, at: datetime) -> Door:
    """The mediation, for the people of the unit that mediates; for everybody else there is no such page."""
    key, standing = key_of(number), request.standing
    matter = matter_view(*key, units=standing.units)
    view = find_mediation_view(
        *key,
        person_id=standing.person_id,
        units=frozenset(standing.units),
        leads=standing.leads,
        at=at,
    )
    if view is None or "UNIT" not in view.roles or matter.is_alarm_only:
        raise Http404(number)
    return Door(key, matter, view, standing, at)


def side_words(party: PartyView) -> str:
    """A party by letter, masked name and part: A 王*英（申请人）."""
    part = gettext(PART_WORDS[party.part])
    return gettext("%(side)s %(name)s（%(part)s）") % {
        "side": party.side,
        "name": party.masked_name,
        "part": part,
    }
