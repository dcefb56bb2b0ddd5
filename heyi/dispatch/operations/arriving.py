"""外市来件: what another city handed over goes back: sent back by the unit that has it, or recalled by that city."""

from heyi.dispatch.codes import AssistOutcome
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step, end_assists
from heyi.matters.codes import ArrivalState, Closing, Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import ArrivalFact, find_arrival


def send_back(matter: Matter, *, step: Step, text: str) -> Held:
    """退回移交的城市: it is not for this city after all; why, which the other city's unit reads."""
    move, arrival = _begin("send_back", matter, step, text=text)
    add_note(move, Zone.WORKING, "send_back", text)
    _end(move, arrival, ArrivalState.SENT_BACK, Closing.SENT_BACK)
    return move.write()


def call_back(matter: Matter, *, step: Step) -> Held:
    """移交的城市收回: it has the matter again, and nothing is done here any more; what is done already stays done."""
    move, arrival = _begin("call_back", matter, step)
    end_assists(move, AssistOutcome.WITHDRAWN)
    _end(move, arrival, ArrivalState.RECALLED, Closing.RECALLED)
    return move.write()


def _begin(verb: str, matter: Matter, step: Step, **facts: object) -> tuple[Move, ArrivalFact]:
    hold_matter(*matter)
    arrival = find_arrival(*matter)
    arrived = arrival is not None and arrival.state == ArrivalState.TAKEN.value
    move = begin_step(verb, matter, step, arrived=arrived, **facts)
    assert arrival is not None  # noqa: S101 - has_arrived refused it otherwise
    return move, arrival


def _end(move: Move, arrival: ArrivalFact, state: ArrivalState, closing: Closing) -> None:
    changes: dict[str, object] = {"state": state.value, "ended_at": move.at}
    key = {"county": move.held.county, "id": arrival.id}
    move.recorder.rows.update("matters_arrival", [{**key, **changes}])
    move.images[f"arrival/{arrival.id}"] = changes
    move.facts["partner"] = arrival.partner
    if move.held.closed_at is None:
        move.matter_changes |= {"closed_at": move.at, "closing": closing.value}
