"""A draft of the next rule book: begun from the newest one, changed row by row, every change by name."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from heyi.accounts.rules import Standing
from heyi.dispatch.codes import DraftState, RulePart
from heyi.dispatch.models import DraftRow, RuleDraft
from heyi.dispatch.queries.books import book, newest_book
from heyi.dispatch.queries.drafts import find_draft, open_draft
from heyi.dispatch.rules.books import Row, key_of, row_from, rows_of, values_of
from heyi.dispatch.rules.escalating import DEFAULTS
from heyi.dispatch.rules.publishing import faults_of_power
from heyi.dispatch.rules.row_faults import faults_of_row
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Fault, Refused, refuse_if

MOST_AIM = 200


class CannotDraft(Refused):
    """A draft cannot be begun or changed so."""


def journal(verb: str, by: Standing, at: datetime, **facts: object) -> None:
    """Record what happened to a draft or a book in the administration's stream."""
    actor = Actor(ActorKind.PERSON, by.person_id, by.name)
    record_administration(verb, facts, actor=actor, at=at)


@transaction.atomic
def begin_draft(*, aim: str, by: Standing, at: datetime) -> int:
    """A draft that says what the newest book says; answers its id. There is one at a time."""
    refuse_if(CannotDraft, faults_of_power(by))
    if not aim.strip() or len(aim) > MOST_AIM:
        raise CannotDraft.because("aim", "aim_missing", _("请写明这次为什么要改规则，最多 200 个字。"))
    newest = newest_book(lock=True)  # two who begin at once wait for each other here
    there = open_draft()
    if there is not None:
        sentence = _("已有 %(name)s 起草的草稿，请一起改那一份，或先作废它。")
        raise CannotDraft.because("", "draft_open", sentence, name=there.begun_by_name)
    draft = RuleDraft.objects.create(
        aim=aim.strip(),
        base=newest.version,
        state=DraftState.EDITING.value,
        begun_by=by.person_id,
        begun_by_name=by.name,
        begun_at=at,
    )
    copied = book(newest.version)
    _add_rows(draft, [(part, row) for part in RulePart for row in rows_of(copied, part)])
    journal("draft.begun", by, at, draft=draft.pk, version=newest.version)
    return draft.pk


def _add_rows(draft: RuleDraft, rows: Iterable[tuple[RulePart, Row]], **signed: object) -> None:
    DraftRow.objects.bulk_create(
        DraftRow(draft=draft, part=part.value, values=values_of(row), **signed) for part, row in rows
    )


@transaction.atomic
def add_row(
    draft_id: int, part: RulePart, values: Mapping[str, object], *, by: Standing, at: datetime
) -> int:
    """A new row; answers its id."""
    draft = editable(draft_id, by)
    row = _checked(draft, part, values, but=None)
    made = DraftRow.objects.create(
        draft=draft, part=part.value, values=values_of(row), changed_by_name=by.name, changed_at=at
    )
    _changed(draft, by)
    journal("draft.row_added", by, at, draft=draft_id, part=part.value, row=made.pk)
    return made.pk


@transaction.atomic
def change_row(row_id: int, values: Mapping[str, object], *, seen: int, by: Standing, at: datetime) -> None:
    """The row says this from now on, unless somebody changed it since it was read."""
    held = _held_row(row_id, seen, by)
    row = _checked(held.draft, RulePart(held.part), values, but=row_id)
    if values_of(row) == held.values:
        return
    _sign(held, by, at, values=values_of(row))
    journal("draft.row_changed", by, at, draft=held.draft_id, part=held.part, row=row_id)


@transaction.atomic
def remove_row(row_id: int, *, seen: int, by: Standing, at: datetime) -> None:
    """The row will not be in the next book; it stays in the draft, to be put back."""
    held = _held_row(row_id, seen, by)
    _sign(held, by, at, removed=True)
    journal("draft.row_removed", by, at, draft=held.draft_id, part=held.part, row=row_id)


@transaction.atomic
def put_back_row(row_id: int, *, seen: int, by: Standing, at: datetime) -> None:
    """The removed row is in the draft again."""
    held = _held_row(row_id, seen, by)
    _checked(held.draft, RulePart(held.part), held.values, but=row_id)
    _sign(held, by, at, removed=False)
    journal("draft.row_put_back", by, at, draft=held.draft_id, part=held.part, row=row_id)


@transaction.atomic
def write_out_defaults(draft_id: int, *, by: Standing, at: datetime) -> None:
    """The escalations that hold where a book has none, as rows that can be changed, beside those there are."""
    draft = editable(draft_id, by)
    held = DraftRow.objects.filter(draft=draft, part=RulePart.ESCALATION.value, removed=False)
    there = {key_of(row_from(RulePart.ESCALATION, each.values)) for each in held}
    missing = [row for row in DEFAULTS if key_of(row) not in there]
    if not missing:
        raise CannotDraft.because("", "has_rows", _("草稿里已有升级规则。"))
    _add_rows(
        draft,
        [(RulePart.ESCALATION, row) for row in missing],
        changed_by_name=by.name,
        changed_at=at,
    )
    _changed(draft, by)
    journal("draft.row_added", by, at, draft=draft_id, part=RulePart.ESCALATION.value, rows=len(missing))


@transaction.atomic
def discard_draft(draft_id: int, *, seen: int, by: Standing, at: datetime) -> None:
    """Nothing comes of it; what was in it stays to be read."""
    draft = editable(draft_id, by)
    refuse_if_overtaken(draft, seen)
    draft.state, draft.ended_at = DraftState.DISCARDED.value, at
    draft.save(update_fields=["state", "ended_at"])
    journal("draft.discarded", by, at, draft=draft_id)


def editable(draft_id: int, by: Standing) -> RuleDraft:
    """The draft, locked, while it may be changed."""
    refuse_if(CannotDraft, faults_of_power(by))
    draft = find_draft(draft_id, lock=True)
    if draft is None:
        raise CannotDraft.because("", "unknown_draft", _("没有这份草稿。"))
    if draft.state == DraftState.SUBMITTED:
        raise CannotDraft.because("", "submitted", _("草稿已提交复核，不能再改；要改，请先收回。"))
    if draft.state != DraftState.EDITING:
        raise CannotDraft.because("", "draft_over", _("这份草稿已经发布或作废。"))
    return draft


def refuse_if_overtaken(draft: RuleDraft, seen: int) -> None:
    """Whoever decides on a draft decides on what they read."""
    if draft.revision != seen:
        raise CannotDraft.because("", "overtaken", _("您看过以后草稿又改了，请看过现在的内容再办。"))


def _held_row(row_id: int, seen: int, by: Standing) -> DraftRow:
    """The row with its draft, locked; refused where somebody changed it since."""
    found = DraftRow.objects.filter(pk=row_id).first()
    if found is None:
        raise CannotDraft.because("", "unknown_row", _("没有这一行。"))
    draft = editable(found.draft_id, by)
    held = DraftRow.objects.get(pk=row_id)  # read again: it may have changed while the draft was waited for
    held.draft = draft
    if held.edition != seen:
        sentence = _("%(name)s 刚改过这一行，您的修改没有保存。现在的内容写在下面，请看过再改。")
        raise CannotDraft.because("", "overtaken", sentence, name=held.changed_by_name)
    return held


def _sign(held: DraftRow, by: Standing, at: datetime, **changed: object) -> None:
    for name, value in changed.items():
        setattr(held, name, value)
    held.edition, held.changed_by_name, held.changed_at = held.edition + 1, by.name, at
    held.save(update_fields=[*changed, "edition", "changed_by_name", "changed_at"])
    _changed(held.draft, by)


def _changed(draft: RuleDraft, by: Standing) -> None:
    draft.revision += 1
    draft.authors[str(by.person_id)] = by.name
    draft.read = []
    draft.save(update_fields=["revision", "authors", "read"])


def _checked(draft: RuleDraft, part: RulePart, values: Mapping[str, object], *, but: int | None) -> Row:
    """The row that these values make; refused with everything that is wrong with it."""
    row = row_from(part, values)
    refuse_if(CannotDraft, faults_of_row(row, frozenset(region.code for region in directory().regions)))
    others = DraftRow.objects.filter(draft=draft, part=part.value, removed=False)
    for other in others.exclude(pk=but or 0):
        there = row_from(part, other.values)
        if key_of(there) == key_of(row) and (part == RulePart.ROUTING or there.priority == row.priority):
            raise CannotDraft((_twin(part),))
    return row


def _twin(part: RulePart) -> Fault:
    if part == RulePart.ROUTING:
        return Fault("code", "code_taken", _("这份草稿里已有编码相同的规则。"))
    return Fault("priority", "row_taken", _("已有条件和优先级都相同的一行，请改那一行。"))
