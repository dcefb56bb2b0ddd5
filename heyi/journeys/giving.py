"""Given to the right hands: the lead by the rule book; the police of the place, when a life is in danger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from heyi.dispatch.access import rule_book
from heyi.dispatch.codes import ClockName, TaskRole
from heyi.dispatch.operations import AT_DISPATCH, OF_ASSIST, OF_PART, Given, give
from heyi.dispatch.rules.clocks import due_of, next_due
from heyi.dispatch.rules.routing import Book, Choice, NobodyLeft, Route, RoutingFacts, route, stored_route
from heyi.journal.operations import Recorder
from heyi.journeys.understanding import Understood
from heyi.kernel.codes import CITY
from heyi.kernel.words import _
from heyi.matters.codes import Basis
from heyi.matters.operations import Opening, Subject
from heyi.matters.rules import Share, denied_line, reach_of
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Tasks with their clocks, who sees the matter, and the reasons in words."""

    tasks: tuple[Given, ...]
    why: str
    subjects: tuple[Subject, ...]
    reach: Mapping[int, Basis]
    sentences: tuple[str, ...]
    route: Route

    @property
    def lead_unit_id(self) -> int:
        """The one unit that answers for the matter."""
        return self.tasks[0].unit_id

    @property
    def next_due_at(self) -> datetime:
        """The earliest due instant of the lead's clocks."""
        found = next_due(self.tasks[0].clocks)
        assert found is not None  # noqa: S101 - every book gives a lead a signing clock
        return found

    @property
    def answer_due_at(self) -> datetime:
        """When the answer is due."""
        return due_of(self.tasks[0].clocks, "HANDLE") or self.next_due_at

    @property
    def alarm_due_at(self) -> datetime | None:
        """When the alarmed police must have signed."""
        alarm = next((task for task in self.tasks if task.task["role"] == TaskRole.ALARM.value), None)
        return next_due(alarm.clocks) if alarm else None


class AboutItself(Exception):
    """The unit that would help is one of those that the report is about (信访工作条例 §30)."""


def dispatched(
    meant: Understood,
    channel: str,
    units: Directory,
    *,
    book: int,
    matter_id: UUID,
    at: datetime,
    on_site: int | None = None,
) -> Dispatch:
    """Route by the book; pass danger to life on at once (design: the one automatic act).

    `on_site` is a unit that has dealt with it where it happened: it works on it too, where the book gives it another.
    Raises AboutItself.
    """
    rules = rule_book(book)
    found, facts, subjects = _routed(meant, channel, rules, units)
    if on_site is not None and on_site in facts.denied:
        raise AboutItself(on_site)
    return _dispatch(
        meant, found, facts, subjects, units, rules=rules, matter_id=matter_id, at=at, on_site=on_site
    )


ON_SITE = "on_site"  # the rule of the assist of a unit that has settled it where it happened
BY_HAND = "split"  # the rule of a part whose unit the hand has named
BY_HEAD_WHY = _("由主件的主办单位拆分给它")
_BY_HAND_STORED = {
    "rule": BY_HAND,
    "why": BY_HEAD_WHY,
}  # no book led there, and no trial of one asks after it


def dispatched_part(
    meant: Understood,
    channel: str,
    units: Directory,
    *,
    to_unit: int | None,
    head_unit: int,
    raises_alarm: bool,
    book: int,
    matter_id: UUID,
    at: datetime,
) -> Dispatch:
    """As any matter, or to the unit that the head's lead names; past everybody whom it is about, without exception.

    Raises NobodyLeft. `raises_alarm`: whether the police are to hear of a danger to life, who have not by the head.
    """
    rules, (nature, _dot, of_field) = rule_book(book), meant.kind.partition(".")
    denied = denied_line([subject.unit_id for subject in meant.subjects], units)
    facts = RoutingFacts(nature, of_field, channel, meant.region_code, meant.urgency, denied)
    found = route(facts, rules, units) if to_unit is None else _named(to_unit, rules)
    return _dispatch(
        meant if raises_alarm else replace(meant, danger=""),
        found,
        facts,
        meant.subjects,
        units,
        rules=rules,
        matter_id=matter_id,
        at=at,
        clocks=OF_PART,
        beside=(Share(head_unit, Basis.HEAD),),
    )


def _named(unit_id: int, rules: Book) -> Route:
    return Route(Choice(unit_id, BY_HAND, BY_HEAD_WHY), None, rules.version)


def _dispatch(
    meant: Understood,
    found: Route,
    facts: RoutingFacts,
    subjects: tuple[Subject, ...],
    units: Directory,
    *,
    rules: Book,
    matter_id: UUID,
    at: datetime,
    clocks: Sequence[ClockName] = AT_DISPATCH,
    beside: tuple[Share, ...] = (),
    on_site: int | None = None,
) -> Dispatch:
    why = _BY_HAND_STORED if found.chosen.rule == BY_HAND else stored_route(found, facts)
    common = {"county": meant.county, "matter_id": matter_id, "facts": facts, "book": rules, "at": at}
    lead = give(units.unit(found.chosen.unit_id), role=TaskRole.LEAD, why=why, clocks=clocks, **common)  # type: ignore[arg-type]
    tasks = [lead]
    police = police_of(meant.region_code, facts.denied, units) if meant.danger else None
    if police is not None:
        danger = {"rule": "danger", "danger": meant.danger}
        tasks.append(give(units.unit(police), role=TaskRole.ALARM, why=danger, **common))  # type: ignore[arg-type]
    if on_site not in (None, lead.unit_id):
        helps = {"rule": ON_SITE}
        unit = units.unit(on_site)
        tasks.append(give(unit, role=TaskRole.ASSIST, why=helps, clocks=OF_ASSIST, **common))  # type: ignore[arg-type]
    shares = [Share(task.unit_id, Basis(str(task.task["role"]))) for task in tasks]
    reach = reach_of([*shares, *beside], [subject.unit_id for subject in subjects], units)
    sentences = _sentences(found, police, units)
    return Dispatch(tuple(tasks), found.chosen.why, subjects, reach, sentences, found)


def _routed(
    meant: Understood, channel: str, rules: Book, units: Directory
) -> tuple[Route, RoutingFacts, tuple[Subject, ...]]:
    """The route past the units the report is about; where nobody would be left, past the nearer ones only.

    A machine's guess at whom a report is about must not leave it without anybody: the widest guess yields first.
    """
    nature, _dot, of_field = meant.kind.partition(".")
    subjects = sorted(meant.subjects, key=lambda subject: len(units.line(subject.unit_id)))
    while True:
        denied = denied_line([subject.unit_id for subject in subjects], units)
        facts = RoutingFacts(nature, of_field, channel, meant.region_code, meant.urgency, denied)
        try:
            return route(facts, rules, units), facts, tuple(subjects)
        except NobodyLeft:
            if not subjects:
                raise
            subjects.pop()


def police_of(region_code: str, denied: frozenset[int], units: Directory) -> int | None:
    """The police unit nearest to the place that the report is not about."""
    for region in (*(region.code for region in units.around(region_code)), CITY):
        unit = units.serving(UnitKind.POLICE, region)
        if unit is not None and unit.id not in denied:
            return unit.id
    return None


def _sentences(found: Route, police: int | None, units: Directory) -> tuple[str, ...]:
    words = [f"{found.chosen.why}：{units.unit(found.chosen.unit_id).name}。"]
    if found.runner_up is not None:
        words.append(f"其次可由{units.unit(found.runner_up.unit_id).name}办理。")
    if police is not None:
        words.append(f"有生命危险，已同时通知{units.unit(police).name}。")
    return tuple(words)


def record_opened(
    recorder: Recorder,
    opening: Opening,
    given: Dispatch,
    told: Mapping[str, object],
    beside: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """The events of a new matter: received, given, and the police alarmed. `told` goes with the first; `beside` are
    images of other rows of it."""
    matter = opening.matter
    recorder.record(
        "matter.received",
        number=matter.number,
        channel=matter.channel,
        kind=matter.kind,
        urgency=matter.urgency,
        **told,
        set={**opening.images, **(beside or {})},
    )
    for task in given.tasks:
        images = {row: opening.image(row.split("/")[0], of) for row, of in task.images().items()}
        if task.task["role"] == TaskRole.ASSIST.value:
            due_at = next_due(task.clocks)
            recorder.record(
                "assist.asked",
                task=str(task.id),
                unit=task.unit_id,
                to_unit=task.unit_id,
                due=due_at and due_at.isoformat(),
                set=images,
            )
            continue
        recorder.record(
            "task.given" if task.task["role"] == "LEAD" else "alarm.raised",
            task=str(task.id),
            unit=task.task["unit_id"],
            set=images,
        )
