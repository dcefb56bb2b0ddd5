"""What parties ask of the mediator's unit, what leaders answer, and what they note of files looked at again."""

from uuid import UUID

from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.operations import Held
from heyi.mediation.codes import Anomaly, Grievance
from heyi.mediation.codes_of_answers import Outcome, Verdict
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import ComplaintRow, complaints_of

_NOT_OPEN = Refusal("not_open", _("这一项已经有了结果。"))
_OF_THEM = Refusal("second_person_needed", _("须由调解员以外的人办理。"))


def grievance(turn: Turn, about: Grievance, text: str) -> dict[str, object]:
    """A row of what a party asks: of the one who mediates now, whoever mediates when it is answered."""
    return {
        "about": about.value,
        "side": turn.taking.side,
        "text": text.strip(),
        "at": turn.at,
        "answer": "",
        "mediator_id": turn.mediation.mediator_id,
        "outcome": "",
    }


def complain(matter: Matter, *, taking: Taking, text: str) -> Held:
    """投诉调解员: it goes to who leads the mediating unit, never to the mediator (人民调解法 §15)."""
    turn = begin_turn("complain", matter, taking=taking, text=text)
    turn.add("medcomplaint", grievance(turn, Grievance.CONDUCT, text))
    return turn.write()


def answer_complaint(
    matter: Matter, *, taking: Taking, complaint_id: UUID, text: str, mediation_id: UUID | None = None
) -> Held:
    """答复投诉: by a leader of the unit or above it, not the one complained of; the party reads it on its page."""
    turn = begin_turn(
        "answer_complaint", matter, taking=taking, mediation_id=mediation_id, is_open=True, text=text
    )
    found = _open_complaint(turn, complaint_id)
    answer: dict[str, object] = {"outcome": Outcome.ANSWERED.value, "answer": text.strip()}
    turn.change("medcomplaint", found.id, {**answer, "answered_by": turn.person_id, "answered_at": turn.at})
    turn.facts["side"] = found.side
    return turn.write()


def look(
    matter: Matter, *, taking: Taking, mediation_id: UUID, anomaly: Anomaly, verdict: Verdict, text: str
) -> Held:
    """记录复看: a leader of the unit or above it looked at the file again, and says in words what came of it."""
    turn = begin_turn("look", matter, taking=taking, mediation_id=mediation_id, text=text)
    noted: dict[str, object] = {"anomaly": anomaly.value, "verdict": verdict.value, "text": text.strip()}
    of_whom: dict[str, object] = {"mediator_id": turn.mediation.mediator_id, "by_id": turn.person_id}
    turn.add("medlook", {**noted, **of_whom, "at": turn.at})
    turn.facts |= {"anomaly": anomaly.value, "verdict": verdict.value}
    return turn.write()


def _open_complaint(turn: Turn, complaint_id: UUID) -> ComplaintRow:
    found = next(
        (each for each in complaints_of(turn.held.county, turn.mediation.id) if each.id == complaint_id), None
    )
    if found is None or found.about != Grievance.CONDUCT or found.outcome:
        raise NotAllowed(_NOT_OPEN)
    if found.mediator_id == turn.person_id:
        raise NotAllowed(_OF_THEM)
    return found
