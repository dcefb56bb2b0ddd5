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


class CommandGroup(_OfMatter):
    """指挥组: convened for a matter by a unit, for a purpose; stood down with an outcome, or with its matter."""

    by_unit_id = models.BigIntegerField()
    purpose = models.TextField()
    convened_at = models.DateTimeField()
    convened_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="groups_of_matter"),
            models.Index(
                fields=["convened_at"], name="groups_open", condition=models.Q(ended_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                name="one_open_group_per_matter",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]


class GroupMember(_OfMatter):
    """Who belongs to a command group: a unit, or one person of it, with a part; while `left_at` is empty."""

    group_id = models.UUIDField()
    unit_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True)
    person = models.CharField(max_length=60, default="")
    part = models.CharField(max_length=10)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="members_of_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "group_id"],
                name="one_lead_per_group",
                condition=models.Q(part="LEAD", left_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["county", "group_id", "unit_id", "person_id"],
                name="member_once_per_group",
                condition=models.Q(left_at__isnull=True),
                nulls_distinct=False,
            ),
        ]


class GroupOrder(_OfMatter):
    """A command group's order: who does what until when, and what came of it."""

    group_id = models.UUIDField()
    member_id = models.UUIDField()
    what = models.TextField()
    state = models.CharField(max_length=10)
    given_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="orders_of_matter")]
        constraints = [
            models.CheckConstraint(
                name="ended_order_has_end",
                condition=models.Q(state="OPEN", ended_at__isnull=True)
                | (~models.Q(state="OPEN") & models.Q(ended_at__isnull=False)),
            ),
        ]


class Bulletin(models.Model):
    """通报: which units of a line fell short at an instant, drawn up by a superior, approved by a second person."""

    unit_id = models.BigIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10)
    drawn_at = models.DateTimeField()
    drawn_by = models.BigIntegerField()
    drawer = models.CharField(max_length=60)
    published_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    approver = models.CharField(max_length=60, default="")

    class Meta:
        indexes = [models.Index(fields=["unit_id", "drawn_at"], name="bulletins_of_unit")]
        constraints = [
            models.CheckConstraint(
                name="second_person_approves",
                condition=~models.Q(state="PUBLISHED")
                | models.Q(published_at__isnull=False)
                & models.Q(approved_by__isnull=False)
                & ~models.Q(approved_by=models.F("drawn_by")),
            ),
        ]


class BulletinRow(models.Model):
    """A unit on a bulletin, never a person: how many of each sort, frozen, with the numbers of the matters."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.CASCADE, related_name="rows")
    unit_id = models.BigIntegerField()
    overdue = models.PositiveIntegerField()
    unanswered = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    numbers = models.JSONField(default=dict)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=60, default="")
    struck_why = models.TextField(default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "unit_id"], name="unit_once_per_bulletin")]
