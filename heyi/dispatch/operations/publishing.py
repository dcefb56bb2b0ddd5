"""A draft becomes the next book by two persons: one submits, another who wrote nothing of it approves."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from heyi.accounts.rules import Standing
from heyi.dispatch.codes import DraftState, RulePart, TrialState
from heyi.dispatch.models import RuleBook, RuleDraft
from heyi.dispatch.operations.books import write_book
from heyi.dispatch.operations.drafting import CannotDraft, editable, journal, refuse_if_overtaken
from heyi.dispatch.queries.books import book, find_book, newest_book
from heyi.dispatch.queries.drafts import draft_as_book, find_draft, latest_trial, open_draft, rows_of_draft
from heyi.dispatch.rules.books import changes, rows_of
from heyi.dispatch.rules.findings import blocking, findings, to_read
from heyi.dispatch.rules.publishing import faults_of_approver, faults_of_date, faults_of_power
from heyi.dispatch.rules.routing import Book
from heyi.kernel.calendar import mainland
from heyi.kernel.words import _
from heyi.orgs.access import directory
from heyi.orgs.rules import Refused, refuse_if

MOST_WHY = 300


class CannotPublish(Refused):
    """A draft cannot go on, or a book cannot be taken back."""


@transaction.atomic
def submit_draft(
    draft_id: int,
    *,
    effective_at: datetime | None,
    read: Collection[str],
    seen: int,
    by: Standing,
    at: datetime,
) -> None:
    """Ask for a second pair of eyes. `read`: marks of the warnings that were read; `effective_at` None: at once."""
    draft = editable(draft_id, by)
    refuse_if_overtaken(draft, seen)
    newest = newest_book()
    dates = faults_of_date(effective_at, at=at, latest=newest.effective_at, calendar=mainland())
    refuse_if(CannotPublish, dates)
    _check_book(draft, newest.version, read)
    draft.state, draft.effective_at, draft.read = DraftState.SUBMITTED.value, effective_at, sorted(read)
    draft.submitted_by, draft.submitted_by_name, draft.submitted_at = by.person_id, by.name, at
    draft.authors[str(by.person_id)] = by.name
    draft.save()
    journal("draft.submitted", by, at, draft=draft_id, version=newest.version, revision=draft.revision)


def _check_book(draft: RuleDraft, newest: int, read: Collection[str]) -> Book:
    """The book that the draft would be; refused while it has gaps, untold warnings, no change, or no fresh trial."""
    before, after = book(newest), draft_as_book(rows_of_draft(draft.pk))
    if not changes(before, after):
        raise CannotPublish.because("", "nothing_changed", _("草稿和现行的一版完全一样。"))
    trees = directory()
    found = findings(after, trees)
    if blocking(found):
        raise CannotPublish.because("", "blocked", _("还有缺口或写错的行，补好才能提交。"))
    unread = {finding.mark for finding in to_read(found, findings(before, trees))} - set(read)
    if unread:
        raise CannotPublish.because("read", "unread", _("请逐条看过新出现的提示，并勾选。"))
    trial = latest_trial(draft.pk)
    if (
        trial is None
        or trial.state != TrialState.DONE
        or (trial.revision, trial.against) != (draft.revision, newest)
    ):
        raise CannotPublish.because("", "not_tried", _("请先用现在的草稿试算一遍，再提交。"))
    return after


@transaction.atomic
def recall_draft(draft_id: int, *, by: Standing, at: datetime) -> None:
    """The draft is written on; nobody looks at it meanwhile."""
    refuse_if(CannotPublish, faults_of_power(by))
    draft = _submitted(draft_id)
    _open_again(draft)
    journal("draft.recalled", by, at, draft=draft_id)


@transaction.atomic
def send_back_draft(draft_id: int, *, why: str, seen: int, by: Standing, at: datetime) -> None:
    """Not so: the second pair of eyes says what is to be done first."""
    draft = _submitted(draft_id)
    refuse_if(CannotPublish, faults_of_approver(by, draft.authors))
    refuse_if_overtaken(draft, seen)
    _needs_reason(why)
    draft.sent_back, draft.sent_back_by_name = why.strip(), by.name
    _open_again(draft)
    journal("draft.sent_back", by, at, draft=draft_id)


@transaction.atomic
def approve_draft(draft_id: int, *, seen: int, against: int, by: Standing, at: datetime) -> int:
    """Publish the draft as the next book, from its date or at once; answers its version.

    `seen` and `against`: the revision that was read, and the version that it was compared with.
    """
    newest = newest_book(lock=True)
    draft = _submitted(draft_id)
    refuse_if(CannotPublish, faults_of_approver(by, draft.authors))
    refuse_if_overtaken(draft, seen)
    if against != newest.version:
        raise CannotDraft.because("", "overtaken", _("您看过以后草稿又改了，请看过现在的内容再办。"))
    asked = draft.effective_at if draft.effective_at and draft.effective_at > at else None
    refuse_if(CannotPublish, faults_of_date(asked, at=at, latest=newest.effective_at, calendar=mainland()))
    after = _check_book(draft, newest.version, draft.read)
    made = _published(draft, after, RuleBook.objects.order_by("-version")[0].version + 1, asked or at, by, at)
    draft.state, draft.ended_at = DraftState.PUBLISHED.value, at
    draft.save(update_fields=["state", "ended_at"])
    return made.version


def _published(
    draft: RuleDraft, after: Book, version: int, effective_at: datetime, by: Standing, at: datetime
) -> RuleBook:
    made = write_book(
        version,
        ((part, row) for part in RulePart for row in rows_of(after, part)),
        author=draft.submitted_by_name,
        at=at,
        effective_at=effective_at,
        aim=draft.aim,
        authors=[{"id": int(person), "name": name} for person, name in sorted(draft.authors.items())],
        approver_id=by.person_id,
        approver=by.name,
    )
    journal(
        "rules.published",
        by,
        at,
        version=version,
        draft=draft.pk,
        digest=made.digest,
        effective_at=effective_at.isoformat(),
        proposed_by=draft.submitted_by,
        authors=sorted(map(int, draft.authors)),
    )
    return made


@transaction.atomic
def withdraw_book(version: int, *, why: str, by: Standing, at: datetime) -> None:
    """A book whose day has not come will never hold. A draft that waits for approval is looked at anew."""
    refuse_if(CannotPublish, faults_of_power(by))
    newest = newest_book(lock=True)
    found = find_book(version)
    if found is None or found.withdrawn_at is not None or newest.version != version:
        raise CannotPublish.because("", "unknown_book", _("没有这一版，或它已被撤回、替代。"))
    if found.effective_at <= at:
        raise CannotPublish.because("", "in_force", _("这一版已经生效，不能撤回；请起草新的一版。"))
    _needs_reason(why)
    found.withdrawn_at, found.withdrawn_by, found.withdrawn_why = at, by.name, why.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    draft = open_draft()
    if draft is not None and draft.state == DraftState.SUBMITTED:
        _open_again(draft)
    journal("rules.withdrawn", by, at, version=version)


def _submitted(draft_id: int) -> RuleDraft:
    draft = find_draft(draft_id, lock=True)
    if draft is None or draft.state != DraftState.SUBMITTED:
        raise CannotPublish.because("", "not_submitted", _("这份草稿没有在等复核，可能刚被收回或退回。"))
    return draft


def _open_again(draft: RuleDraft) -> None:
    draft.state, draft.submitted_by, draft.submitted_by_name = DraftState.EDITING.value, None, ""
    draft.submitted_at, draft.effective_at, draft.read = None, None, []
    draft.save()


def _needs_reason(why: str) -> None:
    if not why.strip() or len(why) > MOST_WHY:
        raise CannotPublish.because("why", "why_missing", _("请写明理由，最多 300 个字。"))
