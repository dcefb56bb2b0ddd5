"""改正当事人登记: a name, a telephone or a guardian that was written down wrongly, before the text is fixed."""

from collections.abc import Mapping
from uuid import UUID

from heyi.intake.rules import mobile_of
from heyi.kernel.compact import compact
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.seal import seal
from heyi.kernel.words import _
from heyi.matters.operations import Held
from heyi.matters.operations.wiring import key_store
from heyi.matters.rules import masked_phone
from heyi.mediation.access.secrets import PartyErased, unsealed
from heyi.mediation.codes import Capacity, Part
from heyi.mediation.operations.consenting import note_beside, renew_link
from heyi.mediation.operations.lettering import refuse_letters
from heyi.mediation.operations.opening import NewParty, shown_name
from heyi.mediation.operations.turning import Matter, Taking, begin_turn
from heyi.mediation.queries import PartyRow
from heyi.mediation.rules.sealing import LINKS, phone_mark

NOTHING_NEW = Refusal("nothing_corrected", _("没有要改的：请写改正后的姓名、电话或者监护人。"))


def correct_party(
    matter: Matter, *, taking: Taking, text: str, name: str = "", phone: str = "", agent: str = ""
) -> Held:
    """改正当事人登记: what is given replaces what was written down; "" leaves it. The party is told.

    With a wrong telephone its link may lie with a stranger: it is renewed, and the new one goes to the new number.
    Raises NotAllowed, PartyErased.
    """
    turn = begin_turn("correct_party", matter, taking=taking, text=text)
    party = turn.party(taking.side)
    known, told = unsealed(party), {"name": name, "phone": mobile_of(phone) or phone, "agent": agent}
    new = {field: words.strip() for field, words in told.items() if words.strip()}
    changed = [field for field, words in new.items() if words != known.get(field)]
    if not changed:
        raise NotAllowed(NOTHING_NEW)
    refuse_letters(*new.values())
    turn.change("medparty", party.id, _columns(turn.mediation.id, party, {**known, **new}))
    was_asked = party.invited_at is not None or party.consent_at is not None
    turn.facts |= {"party": str(party.id), "corrected": changed, "was_asked": was_asked}
    note_beside(turn, text, "correction")
    held = turn.write()
    return renew_link(matter, taking=taking, text=text) if was_asked and "phone" in changed else held


def _columns(mediation: UUID, party: PartyRow, plain: Mapping[str, str]) -> dict[str, object]:
    key = key_store().key(party.key_ref)
    if key is None:
        raise PartyErased(str(party.id))
    _version, secret = key_store().secret(LINKS)
    named = NewParty(Part(party.part), plain["name"], capacity=Capacity(party.capacity))
    return {
        "masked_name": shown_name(named),
        "masked_phone": masked_phone(plain["phone"]),
        "has_mobile": bool(mobile_of(plain["phone"])),
        "phone_mark": phone_mark(secret, mediation, plain["phone"]),
        "sealed": seal(key, compact(plain).encode(), context=party.id.bytes),
    }
