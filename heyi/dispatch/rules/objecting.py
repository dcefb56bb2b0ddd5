"""Who decides on an objection, until when, and what became of it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from heyi.dispatch.codes import ObjectionState
from heyi.dispatch.rules.standing import TaskLike, Tree

ASKED, DISPUTED = ObjectionState.ASKED.value, ObjectionState.DISPUTED.value
_OPEN = (ASKED, DISPUTED)
_MOVED = (ObjectionState.AGREED.value, ObjectionState.MOVED.value)
_RULED = (ObjectionState.KEPT.value, ObjectionState.MOVED.value)


@dataclass(frozen=True, slots=True)
class Objection:
    """退单异议: on which ground, where the unit thinks it belongs, who decides until when, and what was decided.

    `is_joint` where nobody stands above both: the decider then convenes a joint meeting.
    """

    ground: str
    to_unit: int | None
    state: str
    asked_at: datetime
    asked_by: int | None
    decider: int
    decide_by: datetime
    is_joint: bool = False
    refused_by: int | None = None
    decided_at: datetime | None = None
    went_to: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state in _OPEN

    def moved_since(self, instant: datetime) -> bool:
        """Whether it was decided after the instant that the matter goes to another unit."""
        return self.state in _MOVED and self.decided_at is not None and self.decided_at > instant

    @property
    def is_disputed(self) -> bool:
        """Whether it waits for a ruling."""
        return self.state == DISPUTED

    @property
    def was_ruled(self) -> bool:
        """Whether a ruling ended it, which is final."""
        return self.state in _RULED


@dataclass(frozen=True, slots=True)
class Decider:
    """The unit that decides, and whether it does so by a joint meeting."""

    unit_id: int
    is_joint: bool = False


def sender_of(
    task: TaskLike, tasks: Iterable[TaskLike], tree: Tree, barred: Collection[int]
) -> Decider | None:
    """Who referred the matter to the unit, while it still sees it; else the nearest superior. None: there is nobody.

    `barred`: whom the matter is about, and units that are closed.
    """
    sender, above = task.why.get("sender"), tree.ancestors(task.unit_id)
    sees = {*above, *(each.unit_id for each in tasks)}
    if isinstance(sender, int) and sender in sees and sender not in barred:
        return Decider(sender)
    return _first(above, barred)


def ruler_of(unit: int, other: int, tree: Tree, barred: Collection[int]) -> Decider | None:
    """The nearest common superior of two units; where none is left, the other convenes a joint meeting (§24)."""
    above = tree.ancestors(other)
    found = _first((each for each in tree.ancestors(unit) if each in above), barred)
    return found or (Decider(other, is_joint=True) if other not in barred else None)


def decider_of(
    task: TaskLike, tasks: Sequence[TaskLike], tree: Tree, barred: Collection[int]
) -> tuple[Decider | None, str]:
    """Who decides on this task's objection, and in which state it begins.

    Once an objection was agreed to, the next unit that says "not mine" goes to the common superior of both at once: one
    bounce only.
    """
    before = [each for each in tasks if each.objection and each.objection.went_to is not None]
    if before:
        return ruler_of(task.unit_id, before[-1].unit_id, tree, barred), DISPUTED
    return sender_of(task, tasks, tree, barred), ASKED


def next_ruler(task: TaskLike, tree: Tree, barred: Collection[int]) -> Decider | None:
    """To whom an objection goes that was not decided in time: the next superior above who should have."""
    objection = task.objection
    assert objection is not None  # noqa: S101 - it waits
    above = tree.ancestors(task.unit_id)
    higher = above[above.index(objection.decider) + 1 :] if objection.decider in above else above
    return _first(higher, barred)


def was_ruled(tasks: Iterable[TaskLike]) -> bool:
    """Whether it was ever ruled who handles this matter."""
    return any(each.objection.was_ruled for each in tasks if each.objection)


def ended(objection: Objection, state: ObjectionState, *, at: datetime, to: int | None = None) -> Objection:
    """The same, decided, withdrawn or lapsed."""
    return replace(objection, state=state.value, decided_at=at, went_to=to)


def stored(objection: Objection) -> dict[str, object]:
    """An objection as the table keeps it."""
    return {
        "ground": objection.ground,
        "to_unit": objection.to_unit,
        "state": objection.state,
        "asked_at": objection.asked_at.isoformat(),
        "asked_by": objection.asked_by,
        "decider": objection.decider,
        "decide_by": objection.decide_by.isoformat(),
        "is_joint": objection.is_joint,
        "refused_by": objection.refused_by,
        "decided_at": objection.decided_at and objection.decided_at.isoformat(),
        "went_to": objection.went_to,
    }


def objection_from(kept: Mapping[str, object] | None) -> Objection | None:
    """An objection as the table keeps it, read back."""
    if kept is None:
        return None
    instants = {name: datetime.fromisoformat(str(kept[name])) for name in _INSTANTS if kept[name]}
    return Objection(**{**kept, **instants})  # type: ignore[arg-type]


_INSTANTS = ("asked_at", "decide_by", "decided_at")


def _first(units: Iterable[int], barred: Collection[int]) -> Decider | None:
    return next((Decider(unit) for unit in units if unit not in barred), None)
