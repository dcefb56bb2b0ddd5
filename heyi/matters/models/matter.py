"""A matter, who reaches it, and how many there are of each sort."""

from typing import Any

from django.db import models
from django.db.models import ForeignObject
from django.db.models.functions import Now


def _first_due(name: str, *sort: str, **more: Any) -> models.Index:
    """An index that gives a unit's rows of one sort in the order of what is due first."""
    fields = ["unit_id", "basis", "is_live", *sort, "next_due_at", "matter_id"]
    return models.Index(fields=fields, name=name, **more)


class Matter(models.Model):
    """事项: what somebody reported, as it stands now; its history is the journal."""

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    number = models.CharField(max_length=26)
    tracking_code = models.CharField(max_length=16)
    kind = models.CharField(max_length=60)
    title = models.TextField()
    narrative = models.TextField()
    place = models.TextField(default="")
    point = models.JSONField(null=True)  # heyi.kernel.point, where the reporter gave one
    region_code = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    source = models.CharField(max_length=80)
    source_ref = models.CharField(max_length=200, default="")
    urgency = models.CharField(max_length=10)
    confidentiality = models.CharField(max_length=10, default="PRIVATE")
    state = models.CharField(max_length=12)
    lead_unit_id = models.BigIntegerField()
    lead_why = models.CharField(max_length=200, default="", db_default="")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    occurred_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    next_due_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    contested_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=10, default="", db_default="")
    partner = models.CharField(max_length=80, default="", db_default="")  # to whom it is transferred, by name
    partner_ref = models.CharField(
        max_length=200, default="", db_default=""
    )  # its own number: it has the matter
    is_commanded = models.BooleanField(default=False, db_default=False)  # whether a command group stands
    part_of = models.UUIDField(null=True)  # the head's key, where it was split off another matter
    has_parts = models.BooleanField(default=False, db_default=False)  # whether any was ever split off it
    reading = models.JSONField(default=dict)
    salt = models.BinaryField()
    head_seq = models.IntegerField()
    head_hash = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(
                fields=["lead_unit_id", "answered_at"],
                include=["received_at", "county", "id"],
                name="matters_answered",
                condition=models.Q(answered_at__isnull=False),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "number"], name="one_matter_per_number"),
            models.UniqueConstraint(fields=["county", "tracking_code"], name="one_matter_per_tracking_code"),
            models.CheckConstraint(
                name="live_matter_has_due_or_hold",
                condition=models.Q(state__in=("CLOSED", "ON_HOLD", "WITH_PARTNER"))
                | models.Q(state__in=("TO_SIGN", "IN_HAND", "ANSWERED"), next_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_matter_has_closing",
                condition=~models.Q(state="CLOSED") | models.Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_closed_matter_has_closing",
                condition=models.Q(closing="") | models.Q(state="CLOSED"),
            ),
            models.CheckConstraint(
                name="no_part_of_a_part", condition=models.Q(part_of=None) | models.Q(has_parts=False)
            ),
            models.CheckConstraint(
                name="partner_has_it_by_its_number",
                condition=models.Q(state="WITH_PARTNER", partner__gt="", partner_ref__gt="")
                | models.Q(
                    ~models.Q(state="WITH_PARTNER"), models.Q(partner_ref="") | models.Q(closing="BY_PARTNER")
                ),
            ),
        ]


class Reach(models.Model):
    """可达: one row per unit that may see a matter (or must not), with what its lists show and filter by."""

    pk = models.CompositePrimaryKey("county", "matter_id", "unit_id")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    unit_id = models.BigIntegerField()
    basis = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    is_live = models.BooleanField()
    kind = models.CharField(max_length=60)
    region_code = models.CharField(max_length=12)
    urgency = models.CharField(max_length=10)
    next_due_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(db_default=Now())
    matter = ForeignObject(
        Matter,
        on_delete=models.DO_NOTHING,
        from_fields=["county", "matter_id"],
        to_fields=["county", "id"],
        related_name="reaches",
    )

    class Meta:
        indexes = [
            _first_due("work_list_of_state", "state", include=["county", "kind", "region_code", "urgency"]),
            _first_due("work_list_of_region", "region_code", "state", include=["county", "kind", "urgency"]),
            _first_due("work_list_of_kind", "kind", "state", include=["county", "region_code", "urgency"]),
            _first_due("work_list_urgent", "state", condition=models.Q(urgency="URGENT")),
        ]


class Tally(models.Model):
    """How many rows of reach a unit has of one sort: the sum over its slots. Written by triggers alone."""

    pk = models.CompositePrimaryKey("unit_id", "slot", "basis", "state", "is_live", "urgency")
    unit_id = models.BigIntegerField()
    slot = models.SmallIntegerField()
    basis = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    is_live = models.BooleanField()
    urgency = models.CharField(max_length=10)
    count = models.BigIntegerField()
