"""The buttons of a matter's page: which steps are open to the person who looks, and which are worth showing."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from heyi.desk.matters.assisting import ON_EACH_CARD
from heyi.desk.matters.bundling import BundleCard, is_next_of_bundle
from heyi.desk.matters.conferring import ConferralCard, is_next_of_conferral
from heyi.desk.matters.offering import is_offered
from heyi.desk.matters.parting import is_next_of_part
from heyi.dispatch.access import OpenTask, SupervisionView, TaskView
from heyi.journeys.transferring import receivers
from heyi.kernel.clock import now
from heyi.matters.access import MatterView
from heyi.matters.guards import is_centre_or_superior
from heyi.matters.states import OF_ERASURE
from heyi.orgs.rules import Directory

AT_ONCE = frozenset({"sign", "resume", "claim", "put_back"})  # no words are needed: the button is the form
ON_THEIR_CARD = (
    frozenset({"attach"}) | OF_ERASURE | ON_EACH_CARD
)  # offered where the files are, the parties, the request, the task


@dataclass(frozen=True, slots=True)
class Button:
    """One step that is open to the person who looks."""

    verb: str
    label: str
    icon: str
    task_id: UUID
    task_role: str
    at_once: bool

    @property
    def key(self) -> str:
        """The key that presses it; a capital letter is pressed with Shift."""
        return KEYS.get(self.verb, "")

    @property
    def shortcut(self) -> str:
        """The same as browsers name it to those who do not see the page."""
        return f"Shift+{self.key}" if self.key.isupper() else self.key


KEYS = {
    "sign": "s",
    "contact": "c",
    "note": "n",
    "assign": "a",
    "claim": "m",
    "refer": "r",
    "hold": "h",
    "resume": "u",
    "answer": "w",
    "close": "z",
    "finish": "f",
    "take_back": "t",
    "transfer": "o",
    "ask_extension": "e",
    "grant_extension": "y",
    "recall": "b",
    "send_back": "B",
    "object": "j",
    "agree_objection": "q",
    "rule_moved": "R",
    "urge": "l",
    "supervise": "v",
    "reply_supervision": "V",
    "ask_assist": "k",
    "split": "d",
    "accept_part": "Z",
    "return_part": "T",
    "convene": "x",
    "confer": "i",
    "record_conferral": "I",
}
"""The key that presses a verb's button; the page's own panel tells it. No key has two meanings, on whatever page."""
ICONS = {
    "sign": "sign",
    "contact": "contact",
    "note": "note",
    "assign": "user",
    "claim": "check",
    "refer": "refer",
    "correct": "note",
    "hold": "hold",
    "resume": "resume",
    "answer": "answer",
    "close": "closed",
    "finish": "closed",
    "take_back": "back",
    "transfer": "transfer",
    "recall": "back",
    "send_back": "back",
    "ask_extension": "clock",
    "grant_extension": "check",
    "refuse_extension": "back",
    "object": "back",
    "drop_objection": "check",
    "agree_objection": "check",
    "refuse_objection": "back",
    "rule_kept": "check",
    "rule_moved": "refer",
    "urge": "alarm",
    "supervise": "eye",
    "reply_supervision": "answer",
    "end_supervision": "check",
    "ask_assist": "people",
    "end_assist": "back",
    "grant_longer": "check",
    "refuse_longer": "back",
    "convene": "people",
    "put_back": "back",
    "confer": "people",
    "record_conferral": "note",
    "call_off": "back",
    "bundle": "people",
    "unbundle": "back",
    "split": "split",
    "accept_part": "check",
    "return_part": "back",
    "end_part": "closed",
}


def worth_showing(
    offered: Sequence[Button],
    matter: MatterView,
    tasks: Sequence[TaskView],
    presses: Sequence[SupervisionView],
    conferrals: Sequence[ConferralCard],
    bundle: BundleCard | None,
) -> Iterator[Button]:
    """The buttons that are not on a card of their own and that nothing open would refuse."""
    may_transfer, at = any(button.verb == "transfer" for button in offered) and bool(receivers()), now()
    for button in offered:
        if (
            button.verb not in ON_THEIR_CARD
            and is_offered(
                button.verb,
                matter,
                tasks,
                presses,
                task_id=button.task_id,
                may_transfer=may_transfer,
                at=at,
            )
            and is_next_of_conferral(button.verb, conferrals)
            and (bundle is None or is_next_of_bundle(button.verb, bundle))
            and is_next_of_part(button.verb, matter)
        ):
            yield button


def find_button(
    verb: str,
    tasks: Sequence[OpenTask | TaskView],
    units: Collection[int],
    trees: Directory,
) -> Button | None:
    """The button of a verb for a person of these units, if it is offered."""
    return next((button for button in buttons_of(tasks, units, trees) if button.verb == verb), None)


def buttons_of(
    tasks: Sequence[OpenTask | TaskView], units: Collection[int], trees: Directory
) -> Iterator[Button]:
    """Own tasks before others'; each verb once; what a guard would surely refuse is not offered."""
    seen: set[str] = set()
    for task in sorted(tasks, key=lambda task: (task.unit_id not in units, task.role != "LEAD")):
        for step in task.steps:
            if step.verb in seen or (
                step.verb in ("refer", "correct") and not _may_refer(task, units, trees)
            ):
                continue
            seen.add(step.verb)
            yield Button(
                verb=step.verb,
                label=gettext(step.label),
                icon=ICONS.get(step.verb, "arrow"),
                task_id=task.id,
                task_role=task.role,
                at_once=step.verb in AT_ONCE,
            )


def _may_refer(task: OpenTask | TaskView, units: Collection[int], trees: Directory) -> bool:
    facts = {
        "is_centre": trees.unit(task.unit_id).kind == "CENTRE",
        "is_superior": bool(set(units) & set(trees.ancestors(task.unit_id))),
    }
    return is_centre_or_superior(facts) is None
