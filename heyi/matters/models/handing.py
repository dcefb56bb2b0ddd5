"""What passes between this house and others about a matter: transfers, calls, arrivals from other cities."""

from django.db import models

from heyi.matters.models.of_matter import OfMatter


class Transfer(OfMatter):
    """转交: a matter offered to 110, 12345 or another city, what was sent of it, and how it stands there.

    `sent` is what `transfers.leaving` let leave; `told` and `asked` are the two texts that went with it.
    """

    task_id = models.UUIDField()
    partner_id = models.BigIntegerField()
    partner_kind = models.CharField(max_length=12)
    partner = models.CharField(max_length=80)
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=20)
    told = models.TextField()
    asked = models.TextField()
    sent = models.JSONField()
    with_contact = models.BooleanField()
    ref = models.CharField(max_length=200, default="", db_default="")
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                name="one_open_transfer_per_matter",
                condition=models.Q(state__in=("OFFERED", "ACCEPTED")),
            ),
            models.CheckConstraint(
                name="taken_transfer_has_its_number",
                condition=~models.Q(state__in=("ACCEPTED", "RETURNED", "CONCLUDED"))
                | models.Q(ref__gt="", taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_transfer_has_end",
                condition=models.Q(state__in=("OFFERED", "ACCEPTED"), ended_at__isnull=True)
                | models.Q(~models.Q(state__in=("OFFERED", "ACCEPTED")), ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["county", "matter_id", "offered_at"], name="transfers_of_matter"),
            models.Index(fields=["id"], name="transfers_by_their_number"),
        ]


class Call(OfMatter):
    """三方通话: 110, 12345 and the centre spoke about whose a matter is; who takes it, by which ground, and why."""

    partner_id = models.BigIntegerField()
    partner_kind = models.CharField(max_length=12)
    spoke_at = models.DateTimeField()
    who = models.TextField()
    taker = models.CharField(max_length=10)
    ground = models.CharField(max_length=10)
    why = models.TextField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="calls_of_matter"),
            models.Index(fields=["spoke_at", "id"], name="calls_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="call_codes_known",
                condition=models.Q(
                    taker__in=("CENTRE", "POLICE", "HOTLINE", "OTHER"),
                    ground__in=("AGREED", "FIRST", "DANGER", "UNSAID"),
                ),
            ),
        ]


class Arrival(OfMatter):
    """外市来件: a matter that another city handed over to this one; its transfer there is answered from here.

    `route` is every city that has had it, the first first and the sender last: it goes back to none of them anew.
    """

    partner_id = models.BigIntegerField()
    partner = models.CharField(max_length=80)
    transfer = models.UUIDField()
    number = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    reason = models.CharField(max_length=20)
    asked = models.TextField()
    route = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    arrived_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter_id"], name="one_arrival_per_matter"),
            models.CheckConstraint(
                name="ended_arrival_has_end",
                condition=models.Q(state="TAKEN", ended_at__isnull=True)
                | (~models.Q(state="TAKEN") & models.Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["transfer"], name="arrivals_by_transfer")]
