"""A mediation and its parties."""

from typing import Any

from django.db import models
from django.db.models import Q

from heyi.mediation.models.of_matter import OfMediation

_LIVE = ("INVITING", "MEDIATING", "SIGNING")


class Mediation(models.Model):
    """调解: between the parties of a matter's dispute, before one mediator of one unit, under one regime."""

    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    regime = models.CharField(max_length=20)
    dispute = models.CharField(max_length=30)
    origin = models.CharField(max_length=20)
    unit_id = models.BigIntegerField()
    mediator_id = models.BigIntegerField()
    mediator = models.CharField(max_length=60)
    state = models.CharField(max_length=20)
    gist = models.TextField()
    safety = models.CharField(max_length=20)
    is_public = models.BooleanField(default=False)
    on_site = models.BooleanField(default=False)
    fee = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    address = models.CharField(max_length=200, default="")
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    declared_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    extended = models.SmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    recusal_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=30, default="")
    told_remedies_at = models.DateTimeField(null=True)
    site_key = models.CharField(max_length=60, default="")
    captured_at = models.DateTimeField(null=True)
    settles_itself = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="mediations_of_matter"),
            models.Index(
                fields=["unit_id", "due_at"], condition=Q(state__in=_LIVE), name="mediations_of_unit"
            ),
            models.Index(fields=["mediator_id"], condition=Q(state__in=_LIVE), name="mediations_of_mediator"),
            models.Index(
                fields=["opened_at"],
                condition=Q(state="INVITING", on_site=True),
                name="mediations_on_site_waiting",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=("MEDIATING", "SIGNING"), warned_at=None),
                name="mediations_to_warn_of",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                condition=Q(state__in=_LIVE),
                name="one_live_mediation_per_matter",
            ),
            models.CheckConstraint(
                name="ended_mediation_says_why",
                condition=Q(state__in=_LIVE, ending="", ended_at=None)
                | (~Q(state__in=_LIVE) & ~Q(ending="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="begun_after_declared",
                condition=Q(began_at=None) | Q(declared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_commerce_charges", condition=Q(fee=0) | Q(regime="COMMERCIAL", fee__gt=0)
            ),
        ]


class Party(OfMediation):
    """当事人: who is asked, by a letter (A, B, …); name and telephone sealed under a key of their own."""

    side = models.CharField(max_length=2)
    part = models.CharField(max_length=20)
    capacity = models.CharField(max_length=20)
    masked_name = models.CharField(max_length=60)
    masked_phone = models.CharField(max_length=30)
    has_mobile = models.BooleanField()
    phone_mark = models.CharField(max_length=32)
    hides_address = models.BooleanField(default=False)
    key_ref = models.CharField(max_length=120)
    suite = models.CharField(max_length=20)
    sealed = models.BinaryField()
    erased_at = models.DateTimeField(null=True)
    link = models.SmallIntegerField(default=0)
    invited_at = models.DateTimeField(null=True)
    invited_by = models.CharField(max_length=10, default="")
    reminded_at = models.DateTimeField(null=True)
    reminders = models.SmallIntegerField(default=0)
    reached_at = models.DateTimeField(null=True)
    consent = models.CharField(max_length=10)
    consent_way = models.CharField(max_length=10, default="")
    consent_at = models.DateTimeField(null=True)
    consent_file = models.UUIDField(null=True)
    heard_by = models.BigIntegerField(null=True)
    device = models.CharField(max_length=32, default="")

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="medparties_of_matter")]
        constraints = [
            models.UniqueConstraint(fields=["county", "mediation_id", "side"], name="one_party_per_side"),
            models.CheckConstraint(
                name="consent_says_how_and_when",
                condition=Q(consent="ASKED", consent_at=None, consent_way="")
                | (~Q(consent="ASKED") & Q(consent_at__isnull=False) & ~Q(consent_way="")),
            ),
        ]
