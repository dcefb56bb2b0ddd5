"""A report comes in: one transaction, top to bottom, and the receipt only after commit.

The caller names the scope (`receive`, with its source) and commits; nothing here answers before that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.dispatch.operations import write_given
from heyi.evidence.codes import MOST_FILES, FileRefusal
from heyi.evidence.operations import CannotKeep, Kept
from heyi.intake.codes import Alike
from heyi.intake.operations import LikelyRepeat, answer_before, answer_key, likely_repeats, marks_for
from heyi.intake.rules import Report
from heyi.journal.codes import ActorKind
from heyi.journal.events import REPORTER, Actor, Head
from heyi.journal.operations import Recorder, wake
from heyi.journeys.frame import Frame, frame
from heyi.journeys.giving import Dispatch, dispatched, record_opened
from heyi.journeys.understanding import NOTHING_SAID, Confirmed, Understood, understood
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import number_of, tracking_code, uuid7
from heyi.matters.codes import Zone
from heyi.matters.operations import (
    NewMatter,
    Opening,
    Repeat,
    attachment_rows,
    images_of_attachments,
    open_matter,
    prepare,
)
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender is told, and whether it is the answer of an earlier delivery."""

    receipt: Mapping[str, object]
    repeated: bool


def receive(
    report: Report,
    *,
    source: str,
    key: str,
    body_hash: bytes,
    at: datetime,
    confirmed: Confirmed = NOTHING_SAID,
    by: Actor | None = None,
    files: Sequence[Kept] = (),
    notice: str = "",
    on_site: int | None = None,
) -> Answer:
    """Take the key, understand, open the matter, give it to a unit, journal, and keep the answer.

    `files` were kept before (heyi.evidence.operations.keep) and are the reporter's own, whoever's hand brings them.
    `confirmed` is what a person made of the reading; `by` is whose hand it was, where the source does not tell.
    `notice` names what was read out to the reporter by who registered for them (个人信息保护法 §17).
    `on_site` is the unit that has dealt with it where it happened, and works on it beside whoever leads.

    Raises AboutItself (giving), CannotKeep over MOST_FILES, KeyTaken for another body, NotReady before units and rules.
    """
    if len(files) > MOST_FILES:
        raise CannotKeep(FileRefusal.TOO_MANY)
    first = frame(source, key, body_hash=body_hash, at=at)
    if first is None:
        return Answer(answer_before(source, key, body_hash=body_hash), repeated=True)
    units = directory(first.edition)
    meant = understood(report, units, at=at, confirmed=confirmed)
    marks, matter_id = marks_for(report), uuid7(at)
    repeats = _repeats(likely_repeats(marks, county=meant.county, at=at), confirmed)
    through = report.channel.value
    given = dispatched(meant, through, units, book=first.book, matter_id=matter_id, at=at, on_site=on_site)
    matter = _matter(report, meant, given, first, source, matter_id, at)
    recorder = _opened(matter, given, report, repeats, files, by or _actor(source), at, notice)
    answer = _receipt(matter, meant, given, units)
    answer_key(
        source,
        key,
        county=matter.county,
        matter_id=matter.id,
        answer=answer,
        marks=marks,
        at=at,
        reporter_phone=report.reporter.phone if report.reporter else "",
        rows=recorder.rows,
    )
    recorder.flush()
    wake()
    return Answer(answer, repeated=False)


def _repeats(likely: tuple[LikelyRepeat, ...], confirmed: Confirmed) -> list[Repeat]:
    """What a machine found alike, and what a person said is the same: links both, never a merging."""
    said = [Repeat(county, matter, Alike.SAID_SAME.value) for county, matter in confirmed.same_as]
    found = [Repeat(like.county, like.matter_id, like.reason.value) for like in likely]
    return [*said, *(repeat for repeat in found if (repeat.county, repeat.id) not in confirmed.same_as)]


def _matter(
    report: Report,
    meant: Understood,
    given: Dispatch,
    first: Frame,
    source: str,
    matter_id: UUID,
    at: datetime,
) -> NewMatter:
    return NewMatter(
        county=meant.county,
        id=matter_id,
        number=number_of(meant.county, at, first.serial),
        tracking_code=tracking_code(meant.county),
        kind=meant.kind,
        title=report.title or title_from(report.text),
        narrative=report.text,
        place=report.place,
        point=report.point.stored() if report.point else None,
        region_code=meant.region_code,
        channel=report.channel.value,
        source=source,
        source_ref=report.source_ref,
        urgency=meant.urgency,
        lead_unit_id=given.lead_unit_id,
        lead_why=given.why,
        amount=meant.amount,
        occurred_at=report.occurred_at,
        received_at=at,
        next_due_at=given.next_due_at,
        answer_due_at=given.answer_due_at,
        reading=meant.stored,
    )


def _opened(
    matter: NewMatter,
    given: Dispatch,
    report: Report,
    repeats: list[Repeat],
    files: Sequence[Kept],
    by: Actor,
    at: datetime,
    notice: str,
) -> Recorder:
    """Everything of the matter, recorded and ready to be written by one flush."""
    reporter = (report.reporter.name, report.reporter.phone) if report.reporter else None
    head = Head.start(matter.county, matter.id)
    recorder = Recorder(matter.county, matter.id, head=head, actor=by, at=at)
    opening = prepare(matter, reporter=reporter, subjects=given.subjects, repeats=repeats, algo=recorder.algo)
    record_opened(recorder, opening, given, {"notice": notice} if notice else {})
    _attach(recorder, opening, files, at)
    open_matter(opening, reach=given.reach, recorder=recorder, alarm_due=given.alarm_due_at)
    write_given(given.tasks, county=matter.county, matter_id=matter.id, rows=recorder.rows)
    return recorder


def _attach(recorder: Recorder, opening: Opening, files: Sequence[Kept], at: datetime) -> None:
    """What came with the report: the reporter's own, for those who work on the matter."""
    if not files:
        return
    zone = Zone.WORKING
    rows = attachment_rows(opening.matter, dict.fromkeys(files), zone=zone, note="", by=REPORTER, at=at)
    images = {
        row: opening.image("attachment", columns) for row, columns in images_of_attachments(rows).items()
    }
    recorder.record("file.attached", files=len(rows), zone=zone.value, set=images)
    recorder.rows.insert("matters_attachment", rows)


def _receipt(matter: NewMatter, meant: Understood, given: Dispatch, units: Directory) -> Mapping[str, object]:
    return {
        "number": matter.number,
        "tracking_code": matter.tracking_code,
        "state": matter.state,
        "unit": units.unit(matter.lead_unit_id).name,
        "due_at": matter.next_due_at.astimezone(CHINA).isoformat(timespec="seconds"),
        "kind": matter.kind,
        "reasons": [*meant.sentences, *given.sentences],
    }


def _actor(source: str) -> Actor:
    """A partner's system, or the import of a file."""
    entrance, _, name = source.partition(":")
    if entrance == "partner":
        return Actor(ActorKind.PARTNER, int(name), source)
    return Actor(ActorKind.SYSTEM, None, source)


def title_from(text: str) -> str:
    """The first words of a report that has no title of its own."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    first = line
    for stop in "。！？!?；;":
        first = first.split(stop)[0]
    words = first or line
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1] + "…"


TITLE_LENGTH = 40
