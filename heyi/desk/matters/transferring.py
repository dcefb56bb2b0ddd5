"""Giving a matter to a partner at the desk: the form, exactly what would leave, and how each transfer stands."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext

from heyi.accounts.codes import Door
from heyi.accounts.rules import Standing
from heyi.desk.matters.forms import TransferForm
from heyi.journeys.transferring import receivers
from heyi.kernel.words import _
from heyi.matters.access import MatterView, find_arrival_view, matter_view
from heyi.matters.codes import Basis, Channel
from heyi.matters.transfers import leaving
from heyi.triage.codes import URGENCY_WORDS
from heyi.web.waiting import let_in

Key = tuple[str, UUID]
LEAVES = {
    "number": _("事项编号"),
    "unit": _("转交单位"),
    "region": _("区划"),
    "region_code": _("区划代码"),
    "place": _("地点"),
    "occurred_at": _("发生时间"),
    "urgency": _("紧急程度"),
    "route": _("经过的城市"),
}


def transfer_form(standing: Standing, key: Key, data: Any = None) -> TransferForm:
    """The form with the partners that can be given a matter; the story is the reporter's until somebody shortens it."""
    matter = matter_view(*key, units=standing.units)
    may_give = matter.basis == Basis.LEAD.value and any(party.is_sealed for party in matter.parties)
    route = _route_of(matter)
    open_to = [receiver for receiver in receivers() if receiver.city not in route]
    form = TransferForm(data, receivers=open_to, narrative=matter.narrative, may_give_contact=may_give)
    form.leaves = would_leave(matter, route if any(receiver.city for receiver in open_to) else ())
    return form


def _route_of(matter: MatterView) -> tuple[str, ...]:
    """By which cities the matter has come, ours the last: a city that has had it is not offered it anew."""
    found = find_arrival_view(matter.county, matter.id) if matter.channel == Channel.CITY else None
    return (*(found.route.split(",") if found else ()), settings.HEYI_CITY)


def count_contact(standing: Standing, form: TransferForm) -> None:
    """Giving the contact opens the identity, so it is counted at the same door; raises TooMany."""
    if form.cleaned_data.get("with_contact"):
        let_in(Door.IDENTITY, str(standing.person_id))


def would_leave(matter: MatterView, route: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Every field that would leave beside what stands in the form, in words."""
    sent = leaving(
        number=matter.number,
        unit=matter.lead_unit,
        region_code=matter.region_code,
        region=matter.region,
        place=matter.place,
        occurred_at=matter.occurred_at,
        urgency=matter.urgency,
        route=route,
    )
    return in_words(sent)


def in_words(sent: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What leaves, or has left, by names and values in words."""
    return tuple((gettext(words), _value(name, sent[name])) for name, words in LEAVES.items() if name in sent)


def _value(name: str, sent: str) -> str:
    if name == "route":
        return gettext("%(route)s（区划代码，只发给外市）") % {"route": "、".join(sent.split(","))}
    return (gettext(URGENCY_WORDS[sent]) if name == "urgency" else sent) or gettext("（没有）")
