"""意愿: every party is asked, and answers on a device of its own, by telephone or on paper; any may stop."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from heyi.deadlines.rules import Limit, due
from heyi.kernel.calendar import mainland
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, write_note
from heyi.mediation.codes import Consent, Ending, Grievance, Way
from heyi.mediation.codes_of_answers import Outcome
from heyi.mediation.operations.grievances import grievance
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import PartyRow, complaints_of, find_mediation, parties_of
from heyi.mediation.rules.regimes import REGIMES

LONGEST = Limit.parse("30 days")  # an extension at a time


def invite(matter: Matter, *, taking: Taking, way: Way) -> Held:
    """征询意愿: the party is asked by link, telephone or paper. Again is a reminder; a new link shuts the old one."""
    turn = begin_turn("invite", matter, taking=taking, way=way)
    party = turn.party(taking.side)
    changes: dict[str, object] = {"invited_by": way.value}
    if party.invited_at is None:
        changes["invited_at"] = taking.at
    else:
        changes |= {"reminded_at": taking.at, "reminders": party.reminders + 1}
    turn.change("medparty", party.id, changes)
    turn.facts |= {"way": way.value, "party": str(party.id), "again": party.invited_at is not None}
    return turn.write()


def invite_all(matter: Matter, *, taking: Taking) -> int:
    """发短信征询各位: everybody who has a mobile number and was not asked yet; answers how many. All or none."""
    mediation = find_mediation(*matter)
    parties = parties_of(matter[0], mediation.id) if mediation else []
    unasked = [each.side for each in parties if _can_be_texted(each)]
    if not unasked:
        raise NotAllowed(Refusal("nobody_to_ask", _("没有还没征询、又留了手机号码的当事人。")))
    for side in unasked:
        invite(matter, taking=replace(taking, side=side), way=Way.LINK)
    return len(unasked)


def _can_be_texted(party: PartyRow) -> bool:
    return party.invited_at is None and party.consent == Consent.ASKED and party.has_mobile


def reach(matter: Matter, *, taking: Taking) -> Held:
    """The party opened its page for the first time: it was reached, and that is measured."""
    turn = begin_turn("reach", matter, taking=taking)
    turn.change("medparty", turn.party(taking.side).id, {"reached_at": taking.at})
    return turn.write()


def consent(matter: Matter, *, taking: Taking, device: str) -> Held:
    """同意调解: the party itself, on its own device."""
    turn = begin_turn("consent", matter, taking=taking)
    _say(turn, Consent.GIVEN, Way.LINK, device=device)
    return turn.write()


def record_consent(
    matter: Matter, *, taking: Taking, way: Way, file: UUID | None = None, text: str = ""
) -> Held:
    """登记同意: heard on the telephone by another than the mediator, or signed on paper that is kept."""
    turn = begin_turn("record_consent", matter, taking=taking, way=way, has_file=file is not None)
    _say(turn, Consent.GIVEN, way, heard_by=turn.person_id, file=file)
    if text.strip():
        note_beside(turn, text, "consent")
    return turn.write()


def refuse(matter: Matter, *, taking: Taking, device: str) -> Held:
    """不同意调解: one party's no is enough; the mediation ends and remedies are told (人民调解法 §17, §26)."""
    turn = begin_turn("refuse", matter, taking=taking)
    _say(turn, Consent.REFUSED, Way.LINK, device=device)
    turn.end(Ending.UNWILLING)
    return turn.write()


def record_refusal(matter: Matter, *, taking: Taking, way: Way, text: str) -> Held:
    """登记不同意: what a party said on the telephone or in person."""
    turn = begin_turn("record_refusal", matter, taking=taking, text=text)
    _say(turn, Consent.REFUSED, way, heard_by=turn.person_id)
    note_beside(turn, text, "refusal")
    turn.end(Ending.UNWILLING)
    return turn.write()


def stop(matter: Matter, *, taking: Taking, device: str) -> Held:
    """停止调解: at any time, without a reason (人民调解法 §23)."""
    turn = begin_turn("stop", matter, taking=taking)
    _say(turn, Consent.STOPPED, Way.LINK, device=device)
    turn.end(Ending.UNWILLING)
    return turn.write()


def record_stop(matter: Matter, *, taking: Taking, way: Way, text: str) -> Held:
    """登记停止: what a party on the telephone or on paper says at any time; it ends like a stop on its own device.

    The paper of its consent stays with it: that it had consented, and how, is not undone.
    """
    turn = begin_turn("record_stop", matter, taking=taking, way=way, text=text)
    kept = turn.party(taking.side).consent_file
    _say(turn, Consent.STOPPED, way, heard_by=turn.person_id, file=kept)
    note_beside(turn, text, "stop")
    turn.end(Ending.UNWILLING)
    return turn.write()


def renew_link(matter: Matter, *, taking: Taking, text: str) -> Held:
    """换发链接: for a lost telephone or a link that was passed on; the old one opens nothing from now on."""
    turn = begin_turn("renew_link", matter, taking=taking, text=text)
    party = turn.party(taking.side)
    turn.change("medparty", party.id, {"link": party.link + 1})
    turn.facts |= {"party": str(party.id), "way": (Way.LINK if party.has_mobile else Way.PAPER).value}
    note_beside(turn, text, "link")
    return turn.write()


def declare(matter: Matter, *, taking: Taking) -> Held:
    """声明无利害关系: the mediator says that nothing binds them to a party (在线调解规则 §13)."""
    turn = begin_turn("declare", matter, taking=taking)
    turn.changes["declared_at"] = taking.at
    return turn.write()


def replace_mediator(matter: Matter, *, taking: Taking, mediator_id: int, mediator: str, text: str) -> Held:
    """更换调解员: somebody else of the unit, who declares anew; notes taken in confidence stay the first one's."""
    turn = begin_turn("replace_mediator", matter, taking=taking, text=text)
    turn.changes |= {
        "mediator_id": mediator_id,
        "mediator": mediator,
        "declared_at": taking.at if turn.mediation.began_at else None,
        "recusal_asked_at": None,
    }
    turn.facts["mediator"] = mediator
    _settle_recusals(turn, Outcome.MET)
    note_beside(turn, text, "recusal")
    return turn.write()


def ask_recusal(matter: Matter, *, taking: Taking, text: str) -> Held:
    """申请更换调解员: a party says why it wants another."""
    turn = begin_turn("ask_recusal", matter, taking=taking, text=text)
    turn.changes["recusal_asked_at"] = taking.at
    turn.add("medcomplaint", grievance(turn, Grievance.RECUSAL, text))
    return turn.write()


def decline_recusal(matter: Matter, *, taking: Taking, text: str) -> Held:
    """不更换调解员: somebody other than the mediator says why, and whoever asked reads it."""
    turn = begin_turn("decline_recusal", matter, taking=taking, text=text)
    turn.changes["recusal_asked_at"] = None
    _settle_recusals(turn, Outcome.DECLINED, text.strip())
    return turn.write()


def _settle_recusals(turn: Turn, outcome: Outcome, answer: str = "") -> None:
    """What was asked has its answer; `asked` names whose page tells of it."""
    waiting = [
        each
        for each in complaints_of(turn.held.county, turn.mediation.id)
        if each.about == Grievance.RECUSAL and not each.outcome
    ]
    answered = {"answered_by": turn.person_id, "answered_at": turn.at}
    for each in waiting:
        turn.change("medcomplaint", each.id, {"outcome": outcome.value, "answer": answer, **answered})
    turn.facts["asked"] = sorted({each.side for each in waiting})


def begin(matter: Matter, *, taking: Taking) -> Held:
    """开始调解: once every party has consented; the term of the regime runs from now."""
    turn = begin_turn("begin", matter, taking=taking)
    limit = REGIMES[turn.mediation.regime].limit
    turn.changes |= {"began_at": taking.at, "due_at": due_after(taking.at, limit)}
    turn.facts["limit"] = str(limit)
    return turn.write()


def extend(matter: Matter, *, taking: Taking, by: Limit, all_agree: bool) -> Held:
    """延长期限: only where every party agrees, thirty days at a time."""
    turn = begin_turn(
        "extend",
        matter,
        taking=taking,
        all_agree=all_agree,
        within_cap=by.unit == LONGEST.unit and by.amount <= LONGEST.amount,
    )
    from_at = turn.mediation.due_at or taking.at
    turn.changes |= {
        "due_at": due_after(from_at, by),
        "extended": turn.mediation.extended + 1,
        "warned_at": None,
    }
    turn.facts["limit"] = str(by)
    return turn.write()


def end(matter: Matter, *, taking: Taking, ending: str, text: str) -> Held:
    """终止调解: for one of the closed reasons; remedies are told (人民调解法 §26)."""
    turn = begin_turn("end", matter, taking=taking, ending=ending, text=text)
    turn.end(ending)
    note_beside(turn, text, "med_end")
    return turn.write()


def due_after(start: datetime, limit: Limit) -> datetime | None:
    """When a limit that starts then is over, by the working calendar that is in force."""
    return due(start, limit, mainland()).at


def _say(
    turn: Turn,
    said: Consent,
    way: Way,
    *,
    device: str = "",
    heard_by: int | None = None,
    file: UUID | None = None,
) -> None:
    party = turn.party(turn.taking.side)
    turn.change(
        "medparty",
        party.id,
        {
            "consent": said.value,
            "consent_way": way.value,
            "consent_at": turn.at,
            "consent_file": file,
            "heard_by": heard_by,
            "device": device,
        },
    )
    turn.facts["way"] = way.value


def note_beside(turn: Turn, text: str, what: str) -> None:
    """A working note of the matter beside the step."""
    row = write_note(
        turn.held,
        task_id=None,
        zone=Zone.WORKING,
        what=what,
        text=text.strip(),
        by=turn.taking.by.actor,
        at=turn.at,
        rows=turn.recorder.rows,
    )
    key = row.pop("id")
    turn.images[f"note/{key}"] = row
    turn.facts |= {"note": str(key), "zone": Zone.WORKING.value}
