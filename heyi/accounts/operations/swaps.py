"""Swaps: one asks, the other accepts; a leader may set who takes a turn. Turns change hands only here."""

from datetime import datetime

from django.db import transaction

from heyi.accounts.codes import SwapState
from heyi.accounts.models import Swap, Turn
from heyi.accounts.operations.journalling import journal
from heyi.accounts.operations.rotas import faults_against, is_appointed, lock_people
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import Span, faults_of_swap, may_plan
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Refused, refuse_if


class CannotSwap(Refused):
    """A turn cannot change hands so."""


@transaction.atomic
def ask_swap(turn_id: int, *, to: int, in_return: int | None = None, by: Standing, at: datetime) -> int:
    """Offer an own turn to a colleague, for one of the colleague's or for none; answers the swap's id."""
    turn = _turn(turn_id)
    span = Span(turn.starts_at, turn.ends_at)
    refuse_if(CannotSwap, faults_of_swap(asker=by.person_id, owner=turn.person_id, to=to, span=span, at=at))
    if not is_appointed(to, turn.unit_id, at):
        raise CannotSwap.because("to", "not_appointed", _("这位同事不在本单位任职。"))
    if in_return is not None:
        _check_return(in_return, turn, to, at)
    if Swap.objects.filter(turn=turn, state=SwapState.ASKED).exists():
        raise CannotSwap.because("", "asked_already", _("这一班已在等待调班，请先撤回。"))
    made = Swap.objects.create(
        turn=turn,
        in_return_id=in_return,
        unit_id=turn.unit_id,
        asked_by_id=by.person_id,
        to_id=to,
        state=SwapState.ASKED,
        asked_at=at,
    )
    journal("swap.asked", by, at, unit=turn.unit_id, swap=made.pk, turn=turn_id, to=to, in_return=in_return)
    return made.pk


@transaction.atomic
def accept_swap(swap_id: int, *, by: Standing, at: datetime) -> None:
    """The colleague who was asked takes the turn, and gives the one that was asked for."""
    swap = _waiting(swap_id)
    if swap.to_id != by.person_id:
        raise CannotSwap.because("", "not_asked_of_you", _("这次调班没有请您同意。"))
    turn, back = swap.turn, swap.in_return
    lock_people([swap.asked_by_id, swap.to_id])
    if turn.person_id != swap.asked_by_id or (back is not None and back.person_id != swap.to_id):
        raise CannotSwap.because("", "turn_changed", _("这一班已经换了人，请看过再办。"))
    given = {turn.pk} | ({back.pk} if back else set())
    _check(turn, swap.to_id, at, given)
    if back is not None:
        _check(back, swap.asked_by_id, at, given)
        _give(back, swap.asked_by_id)
    _give(turn, swap.to_id)
    _decide(swap, SwapState.ACCEPTED, by, at)
    journal("swap.accepted", by, at, unit=swap.unit_id, swap=swap_id, turn=turn.pk, person=swap.to_id)


@transaction.atomic
def decline_swap(swap_id: int, *, by: Standing, at: datetime) -> None:
    """The colleague does not take it; the turn stays where it is."""
    swap = _waiting(swap_id)
    if swap.to_id != by.person_id:
        raise CannotSwap.because("", "not_asked_of_you", _("这次调班没有请您同意。"))
    _decide(swap, SwapState.DECLINED, by, at)
    journal("swap.declined", by, at, unit=swap.unit_id, swap=swap_id, turn=swap.turn_id)


@transaction.atomic
def withdraw_swap(swap_id: int, *, by: Standing, at: datetime) -> None:
    """Who asked takes the request back."""
    swap = _waiting(swap_id)
    if swap.asked_by_id != by.person_id:
        raise CannotSwap.because("", "not_your_swap", _("只能撤回自己提出的调班。"))
    _decide(swap, SwapState.WITHDRAWN, by, at)
    journal("swap.withdrawn", by, at, unit=swap.unit_id, swap=swap_id, turn=swap.turn_id)


@transaction.atomic
def set_turn(turn_id: int, *, to: int, by: Standing, at: datetime) -> None:
    """A leader gives a turn to another person of the unit; a request that waits for it is over."""
    waiting = list(Swap.objects.select_for_update().filter(turn_id=turn_id, state=SwapState.ASKED))
    turn = _turn(turn_id)
    if not may_plan(by, turn.unit_id, directory().ancestors(turn.unit_id)):
        raise CannotSwap.because("", "not_leader", _("值班由本单位或上级单位的值班领导安排。"))
    before, span = turn.person_id, Span(turn.starts_at, turn.ends_at)
    refuse_if(CannotSwap, faults_of_swap(asker=before, owner=before, to=to, span=span, at=at))
    lock_people([before, to])
    _check(turn, to, at, {turn_id})
    for swap in waiting:
        _decide(swap, SwapState.WITHDRAWN, by, at)
    Swap.objects.create(
        turn=turn,
        unit_id=turn.unit_id,
        asked_by_id=before,
        to_id=to,
        state=SwapState.SET,
        asked_at=at,
        decided_by_id=by.person_id,
        decided_at=at,
    )
    _give(turn, to)
    journal("swap.set", by, at, unit=turn.unit_id, turn=turn_id, before=before, person=to)


def _check_return(in_return: int, turn: Turn, to: int, at: datetime) -> None:
    back = Turn.objects.filter(pk=in_return, unit_id=turn.unit_id, person_id=to, starts_at__gt=at).first()
    if back is None:
        raise CannotSwap.because("in_return", "not_their_turn", _("换回的须是这位同事还没开始的班。"))


def _check(turn: Turn, person_id: int, at: datetime, given: set[int]) -> None:
    span = Span(turn.starts_at, turn.ends_at)
    if span.starts_at <= at:
        raise CannotSwap.because("", "turn_begun", _("这一班已经开始，不能再调。"))
    refuse_if(CannotSwap, faults_against(turn.unit_id, person_id, span, at=at, but=given))


def _give(turn: Turn, person_id: int) -> None:
    turn.person_id = person_id
    turn.save(update_fields=["person"])


def _decide(swap: Swap, state: SwapState, by: Standing, at: datetime) -> None:
    swap.state, swap.decided_by_id, swap.decided_at = state.value, by.person_id, at
    swap.save(update_fields=["state", "decided_by", "decided_at"])


def _turn(turn_id: int) -> Turn:
    turn = Turn.objects.select_for_update().filter(pk=turn_id).first()
    if turn is None:
        raise CannotSwap.because("", "unknown_turn", _("没有这一班，可能刚刚被改过。"))
    return turn


def _waiting(swap_id: int) -> Swap:
    """The swap, locked with its turns in order of number, while it waits."""
    swap = Swap.objects.select_for_update().filter(pk=swap_id, state=SwapState.ASKED).first()
    if swap is None:
        raise CannotSwap.because("", "swap_over", _("这次调班已经有了结果。"))
    turns = [turn for turn in (swap.turn_id, swap.in_return_id) if turn is not None]
    held = {turn.pk: turn for turn in Turn.objects.select_for_update().filter(pk__in=turns).order_by("pk")}
    swap.turn = held[swap.turn_id]
    if swap.in_return_id is not None:
        swap.in_return = held[swap.in_return_id]
    return swap
