"""Tables of dispatch: rules that people approved, the tasks they led to, and their clocks."""

from typing import Any

from django.db import models


class RuleBook(models.Model):
    """One published edition of the routing and limit rules; never edited after publication."""

    version = models.PositiveIntegerField(unique=True)
    author = models.CharField(max_length=60)
    published_at = models.DateTimeField()
    effective_at = models.DateTimeField()


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

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="tasks_of_matter"),
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
        ]


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

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="clocks_of_matter"),
            models.Index(fields=["due_at"], name="clocks_due", condition=models.Q(state="RUNNING")),
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
