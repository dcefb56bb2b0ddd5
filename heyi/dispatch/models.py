"""Tables of dispatch: rules that people approved, the tasks they led to, and their clocks."""

from typing import Any

from django.db import models


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


class _OfMatter(models.Model):
    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()

    class Meta:
        abstract = True


class Task(_OfMatter):
    """办理任务: a matter given to a unit, with why it and not another."""

    role = models.CharField(max_length=10)
    unit_id = models.BigIntegerField()
    handler_id = models.BigIntegerField(null=True)
    handler = models.CharField(max_length=60, default="")
    state = models.CharField(max_length=12)
    given_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.JSONField(default=dict)
    objection = models.JSONField(null=True, help_text="that it is not the unit's own, and what was decided")
    decider_id = models.BigIntegerField(null=True, help_text="the unit that decides on it, while it waits")
    urged_at = models.DateTimeField(null=True, help_text="when a superior urged last")
    supervised = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="how many supervisions of it are not over"
    )
    outcome = models.CharField(max_length=14, default="", db_default="", help_text="what came of an assist")
    decide_by = models.DateTimeField(
        null=True, help_text="until when an objection is decided, while it waits"
    )

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="tasks_of_matter"),
            models.Index(
                fields=["decider_id", "decide_by"],
                name="tasks_disputed",
                condition=models.Q(decide_by__isnull=False),
            ),
            models.Index(
                fields=["unit_id", "given_at", "id"],
                name="tasks_in_pool",
                condition=models.Q(
                    handler_id=None, state__in=("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER")
                ),
            ),
            models.Index(
                fields=["unit_id", "handler_id"],
                name="tasks_in_hands",
                condition=models.Q(
                    handler_id__isnull=False,
                    state__in=("TO_SIGN", "IN_HAND", "ON_HOLD", "WITH_PARTNER", "ANSWERED"),
                ),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                name="one_lead_per_matter",
                condition=models.Q(role="LEAD") & ~models.Q(state__in=("REFERRED", "WITHDRAWN")),
            ),
            models.UniqueConstraint(
                fields=["county", "matter_id", "unit_id"],
                name="one_live_assist_of_unit",
                condition=models.Q(role="ASSIST", state__in=("TO_SIGN", "IN_HAND")),
            ),
        ]


class Supervision(_OfMatter):
    """督办: a unit above has asked a unit to answer for a task; nobody's hand where a rule began it."""

    task_id = models.UUIDField()
    unit_id = models.BigIntegerField()
    by_unit_id = models.BigIntegerField()
    ground = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=200, default="")
    reply_by = models.DateTimeField()
    replied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="supervisions_of_matter"),
            models.Index(
                fields=["by_unit_id", "reply_by"],
                name="supervisions_by_unit",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["unit_id", "reply_by"],
                name="supervisions_of_unit",
                condition=models.Q(state="OPEN"),
            ),
        ]


class Conferral(_OfMatter):
    """会商: units called together on a matter; agenda and decisions are notes of it."""

    by_unit_id = models.BigIntegerField()
    units = models.JSONField(default=list, help_text="who is called")
    starts_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    came = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="conferrals_of_matter"),
            models.Index(
                fields=["starts_at"], name="conferrals_waiting", condition=models.Q(state="PLANNED")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                name="one_conferral_waits",
                condition=models.Q(state="PLANNED"),
            ),
        ]


class Bundling(_OfMatter):
    """并案: that a matter is bundled under another of the same cause; one at a time."""

    head_county = models.CharField(max_length=6)
    head_id = models.UUIDField()
    head_number = models.CharField(max_length=20)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="bundlings_of_matter"),
            models.Index(
                fields=["head_county", "head_id"],
                name="bundlings_of_head",
                condition=models.Q(left_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                name="one_bundle_at_a_time",
                condition=models.Q(left_at__isnull=True),
            ),
        ]


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


class Clock(_OfMatter):
    """时限 of a task: where it started, what stood still, and the due instant that the calendar gave."""

    task_id = models.UUIDField()
    name = models.CharField(max_length=12)
    limit = models.CharField(max_length=40)
    why = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=10)
    started_at = models.DateTimeField()
    pauses = models.JSONField(default=list)
    extensions = models.JSONField(default=list, help_text="asked for, granted, refused")
    asked_at = models.DateTimeField(
        null=True, help_text="since when a request for longer waits, while it does"
    )
    due_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    calendar_version = models.CharField(max_length=40)
    hours = models.CharField(max_length=80, default="", help_text="of the office; empty: a day ends at 24:00")
    stopped_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=8, default="", db_default="", help_text="what it has said so far")
    warn_at = models.PositiveSmallIntegerField(default=80, db_default=80)
    alert_at = models.DateTimeField(null=True, help_text="when it speaks next, while it runs")

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="clocks_of_matter"),
            models.Index(
                fields=["alert_at"], name="clocks_alert", condition=models.Q(alert_at__isnull=False)
            ),
            models.Index(
                fields=["asked_at"], name="clocks_asked", condition=models.Q(asked_at__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="running_clock_has_due",
                condition=~models.Q(state="RUNNING") | models.Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="stopped_clock_has_stop",
                condition=~models.Q(state="STOPPED") | models.Q(stopped_at__isnull=False),
            ),
        ]


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


class TrialHit(_OfMatter):
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
