"""The matter page's view-model: the matter, its tasks with their clocks, what may be done now, and what happened."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from heyi.accounts.access import on_duty_now
from heyi.accounts.rules import Standing
from heyi.deadlines.explain import sentences, words_of
from heyi.deadlines.rules import Limit
from heyi.desk.intake.door import REPRINTS, units_that_take
from heyi.desk.matters.assisting import TaskCard, task_cards
from heyi.desk.matters.bundling import BundleCard, bundle_card
from heyi.desk.matters.buttons import Button, buttons_of, worth_showing
from heyi.desk.matters.conferring import ConferralCard, conferral_cards
from heyi.desk.matters.folding import Folded, folded
from heyi.desk.matters.mediating import MediationLink, mediation_link
from heyi.desk.matters.objecting import ObjectionCard, objection_card
from heyi.desk.matters.parting import PartsCard, parts_card
from heyi.desk.matters.timeline import Entry, timeline
from heyi.desk.matters.whole import WholeCard, whole_card
from heyi.dispatch.access import (
    ClockView,
    GroupRow,
    SupervisionView,
    TaskView,
    find_group,
    supervisions_view,
    tasks_view,
)
from heyi.dispatch.events import GIVEN_ON
from heyi.dispatch.rules.standing import lead_of
from heyi.journal.access import timeline_of
from heyi.journal.events import RecordedEvent
from heyi.journeys.foreseeing import rerouted
from heyi.journeys.suggesting import may_be_drafted
from heyi.kernel.clock import now
from heyi.matters.access import (
    ArrivalView,
    AskView,
    AttachmentView,
    Erasure,
    LikenessView,
    MatterView,
    TransferView,
    asks_of,
    attachments_of,
    find_arrival_view,
    identity_erasure,
    matter_view,
    transfers_of,
)
from heyi.matters.codes import Basis
from heyi.matters.rules import Sentence, sentence_of
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.triage.reading import Reason, Where
from heyi.triage.words import sentence as reason_words
from heyi.web.outlines import Dot, find_dot
from heyi.web.places import point_words
from heyi.web.seen import seen_mark

OPENS_IDENTITY = (Basis.LEAD.value, Basis.ASSIST.value, Basis.ALARM.value)
JUDGES = (Basis.LEAD.value, Basis.ASSIST.value, Basis.SUPERIOR.value)


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """One extension of a clock: how much, on which ground, and what became of it."""

    limit: str
    ground: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A clock with its explanation in words, and whose it is where it is not the lead's."""

    clock: ClockView
    lines: tuple[str, ...]
    unit: str
    extensions: tuple[ExtensionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the rules would give the matter after it was corrected, and by which words."""

    unit_id: int
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class MatterPage:
    """Everything the page shows."""

    matter: MatterView
    sentence: Sentence
    tasks: tuple[TaskView, ...]
    cards: tuple[TaskCard, ...]
    buttons: tuple[Button, ...]
    clocks: tuple[ClockCard, ...]
    entries: tuple[Entry, ...]
    reasons: tuple[str, ...]
    likenesses: tuple[LikenessView, ...]
    may_judge: bool
    may_open_identity: bool
    files: tuple[AttachmentView, ...]
    may_attach: bool
    may_reprint: bool
    suggestion: Suggestion | None
    transfers: tuple[TransferView, ...]
    arrival: ArrivalView | None
    dot: Dot | None
    point_words: str
    asks: tuple[AskView, ...]
    may_erase: bool
    identity_erasure: Erasure | None
    objection: ObjectionCard | None
    supervisions: tuple[SupervisionView, ...]
    conferrals: tuple[ConferralCard, ...]
    bundle: BundleCard | None
    kin: PartsCard | None  # its parts, or its head
    group: GroupRow | None = None  # the command group that stands
    mediation: MediationLink | None = None  # to the unit that mediates, or may
    may_draft: bool = False  # whether an assistant may be asked for a draft
    whole: WholeCard | None = None  # what was read of its words after it was received
    on_duty: tuple[str, ...] = ()  # who is on duty in the lead unit now, where it keeps a rota

    @property
    def seen(self) -> str:
        """How far the page has read the matter's chain."""
        return seen_mark(self.matter.seq, self.matter.number)

    @property
    def folded(self) -> Folded[Button]:
        """The buttons as they stand: in the row, and folded away; who reported is spoken to before it is answered."""
        clocks = self.lead.clocks if self.lead else ()
        to_contact = any(clock.name == "CONTACT" and clock.state == "RUNNING" for clock in clocks)
        is_theirs = any(button.verb == "contact" and button.task_role == "LEAD" for button in self.buttons)
        return folded(self.buttons, "contact" if to_contact and is_theirs else "")

    @property
    def may_join(self) -> bool:
        """Whether the matter may be grouped under another."""
        return any(button.verb == "bundle" for button in self.buttons)

    @property
    def lead(self) -> TaskView | None:
        """The task that answers for the matter."""
        return lead_of(self.tasks)


def matter_page(county: str, matter_id: UUID, *, standing: Standing) -> MatterPage:
    """The page for a person; raises MatterNotFound outside the scope."""
    matter = matter_view(county, matter_id, units=standing.units)
    trees = directory()
    kin = parts_card(matter, standing.units, trees)
    tasks = _tasks(matter, standing, kin)
    presses = (
        () if matter.is_alarm_only else supervisions_view(county, matter_id, tasks, trees, standing.units)
    )
    own = next((str(task.id) for task in tasks if task.role == "ALARM"), "")
    events = timeline_of(county, matter_id)
    offered = list(buttons_of(tasks, standing.units, trees))
    conferrals = () if matter.is_alarm_only else conferral_cards((county, matter_id), events)
    bundle = None if matter.is_alarm_only else bundle_card((county, matter_id), matter.notes)
    found = worth_showing(offered, matter, tasks, presses, conferrals, bundle)
    buttons = tuple(_convening(found, matter, standing, trees))
    return MatterPage(
        matter=matter,
        sentence=_sentence(matter, tasks),
        tasks=tasks,
        cards=tuple(task_cards(tasks, matter.notes, standing.units)),
        buttons=buttons,
        clocks=tuple(_clocks(tasks)),
        entries=timeline(events, matter, trees, task=own),
        reasons=tuple(_reasons(matter)),
        likenesses=matter.likenesses,
        may_judge=matter.basis in JUDGES,
        may_reprint=_may_reprint(matter, standing, trees),
        suggestion=suggestion_of(matter, events, buttons),
        transfers=() if matter.is_alarm_only else _transfers(matter, events),
        arrival=None if matter.is_alarm_only else _arrival(matter, events),
        dot=find_dot(trees, trees.county_of(matter.region_code), matter.point),
        point_words=point_words(matter.point),
        may_open_identity=matter.basis in OPENS_IDENTITY and _is_known(matter),
        files=attachments_of(matter),
        may_attach=not matter.is_alarm_only and any(button.verb == "attach" for button in offered),
        asks=() if matter.is_alarm_only else asks_of(county, matter_id),
        may_erase=any(button.verb == "erase_file" for button in offered),
        identity_erasure=_identity_erasure(matter),
        objection=_objection(tasks, standing.units),
        supervisions=presses,
        conferrals=conferrals,
        bundle=bundle,
        kin=kin,
        group=find_group(county, matter_id) if matter.is_commanded else None,
        mediation=mediation_link(matter, tasks, standing.units),
        may_draft=may_be_drafted(matter),
        whole=whole_card(matter, trees),
        on_duty=() if matter.is_alarm_only else _on_duty(matter.lead_unit_id),
    )


def _may_reprint(matter: MatterView, standing: Standing, trees: Directory) -> bool:
    return matter.basis in REPRINTS and not matter.is_part and bool(units_that_take(standing, trees))


def _identity_erasure(matter: MatterView) -> Erasure | None:
    erased = any(party.is_erased for party in matter.parties)
    return identity_erasure(matter.county, matter.id) if erased else None


def _tasks(matter: MatterView, standing: Standing, kin: PartsCard | None) -> tuple[TaskView, ...]:
    """The tasks that the viewer may know of, with what may be done on each."""
    tasks = tasks_view(
        matter.county,
        matter.id,
        units=frozenset(standing.units),
        leads=standing.leads,
        also=kin.also if kin else frozenset(),
    )
    return tuple(task for task in tasks if task.role == "ALARM") if matter.is_alarm_only else tasks


def _on_duty(unit_id: int) -> tuple[str, ...]:
    """Who is on duty there now."""
    return on_duty_now([unit_id], now()).get(unit_id, ())


def _convening(
    found: Iterable[Button], matter: MatterView, standing: Standing, trees: Directory
) -> Iterator[Button]:
    """A group is convened by who leads the unit that answers or one above it, where none stands."""
    line = {matter.lead_unit_id, *trees.ancestors(matter.lead_unit_id)}
    may_convene = not matter.is_commanded and bool(standing.leads & line)
    return (button for button in found if button.verb != "convene" or may_convene)


def _objection(tasks: Sequence[TaskView], units: Collection[int]) -> ObjectionCard | None:
    """The objection that waits."""
    found = (objection_card(task, units) for task in tasks if task.objection and task.objection.is_open)
    return next(found, None)


def _transfers(matter: MatterView, events: Sequence[RecordedEvent]) -> tuple[TransferView, ...]:
    """Asked only where the history tells of one."""
    if not any(event.verb == "transfer.offered" for event in events):
        return ()
    return transfers_of(matter.county, matter.id)


def _arrival(matter: MatterView, events: Sequence[RecordedEvent]) -> ArrivalView | None:
    """Whence it came; asked only where the history tells that another city handed it over."""
    if not any(event.verb == "arrival.taken" for event in events):
        return None
    return find_arrival_view(matter.county, matter.id)


def _is_known(matter: MatterView) -> bool:
    """Whether it could be opened who reported."""
    return any(party.is_sealed and not party.is_erased for party in matter.parties)


def suggestion_of(
    matter: MatterView, events: Sequence[RecordedEvent], buttons: Collection[Button]
) -> Suggestion | None:
    """After a correction that no referral followed: another unit that the rules name now, for who may refer."""
    given = [event for event in events if event.verb in ("matter.corrected", *GIVEN_ON)]
    if not given or given[-1].verb != "matter.corrected" or not any(b.verb == "refer" for b in buttons):
        return None
    found = rerouted(
        kind=matter.kind,
        channel=matter.channel,
        region_code=matter.region_code,
        urgency=matter.urgency,
        subjects=frozenset(matter.subject_ids),
        at=given[-1].at,
    )
    if found is None or found.chosen.unit_id == matter.lead_unit_id:
        return None
    unit = directory().unit(found.chosen.unit_id)
    return Suggestion(unit.id, unit.name, found.chosen.why)


def _sentence(matter: MatterView, tasks: Collection[TaskView]) -> Sentence:
    """The matter's sentence, the same for everybody; who has only an alarm is told of the alarm and its hour."""
    if not matter.is_alarm_only or not tasks:
        return matter.sentence
    task = list(tasks)[-1]
    due = next((clock.due_at for clock in task.clocks if clock.state == "RUNNING"), None)
    return sentence_of(unit=task.unit, state=task.state, due_at=due, answer_due_at=None)


def _clocks(tasks: Collection[TaskView]) -> Iterator[ClockCard]:
    """The clocks of every task that is not past."""
    for task in tasks:
        if task.state not in ("REFERRED", "WITHDRAWN"):
            for clock in task.clocks:
                unit = "" if task.role == "LEAD" else task.unit
                yield ClockCard(
                    clock, tuple(sentences(clock.lines, gettext)), unit, tuple(_extensions(clock))
                )


def _extensions(clock: ClockView) -> Iterator[ExtensionLine]:
    """The newest first."""
    for each in reversed(clock.extensions):
        limit = words_of(Limit.parse(each.limit), gettext)
        yield ExtensionLine(limit, each.ground, each.state, each.decided_at or each.asked_at)


def _reasons(matter: MatterView) -> Iterator[str]:
    """What triage read, in words."""
    for stored in matter.reading.get("reasons", ()):
        reason = Reason(
            stored["code"], stored["params"], stored["quote"], stored["start"], Where(stored["where"])
        )
        yield reason_words(reason, gettext)
