"""Names and telephones of parties: masked everywhere, opened one by one, each time journalled; and letters to them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from heyi.accounts.codes import Door as Counted
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.mediation.door import PARTYS_PAGE, Door, door_to
from heyi.desk.mediation.page import show
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import PartyView, code_of
from heyi.mediation.codes import Consent, Way
from heyi.mediation.operations import PartyErased, invite, open_party
from heyi.mediation.rules.regimes import REGIMES
from heyi.web.waiting import let_in, tells_to_wait


@require_POST
@works_on_matters
@tells_to_wait
def names(request: DeskRequest, number: str) -> HttpResponse:
    """Who a party is, shown once."""
    door, party = _party(request, number)
    let_in(Counted.IDENTITY, str(request.standing.person_id))
    try:
        named = open_party(door.key, taking=door.taking(), side=party.side)
    except PartyErased:
        messages.info(request, _("这位当事人的姓名和电话已经清除，任何人都不能再打开。"))
        return redirect("desk:mediation", number)
    return show(request, door, named={**named, "side": party.side})


@require_POST
@works_on_matters
@tells_to_wait
def letter(request: DeskRequest, number: str) -> HttpResponse:
    """征询单: the party is asked on paper; the code on it leads to its own page, where it answers by itself.

    Who has answered gets the code alone, for the page that goes on: its link as it is now.
    """
    door, party = _party(request, number)
    let_in(Counted.IDENTITY, str(request.standing.person_id))
    asks = door.view.row.state == "INVITING" and party.consent == Consent.ASKED
    try:
        if asks:
            invite(door.key, taking=door.taking(party.side), way=Way.PAPER)
        named = open_party(door.key, taking=door.taking(), side=party.side)
    except (NotAllowed, PartyErased) as refused:
        words = (
            _(refused.refusal.sentence) if isinstance(refused, NotAllowed) else _("这位当事人的信息已清除。")
        )
        messages.warning(request, words)
        return redirect("desk:mediation", number)
    context = {
        "matter": door.matter,
        "row": door.view.row,
        "unit": door.unit,
        "rule": REGIMES[door.view.row.regime],
        "party": party,
        "name": named["name"],
        "others": [each for each in door.view.parties if each.side != party.side],
        "address": f"{PARTYS_PAGE}{code_of(door.key[0], party)}",
        "printed_at": door.at,
        "asks": asks,
    }
    return render(request, "desk/mediation/letter.html", context)


def _party(request: DeskRequest, number: str) -> tuple[Door, PartyView]:
    door = door_to(request, number, now())
    party = door.view.party(request.POST.get("of", ""))
    if party is None:
        raise Http404(number)
    return door, party
