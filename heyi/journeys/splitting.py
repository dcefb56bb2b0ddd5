"""拆分: a part is opened as any matter is, in the one transaction of its head's step; both chains tell of it.

Nothing of the head goes over by itself but its place, where the hand leaves it, whom it is about, and how secret it is:
who reported stays with the head, and the part's unit reads what was written for it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from heyi.dispatch.access import present_book, tasks_of_many
from heyi.dispatch.operations import NewPart, Step, begin_split, link_to_head, write_given
from heyi.dispatch.rules.routing import NobodyLeft
from heyi.intake.rules import Report
from heyi.journal.events import Actor, Head
from heyi.journal.operations import Recorder
from heyi.journeys.frame import next_serial
from heyi.journeys.giving import Dispatch, dispatched_part, record_opened
from heyi.journeys.understanding import Confirmed, Understood, understood
from heyi.kernel.codes import number_of, tracking_code, uuid7
from heyi.matters.access import entering
from heyi.matters.codes import Channel
from heyi.matters.operations import Held, NewMatter, Subject, hold_matter, open_matter, prepare
from heyi.matters.parts import OF_HEAD_REASON
from heyi.matters.queries import scene_of, subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.triage.codes import KINDS

SPLIT = "split"  # the source of every part: no partner and no import is told of it as of its own
Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Split:
    """The new part's key and number, and its head as it stands."""

    key: Key
    number: str
    head: Held


@dataclass(frozen=True, slots=True)
class _Sketch:
    """What is known of a part before the step is checked; `given` is None where nobody would be left to have it."""

    id: UUID
    meant: Understood
    given: Dispatch | None
    place: str
    secrecy: str
    denied: frozenset[int]


def split(matter: Key, *, step: Step, part: NewPart) -> Split:
    """拆分: by the head's lead or a unit above. Raises NotAllowed, Overtaken, MatterNotFound; LookupError before units
    and rules are loaded."""
    head, units = hold_matter(*matter), step.trees or directory()
    known = not part.region_code or units.region(part.region_code) is not None
    said = replace(part, kind=part.kind if part.kind in KINDS else "")
    sketch = _sketched(head, said, units, step.at) if known and said.kind else None
    move = begin_split(
        matter,
        step=step,
        part=said,
        region_known=known,
        to_unit_denied=sketch is not None and part.to_unit in sketch.denied,
        nobody_left=sketch is not None and sketch.given is None,
    )
    assert sketch is not None  # noqa: S101 - says_what_it_is and has_place refused it otherwise
    assert sketch.given is not None  # noqa: S101 - has_unit_for_part refused it otherwise
    number = _opened(head, said, sketch, sketch.given, step.by.actor, step.at)
    due_at = sketch.given.next_due_at.isoformat()
    move.facts |= {"part": number, "to_unit": sketch.given.lead_unit_id, "due": due_at}
    return Split((sketch.meant.county, sketch.id), number, move.write())


def _sketched(head: Held, part: NewPart, units: Directory, at: datetime) -> _Sketch:
    """Read and routed as any report; the place as the hand left it, and whom the head is about in any case."""
    scene = scene_of(head.county, head.id)
    place = scene.place if part.place is None else part.place.strip()
    region = part.region_code or head.region_code
    report = Report(part.text, Channel(head.channel), part.title, place, region)
    confirmed = Confirmed(kind=part.kind, region_code=region, urgency=None)
    meant = _about_the_head_too(head, understood(report, units, at=at, confirmed=confirmed))
    part_id = uuid7(at)
    try:
        given = dispatched_part(
            meant,
            head.channel,
            units,
            to_unit=part.to_unit,
            head_unit=head.lead_unit_id,
            raises_alarm=not _was_alarmed(head),
            book=present_book(at=at),
            matter_id=part_id,
            at=at,
        )
    except NobodyLeft:
        given = None
    denied = denied_line([subject.unit_id for subject in meant.subjects], units)
    return _Sketch(part_id, meant, given, place, scene.confidentiality, denied)


def _about_the_head_too(head: Held, meant: Understood) -> Understood:
    """Whom the head is about, the part is about (信访工作条例 §30)."""
    inherited = subjects_of(head.county, head.id)
    own = tuple(subject for subject in meant.subjects if subject.unit_id not in inherited)
    return replace(meant, subjects=(*(Subject(unit, OF_HEAD_REASON) for unit in sorted(inherited)), *own))


def _was_alarmed(head: Held) -> bool:
    """Whether the police have heard of the danger by the head: they are not called twice for the same words."""
    key = (head.county, head.id)
    return any(task.role == "ALARM" for task in tasks_of_many([key]).get(key, ()))


def _opened(head: Held, part: NewPart, sketch: _Sketch, given: Dispatch, by: Actor, at: datetime) -> str:
    """Write the part; its own scope is that of an entrance, for nobody sees a matter before it is there."""
    matter = _matter(head, part, sketch, given, at)
    recorder = Recorder(matter.county, matter.id, head=Head.start(matter.county, matter.id), actor=by, at=at)
    opening = prepare(matter, reporter=None, subjects=given.subjects, repeats=(), algo=recorder.algo)
    link = link_to_head(head, matter, has_alarm=given.alarm_due_at is not None, rows=recorder.rows)
    beside = {f"part/{matter.id}": opening.image("part", link)}
    record_opened(recorder, opening, given, {"head": head.number}, beside)
    open_matter(opening, reach=given.reach, recorder=recorder, alarm_due=given.alarm_due_at)
    write_given(given.tasks, county=matter.county, matter_id=matter.id, rows=recorder.rows)
    with entering("receive", source=SPLIT):
        recorder.flush()
    return matter.number


def _matter(head: Held, part: NewPart, sketch: _Sketch, given: Dispatch, at: datetime) -> NewMatter:
    meant = sketch.meant
    return NewMatter(
        county=meant.county,
        id=sketch.id,
        number=number_of(meant.county, at, next_serial()),
        tracking_code=tracking_code(meant.county),
        kind=meant.kind,
        title=part.title.strip(),
        narrative=part.text.strip(),
        place=sketch.place,
        region_code=meant.region_code,
        channel=head.channel,
        source=SPLIT,
        source_ref=head.number,
        urgency=meant.urgency,
        lead_unit_id=given.lead_unit_id,
        lead_why=given.why,
        amount=meant.amount,
        occurred_at=None,
        received_at=at,
        next_due_at=given.next_due_at,
        answer_due_at=given.answer_due_at,
        reading=meant.stored,
        confidentiality=sketch.secrecy,
        part_of=head.id,
    )
