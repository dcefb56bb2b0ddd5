"""Rules that people approved, and those they are writing."""

from django.db import models

from heyi.dispatch.models.of_matter import OfMatter


class RuleBook(models.Model):
    """One published edition of the routing and limit rules; never edited after publication.

    A book whose day has not come may be withdrawn. `digest` is empty only in books older than digests.
    """

    version = models.PositiveIntegerField(unique=True)
    author = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    aim = models.CharField(max_length=200, default="", db_default="")
    authors = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    approver_id = models.BigIntegerField(null=True)
    approver = models.CharField(max_length=60, default="", db_default="")
    digest = models.CharField(max_length=80, default="", db_default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=60, default="", db_default="")
    withdrawn_why = models.CharField(max_length=300, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="withdrawn_before_its_day",
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__lt=models.F("effective_at")),
            ),
        ]


class RoutingRule(models.Model):
    """Kind x region x channel -> which unit. Empty means any; the highest priority that fits wins."""

    book = models.ForeignKey(RuleBook, on_delete=models.PROTECT, related_name="routing")
    code = models.CharField(max_length=40)
    priority = models.IntegerField()
    nature = models.CharField(max_length=20, default="")
    field = models.CharField(max_length=40, default="")
    channel = models.CharField(max_length=20, default="")
    region_code = models.CharField(max_length=12, default="")
    unit_kind = models.CharField(max_length=30)
    specialty = models.CharField(max_length=40, default="")
    level = models.CharField(max_length=12)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "code"], name="routing_rule_once_per_book")]


class LimitRule(models.Model):
    """Clock x nature x channel x urgency -> limit, with its source."""

    book = models.ForeignKey(RuleBook, on_delete=models.PROTECT, related_name="limits")
    clock = models.CharField(max_length=12)
    priority = models.IntegerField()
    nature = models.CharField(max_length=20, default="")
    channel = models.CharField(max_length=20, default="")
    urgency = models.CharField(max_length=10, default="")
    role = models.CharField(max_length=10, default="")
    limit = models.CharField(max_length=40)
    why = models.CharField(max_length=200)
    extension = models.CharField(max_length=40, default="", help_text="the most that may be added in all")
    approver = models.CharField(max_length=10, default="")
    warn_at = models.PositiveSmallIntegerField(
        default=80, db_default=80, help_text="per cent of the span after which the clock warns"
    )


class EscalationRule(models.Model):
    """Clock x urgency x stage -> who presses the unit, and how; empty means any. A book without one has defaults."""

    book = models.ForeignKey(RuleBook, on_delete=models.PROTECT, related_name="escalations")
    clock = models.CharField(max_length=12, default="")
    priority = models.IntegerField()
    urgency = models.CharField(max_length=10, default="")
    stage = models.CharField(max_length=8)
    level = models.CharField(max_length=12)
    does = models.CharField(max_length=10)
    why = models.CharField(max_length=200)


class RuleDraft(models.Model):
    """草稿: the next rule book while it is written. One at a time; `revision` counts what was changed in it."""

    aim = models.CharField(max_length=200, help_text="what it is for")
    base = models.PositiveIntegerField(help_text="the version that it was copied from")
    state = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=1)
    begun_by = models.BigIntegerField()
    begun_by_name = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    authors = models.JSONField(default=dict, help_text="who changed anything: name by id")
    read = models.JSONField(default=list, help_text="marks of the warnings that were read")
    submitted_by = models.BigIntegerField(null=True)
    submitted_by_name = models.CharField(max_length=60, default="")
    submitted_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True, help_text="asked for; empty: once it is approved")
    sent_back = models.CharField(max_length=300, default="", help_text="why it was sent back last")
    sent_back_by_name = models.CharField(max_length=60, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), name="one_open_draft", condition=models.Q(state__in=("EDITING", "SUBMITTED"))
            ),
            models.CheckConstraint(
                name="open_draft_has_no_end",
                condition=models.Q(state__in=("EDITING", "SUBMITTED"), ended_at=None)
                | models.Q(state__in=("PUBLISHED", "DISCARDED"), ended_at__isnull=False),
            ),
        ]


class DraftRow(models.Model):
    """A row of a draft; `edition` counts its changes, so that a second hand on the same row is told."""

    draft = models.ForeignKey(RuleDraft, on_delete=models.PROTECT, related_name="rows")
    part = models.CharField(max_length=10)
    values = models.JSONField()
    edition = models.PositiveIntegerField(default=1)
    removed = models.BooleanField(default=False)
    changed_by_name = models.CharField(max_length=60, default="")
    changed_at = models.DateTimeField(null=True)


class RuleTrial(models.Model):
    """试算 of a draft on past matters: numbers alone. The matters stand in TrialHit, behind the wall."""

    draft = models.ForeignKey(RuleDraft, on_delete=models.PROTECT, related_name="trials")
    revision = models.PositiveIntegerField()
    against = models.PositiveIntegerField(help_text="the version that it is compared with")
    days = models.PositiveIntegerField(null=True, help_text="how far back; empty: all there is")
    state = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    asked_by_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class TrialHit(OfMatter):
    """A matter that would go elsewhere by a draft: whoever does not see the matter does not see this row."""

    trial_id = models.BigIntegerField()
    number = models.CharField(max_length=26)
    of_unit_id = models.BigIntegerField(null=True)
    to_unit_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["trial_id", "of_unit_id", "to_unit_id"], name="hits_of_trial"),
            models.Index(fields=["county", "matter_id"], name="hits_of_matter"),
        ]
