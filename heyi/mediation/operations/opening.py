"""Opening a mediation: screened first, under a regime that takes the dispute, with parties who are yet to be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from heyi.dispatch.operations import Hand
from heyi.dispatch.queries import tasks_of
from heyi.intake.rules import mobile_of
from heyi.journal.operations import Recorder, log_look
from heyi.kernel.codes import uuid7
from heyi.kernel.compact import compact
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.seal import SUITE, seal
from heyi.kernel.words import _
from heyi.matters.codes import Purpose
from heyi.matters.operations import Held, hold_matter, save
from heyi.matters.operations.vault import contacts_to_send
from heyi.matters.operations.wiring import key_store
from heyi.matters.rules import masked_name, masked_phone
from heyi.matters.states import LIVE_TASK
from heyi.mediation.access.secrets import unsealed
from heyi.mediation.codes import NEEDS_REVIEW, Capacity, Consent, Part
from heyi.mediation.events import NAMED, OPENED, TABLE_OF
from heyi.mediation.guards import MOST_PARTIES
from heyi.mediation.operations.lettering import refuse_letters
from heyi.mediation.operations.turning import Matter, Taking, begin_turn
from heyi.mediation.queries import find_mediation, parties_of
from heyi.mediation.rules.regimes import REGIMES, RIGHT_DOOR, excluded_by
from heyi.mediation.rules.sealing import LINKS, phone_mark
from heyi.mediation.states import LIVE
from heyi.orgs.access import directory

NO_GUARDIAN = Refusal(
    "guardian_needed", _("未成年人和行为能力受限的人由监护人代为调解和签名：请写监护人的姓名。")
)
SHOWN = 60  # letters, as many as the column takes


@dataclass(frozen=True, slots=True)
class NewParty:
    """A party as it is named: who, what they are here, how they are reached."""

    part: Part
    name: str
    phone: str = ""
    capacity: Capacity = Capacity.FULL
    number: str = ""
    address: str = ""
    hides_address: bool = False
    agent: str = ""


@dataclass(frozen=True, slots=True)
class NewMediation:
    """A mediation as it is opened.

    `exclusion`: what the screening found that shuts the door, "" for nothing. `address`: where parties' pages are, up
    to the code, as this house is reached from outside; "" where nobody has said how it is. `site_key`: made by the
    phone on which it was settled on site; `captured_at`: when that was, as the phone's clock says; `settles_itself`: it
    takes effect when the last party has confirmed, the mediator having signed before.
    """

    regime: str
    dispute: str
    origin: str
    unit_id: int
    mediator_id: int
    mediator: str
    gist: str
    safety: str
    exclusion: str = ""
    is_public: bool = False
    fee: Decimal = Decimal(0)
    address: str = ""
    on_site: bool = False
    site_key: str = ""
    captured_at: datetime | None = None
    settles_itself: bool = False


def open_mediation(
    matter: Matter,
    *,
    by: Hand,
    at: datetime,
    new: NewMediation,
    parties: Sequence[NewParty],
    reporter_is: Part | None = None,
) -> UUID:
    """Open it and name the parties; nobody is bound, and nobody is told before `invite`.

    `reporter_is` takes the reporter over as a party, name and telephone out of the vault: an opening of the identity,
    logged and shown to the reporter. Raises NotAllowed, MatterNotFound.
    """
    held = hold_matter(*matter)
    _refuse_unfit(held, by, new)
    recorder = Recorder(held.county, held.id, head=held.head, actor=by.actor, at=at)
    known = list(parties)
    if reporter_is is not None:
        known = [*_reporters(held, by, recorder, reporter_is, at), *known]
    if len(known) > MOST_PARTIES:
        raise NotAllowed(Refusal("parties_full", _("当事人太多：请按组分别调解。")))
    return _write(held, recorder, by, at, new, known)


def _refuse_unfit(held: Held, by: Hand, new: NewMediation) -> None:
    if new.exclusion:
        raise NotAllowed(Refusal("excluded", RIGHT_DOOR[new.exclusion]))
    if excluded_by(new.regime, new.dispute):
        raise NotAllowed(Refusal("regime_excludes", _("这类纠纷不适用所选的调解方式。")))
    unit = directory().unit(new.unit_id)
    if unit.kind not in REGIMES[new.regime].units:
        raise NotAllowed(Refusal("unit_unfit", _("这个单位不能进行所选方式的调解。")))
    if new.fee and not REGIMES[new.regime].may_charge:
        raise NotAllowed(Refusal("fee_forbidden", _("这类调解不收取任何费用。")))
    tasks = tasks_of(held.county, held.id)
    working = {task.unit_id for task in tasks if task.state in LIVE_TASK and task.role != "ALARM"}
    if new.unit_id not in working & by.units:
        raise NotAllowed(Refusal("no_task_here", _("只有正在办理这件事项的单位才能开始调解。")))
    live = find_mediation(held.county, held.id)
    if live is not None and live.state in LIVE:
        raise NotAllowed(Refusal("mediation_live", _("这件事项已有正在进行的调解。")))


def _reporters(held: Held, by: Hand, recorder: Recorder, part: Part, at: datetime) -> list[NewParty]:
    """The reporters out of the vault; that they were opened is journalled and logged."""
    found = contacts_to_send(held.county, held.id)
    recorder.record("identity.opened", purpose=Purpose.MEDIATE.value)
    log_look(held.county, held.id, by=by.actor, what="IDENTITY", purpose=Purpose.MEDIATE.value, at=at)
    return [NewParty(part, each["name"], each["phone"]) for each in found]


def _write(
    held: Held, recorder: Recorder, by: Hand, at: datetime, new: NewMediation, parties: Sequence[NewParty]
) -> UUID:
    mediation_id = uuid7(at)
    row: dict[str, object] = {
        "regime": new.regime,
        "dispute": new.dispute,
        "origin": new.origin,
        "unit_id": new.unit_id,
        "mediator_id": new.mediator_id,
        "mediator": new.mediator,
        "state": "INVITING",
        "gist": new.gist.strip(),
        "safety": new.safety,
        "is_public": new.is_public,
        "on_site": new.on_site,
        "site_key": new.site_key,
        "captured_at": new.captured_at,
        "settles_itself": new.settles_itself,
        "fee": new.fee,
        "address": new.address,
        "opened_at": at,
        "opened_by": by.actor.id,
        "extended": 0,
        "ending": "",
    }
    rows = [_party_row(mediation_id, party, letter(place), at) for place, party in enumerate(parties)]
    key = {"county": held.county, "matter_id": held.id}
    recorder.rows.insert(TABLE_OF["mediation"], [{**key, "id": mediation_id, **row}])
    recorder.rows.insert(TABLE_OF["medparty"], [{**key, **party} for party in rows])
    images = {f"mediation/{mediation_id}": held.image("mediation", row, recorder.algo)}
    images |= {
        f"medparty/{party['id']}": held.image("medparty", _without_id(party), recorder.algo) for party in rows
    }
    recorder.record(
        OPENED,
        mediation=str(mediation_id),
        unit=new.unit_id,
        regime=new.regime,
        dispute=new.dispute,
        mediator=new.mediator,
        parties=len(rows),
        set=images,
    )
    save(held, {}, recorder=recorder)
    return mediation_id


def add_party(matter: Matter, *, taking: Taking, party: NewParty, mediation_id: UUID | None = None) -> Held:
    """增加当事人: before anybody begins; the newcomer is asked like the others."""
    return add_parties(matter, taking=taking, parties=[party], mediation_id=mediation_id)


def add_parties(
    matter: Matter, *, taking: Taking, parties: Sequence[NewParty], mediation_id: UUID | None = None
) -> Held:
    """增加多位当事人: of a group all or none, in one step; letters follow the order in which they are named."""
    if not parties:
        raise NotAllowed(Refusal("nobody_named", _("名单里还没有人。")))
    turn = begin_turn("add_party", matter, taking=taking, mediation_id=mediation_id, coming=len(parties))
    first = len(turn.parties)
    rows = [
        _party_row(turn.mediation.id, party, letter(place), taking.at)
        for place, party in enumerate(parties, first)
    ]
    key = {"county": turn.held.county, "matter_id": turn.held.id}
    turn.recorder.rows.insert(TABLE_OF["medparty"], [{**key, **row} for row in rows])
    turn.images |= {f"medparty/{row['id']}": _without_id(row) for row in rows}
    turn.facts["named"] = "、".join(str(row["side"]) for row in rows)
    return turn.write()


def open_party(matter: Matter, *, taking: Taking, side: str) -> dict[str, str]:
    """Name, telephone and address of a party, for the mediating unit; journalled, and in the access log."""
    held = hold_matter(*matter)
    mediation = find_mediation(held.county, held.id)
    if mediation is None or mediation.unit_id not in taking.by.units:
        raise NotAllowed(Refusal("not_yours", _("只有调解单位的人员才能查看。")))
    party = next(each for each in parties_of(held.county, mediation.id) if each.side == side)
    recorder = Recorder(held.county, held.id, head=held.head, actor=taking.by.actor, at=taking.at)
    recorder.record(NAMED, mediation=str(mediation.id), side=side, purpose=Purpose.MEDIATE.value)
    log_look(
        held.county,
        held.id,
        by=taking.by.actor,
        what="PARTY",
        purpose=Purpose.MEDIATE.value,
        at=taking.at,
    )
    save(held, {}, recorder=recorder)
    return unsealed(party)


def _party_row(mediation_id: UUID, party: NewParty, side: str, at: datetime) -> dict[str, object]:
    refuse_letters(party.name, party.phone, party.number, party.address, party.agent)
    if party.capacity in NEEDS_REVIEW and not party.agent.strip():
        raise NotAllowed(NO_GUARDIAN)
    key_id = uuid7(at)
    ref, key = key_store().make()
    mobile = mobile_of(party.phone)
    phone = mobile or party.phone.strip()
    plain = {
        "name": party.name.strip(),
        "phone": phone,
        "number": party.number.strip(),
        "address": party.address.strip(),
        "agent": party.agent.strip(),
    }
    _version, secret = key_store().secret(LINKS)
    return {
        "id": key_id,
        "mediation_id": mediation_id,
        "side": side,
        "part": party.part.value,
        "capacity": party.capacity.value,
        "masked_name": shown_name(party),
        "masked_phone": masked_phone(phone),
        "has_mobile": bool(mobile),
        "phone_mark": phone_mark(secret, mediation_id, phone),
        "hides_address": party.hides_address,
        "key_ref": ref,
        "suite": SUITE,
        "sealed": seal(key, compact(plain).encode(), context=key_id.bytes),
        "link": 0,
        "invited_by": "",
        "reminders": 0,
        "consent": Consent.ASKED.value,
        "consent_way": "",
        "device": "",
    }


def shown_name(party: NewParty) -> str:
    """What others read before there is a text to sign: a person's family name only; a body's name is no secret."""
    name = party.name.strip()
    return name[:SHOWN] if party.capacity == Capacity.BODY else masked_name(name)


def letter(place: int) -> str:
    """A, B, …, Z, then AA, AB, …: the parties in the order in which they were named."""
    first, rest = divmod(place, 26)
    return (chr(64 + first) if first else "") + chr(65 + rest)


def _without_id(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "id"}
