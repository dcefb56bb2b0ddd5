"""Command groups for urgent matters, and bulletins of units that fell short."""

from django.db import models

from heyi.dispatch.models.of_matter import OfMatter


class CommandGroup(OfMatter):
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


class GroupMember(OfMatter):
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


class GroupOrder(OfMatter):
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
