"""An agreement binds: its paper is made and sealed by the house, in the name of the mediating unit, out of any lock.

What fails is tried again every few minutes: a silent time-stamping authority delays the seal, never the paper.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from heyi.dispatch.operations import Hand
from heyi.documents.operations import CannotChange
from heyi.documents.rendering import CannotRender, render
from heyi.journal.events import SYSTEM, RecordedEvent
from heyi.journeys.waking import make_papers_later
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation.access.papers import Bound, agreements_without_paper, papers_without_seal
from heyi.mediation.operations import Taking
from heyi.mediation.operations.binding import (
    DONE,
    FAILED,
    Asked,
    bind_sheets,
    bindings_asked,
    gather_sheets,
    keep_bound,
    note_binding,
)
from heyi.mediation.operations.papers import PAPER_OF_FORM, keep_paper, seal_paper, write_paper

SEALED_WITHIN = timedelta(days=30)  # a unit that had no seal for so long seals by hand
_log = structlog.get_logger()


def wake_press(events: Sequence[RecordedEvent]) -> None:
    """Somebody concluded an agreement: have its paper made."""
    if any(event.verb in ("agreement.concluded", "agreement.settled") for event in events):
        make_papers_later()


def make_papers(*, now: Callable[[], datetime]) -> int:
    """Make and seal what waits; answers how many papers were made or sealed."""
    return make_unsealed(now=now) + _seal_all(now)


def make_unsealed(*, now: Callable[[], datetime]) -> int:
    """Make the papers that wait, and leave their seals to the worker; answers how many were made."""
    with entering("worker"):
        waiting = agreements_without_paper()
    return sum(_make(each, now()) for each in waiting)


def _make(bound: Bound, at: datetime) -> bool:
    """One paper: written in one transaction, set in none, kept in another; one that fails stops no other."""
    matter, taking = (bound.county, bound.matter_id), Taking(Hand(SYSTEM, frozenset()), at)
    try:
        with entering("worker"):
            written = write_paper(matter, PAPER_OF_FORM[bound.form], taking=taking)
        paper = render(written.kind, written.content, at=at)
        with entering("worker"):
            keep_paper(matter, written, paper, taking=taking)
    except NotAllowed:
        return False  # somebody made it just before
    except CannotRender as unset:
        _log.warning("paper not made", matter=str(bound.matter_id), why=unset.code.value)
        return False
    except Exception:  # noqa: BLE001  # logged with its trace; one mediation stops no other
        _log.exception("paper not made", matter=str(bound.matter_id))
        return False
    return True


def _seal_all(now: Callable[[], datetime]) -> int:
    """Each seal on its own; where an authority is silent or a unit has no seal, the rest of it waits."""
    with entering("worker"):
        waiting = papers_without_seal(since=now() - SEALED_WITHIN)
    count, failed = 0, set[int]()
    for bound in waiting:
        unit = bound.unit_id
        if unit in failed:
            continue
        if _seal(bound, now()):
            count += 1
        else:
            failed.add(unit)
    return count


def _seal(bound: Bound, at: datetime) -> bool:
    if bound.paper is None:
        return False
    try:
        with entering("worker"):
            seal_paper((bound.county, bound.matter_id), bound.paper, by=SYSTEM, at=at)
    except CannotChange as refused:
        _log.info("paper not sealed", matter=str(bound.matter_id), why=refused.params.get("why", ""))
        return False
    except Exception:  # noqa: BLE001  # logged with its trace; one unit's seal stops no other's
        _log.exception("paper not sealed", matter=str(bound.matter_id))
        return False
    return True


def bind_asked(*, now: Callable[[], datetime]) -> int:
    """Bind what was asked for; answers how many were bound. What stands in the way is told to who asked."""
    with entering("worker"):
        waiting = bindings_asked()
    return sum(_bind(asked, now) for asked in waiting)


def _bind(asked: Asked, now: Callable[[], datetime]) -> bool:
    try:
        _bound(asked, now)
    except Exception as error:  # noqa: BLE001  # whatever it is, who asked must not wait for ever; its trace is logged
        _log.exception("case file not bound", matter=str(asked.matter_id))
        _note(asked, state=FAILED, why=_why(error), ended_at=now())
        return False
    _note(asked, state=DONE, ended_at=now())
    return True


def _bound(asked: Asked, now: Callable[[], datetime]) -> None:
    """Read in one transaction, set in none, kept in another; the steps are told as they are done."""
    at = now()
    with entering("worker"):
        sheets = gather_sheets(asked, at=at)
    _note(asked, total=len(sheets.leaves))
    bound = bind_sheets(sheets, at=at)
    taking = Taking(Hand(asked.by, frozenset({asked.unit_id})), at)
    with entering("worker"):
        keep_bound(asked, bound, taking=taking)


def _note(asked: Asked, **columns: object) -> None:
    with entering("worker"):
        note_binding(asked, **columns)


def _why(error: Exception) -> str:
    """The sentence of a refusal, to be said by the face; "" for what has none."""
    if isinstance(error, CannotRender):
        return str(error.sentence) % dict(error.params)
    if isinstance(error, NotAllowed):
        return str(error.refusal.sentence) % dict(error.refusal.params)
    return ""
