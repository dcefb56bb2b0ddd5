"""Erasing for good, on a ground of the law and with a reason; and the reporter's request for it."""

from uuid import UUID

from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.matters.codes import AskState, ErasureGround, Zone
from heyi.matters.operations import (
    Held,
    find_asked,
    find_doomed,
    find_open_ask,
    has_identity,
    hold_matter,
    write_answer,
    write_ask,
    write_file_gone,
    write_identities_gone,
)

IDENTITY = "IDENTITY"  # how an event names what is no file


def ask_erasure(matter: Matter, *, step: Step, of: UUID | None, text: str) -> Held:
    """请求清除: the reporter wants the own identity, or one own file, gone. The unit answers."""
    hold_matter(*matter)
    doomed = None if of is None else find_doomed(*matter, of)
    is_there = has_identity(*matter) if of is None else doomed is not None and doomed.is_reporters
    asked = find_open_ask(*matter, of)
    move = begin_step("ask_erasure", matter, step, text=text, is_there=is_there, asked=asked)
    add_note(move, Zone.PUBLIC, "ask_erasure", text)
    move.images |= write_ask(move.held, of, at=step.at, rows=move.recorder.rows)
    move.facts["of"] = _named(of)
    return move.write()


def refuse_erasure(matter: Matter, *, step: Step, ask: UUID, text: str) -> Held:
    """答复清除请求: it is not erased, and the reporter reads why (个人信息保护法 §50)."""
    hold_matter(*matter)
    asked = find_asked(*matter, ask)
    move = begin_step("refuse_erasure", matter, step, text=text, asked=asked)
    assert asked is not None  # noqa: S101 - is_asked refused it otherwise
    add_note(move, Zone.PUBLIC, "no_erasure", text)
    move.images |= write_answer(move.held, ask, state=AskState.REFUSED, at=step.at, rows=move.recorder.rows)
    move.facts["of"] = _named(asked[0])
    return move.write()


def erase_file(matter: Matter, *, step: Step, attachment: UUID, ground: str, text: str) -> Held:
    """清除附件: label, note and hash go; the event makes a lawful gap, and the bytes go at night."""
    hold_matter(*matter)
    doomed = find_doomed(*matter, attachment)
    move = begin_step("erase_file", matter, step, text=text, ground=ground, is_there=doomed is not None)
    assert doomed is not None  # noqa: S101 - is_still_there refused it otherwise
    add_note(move, doomed.told_in, "erasure", text)
    lawful = ErasureGround(ground)
    move.images |= write_file_gone(
        move.held, attachment, by=step.by.actor, ground=lawful, at=step.at, rows=move.recorder.rows
    )
    move.facts |= {"attachment": str(attachment), "ground": lawful.value}
    _answer(move, attachment)
    return move.write()


def erase_identity(matter: Matter, *, step: Step, ground: str, text: str) -> Held:
    """清除反映人身份: keys, sealed bytes and masks go; the chain stays whole, and nobody reaches the reporter again."""
    hold_matter(*matter)
    asked, is_there = find_open_ask(*matter, None), has_identity(*matter)
    move = begin_step(
        "erase_identity", matter, step, text=text, ground=ground, is_there=is_there, asked=asked
    )
    add_note(move, Zone.PUBLIC, "erasure", text)
    lawful = ErasureGround(ground)
    move.images |= write_identities_gone(
        move.held, by=step.by.actor, ground=lawful, at=step.at, rows=move.recorder.rows
    )
    move.facts["ground"] = lawful.value
    _answer(move, None)
    return move.write()


def _answer(move: Move, attachment_id: UUID | None) -> None:
    """The request for it, if there is one, is met."""
    ask = find_open_ask(move.held.county, move.held.id, attachment_id)
    if ask is not None:
        rows = move.recorder.rows
        move.images |= write_answer(move.held, ask, state=AskState.ERASED, at=move.at, rows=rows)


def _named(of: UUID | None) -> str:
    return IDENTITY if of is None else str(of)
