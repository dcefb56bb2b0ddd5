"""Life cycles as tables: buttons, guards, the docs' diagram and the exhaustive tests all come from the same rows."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from heyi.kernel.words import _

SAME = "*"  # a step that leaves the state as it is


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a guard says no: a code, a sentence (Chinese, translated by the face) and its parameters."""

    code: str
    sentence: str
    params: Mapping[str, str] = field(default_factory=dict)


Guard = Callable[[Mapping[str, object]], Refusal | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow: who may take it from where to where, what must hold, what it does to clocks, what residents read."""

    verb: str
    of: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    label: str
    guard: tuple[Guard, ...] = ()
    clock: str = "RUNS"
    shown: str = ""
    why: str = ""


class NotAllowed(Exception):
    """The table or a guard refuses a step."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class Flow:
    """A life cycle: its states, its steps, and the questions one may ask of them."""

    def __init__(
        self, name: str, states: type[object], live: Collection[str], steps: tuple[Step, ...]
    ) -> None:
        self.name = name
        self.states: tuple[str, ...] = tuple(state.value for state in states)  # type: ignore[attr-defined]
        self.live = frozenset(live)
        self.steps = steps
        self._by_verb: dict[tuple[str, str], Step] = {}
        for step in steps:
            for state in step.of:
                if (step.verb, state) in self._by_verb:
                    raise ValueError(f"{name}: {step.verb} from {state} stands twice")
                self._by_verb[step.verb, state] = step

    def step(self, verb: str, state: str) -> Step | None:
        """The arrow that `verb` takes from `state`, or None."""
        return self._by_verb.get((verb, state))

    def check(self, verb: str, state: str, *, by: Collection[str], facts: Mapping[str, object]) -> Step:
        """The step, if table, role and guards allow it; raises NotAllowed with the reason."""
        step = self.step(verb, state)
        if step is None:
            raise NotAllowed(Refusal("step_not_open", _STEP_NOT_OPEN, {"state": state, "verb": verb}))
        if not set(step.by) & set(by):
            raise NotAllowed(Refusal("not_yours", _NOT_YOURS, {"verb": verb}))
        for guard in step.guard:
            if refusal := guard(facts):
                raise NotAllowed(refusal)
        return step

    def open_steps(self, state: str, *, by: Collection[str]) -> Iterator[Step]:
        """The steps whose state and role fit; guards are asked when the form is sent."""
        roles = set(by)
        for step in self.steps:
            if state in step.of and roles & set(step.by):
                yield step

    def arrive(self, step: Step, state: str) -> str:
        """The state after the step."""
        return state if step.to == SAME else step.to


_STEP_NOT_OPEN = _("当前状态不能进行这一步。")
_NOT_YOURS = _("这一步不由您的单位办理。")
