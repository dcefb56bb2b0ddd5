"""The tasks that rules led to, their clocks, and what units do about them together."""

from django.db import models

from heyi.dispatch.models.of_matter import OfMatter


class Task(OfMatter):
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
                fields=["unit_id"], name="tasks_objected", condition=models.Q(objection__isnull=False)
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
                condition=models.Q(role="ASSIST", state__in=("TO_SIGN", "IN_HAND", "ON_HOLD")),
            ),
        ]


class Supervision(OfMatter):
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


class Conferral(OfMatter):
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


class Bundling(OfMatter):
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


class Part(OfMatter):
    """分项: that a matter was split off another, its head; what both sides ask of the other stands here.

    `id` is the part's own key, so that its moves find the row without asking. State, kind, closing, unit, due time and
    live alarm repeat the part's, written by its own moves; `head_unit_id` and `head_is_closed` follow the head.
    """

    number = models.CharField(max_length=26)
    kind = models.CharField(max_length=60)
    state = models.CharField(max_length=12)
    closing = models.CharField(max_length=10, default="")
    lead_unit_id = models.BigIntegerField()
    due_at = models.DateTimeField(null=True)
    has_alarm = models.BooleanField()
    head_county = models.CharField(max_length=6)
    head_id = models.UUIDField()
    head_number = models.CharField(max_length=26)
    head_unit_id = models.BigIntegerField()
    head_is_closed = models.BooleanField(default=False)
    split_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["head_county", "head_id", "split_at"], name="parts_of_head"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "matter_id"], name="part_of_one_head"),
            models.CheckConstraint(
                name="part_has_its_matters_key", condition=models.Q(id=models.F("matter_id"))
            ),
            models.CheckConstraint(
                name="part_is_not_its_own_head", condition=~models.Q(head_id=models.F("matter_id"))
            ),
        ]


class Clock(OfMatter):
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
