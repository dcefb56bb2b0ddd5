"""Tables of matters. Every one carries the county of receipt, in its key too, so that a city can shard by it."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import ForeignObject
from django.db.models.functions import Now


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


class _OfMatter(models.Model):
    """What hangs on a matter: found by (county, matter_id), joined without a second key."""

    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()

    class Meta:
        abstract = True


class Party(_OfMatter):
    """当事人: name and telephone are masked here; the open ones lie sealed in Identity."""

    role = models.CharField(max_length=12)
    masked_name = models.CharField(max_length=60)
    masked_phone = models.CharField(max_length=30)
    identity_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="parties_of_matter")]


class Identity(_OfMatter):
    """The identity vault: name and telephone under a key of their own, which lies outside the database."""

    key_ref = models.CharField(max_length=120)
    suite = models.CharField(max_length=20)
    sealed = models.BinaryField()
    erased_at = models.DateTimeField(null=True)
    erased_by = models.CharField(max_length=60, default="", db_default="")
    erased_unit_id = models.BigIntegerField(null=True)
    erased_why = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="identities_of_matter")]


class SubjectUnit(_OfMatter):
    """A unit that the report is about: it and its line are denied reach, until a person lifts it (信访工作条例 §30)."""

    unit_id = models.BigIntegerField()
    reason = models.JSONField(default=dict)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter_id", "unit_id"], name="subject_once_per_matter")
        ]


class Note(_OfMatter):
    """What was written on a matter, in one of three zones that never mix."""

    task_id = models.UUIDField(null=True)
    zone = models.CharField(max_length=12)
    what = models.CharField(max_length=12)
    text = models.TextField()
    unit_id = models.BigIntegerField(null=True)
    author_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id", "at"], name="notes_of_matter")]


class Attachment(_OfMatter):
    """A kept file that hangs on a matter: a label, a zone, and whose it is. With a report come the reporter's own."""

    file_id = models.UUIDField()
    digest = models.CharField(max_length=80)
    media = models.CharField(max_length=40)
    size = models.BigIntegerField()
    name = models.TextField()
    note = models.TextField(default="")
    zone = models.CharField(max_length=12)
    unit_id = models.BigIntegerField(null=True)
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    author = models.CharField(max_length=60, default="")
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)
    erased_by = models.CharField(max_length=60, default="", db_default="")
    erased_unit_id = models.BigIntegerField(null=True)
    erased_why = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "file_id", "zone", "author_kind"],
                condition=models.Q(erased_at__isnull=True),
                name="file_once_per_matter",
            )
        ]
        indexes = [
            models.Index(fields=["county", "matter_id", "at"], name="attachments_of_matter"),
            models.Index(fields=["file_id"], name="attachments_of_file"),
        ]


class Rating(_OfMatter):
    """评价: what the reporter thinks of the handling, each question apart; the newest row of a matter counts."""

    reasonable = models.BooleanField(null=True)
    done = models.BooleanField(null=True)
    satisfied = models.CharField(max_length=20, default="", db_default="")
    text = models.TextField(default="", db_default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id", "at"], name="ratings_of_matter")]


class Transfer(_OfMatter):
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


class Call(_OfMatter):
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


class Arrival(_OfMatter):
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


class ErasureAsk(_OfMatter):
    """清除请求: the reporter asks to have the identity or one own file erased; it stays open until the unit answers."""

    attachment_id = models.UUIDField(null=True)  # the identity where there is none
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "attachment_id"],
                condition=models.Q(state="OPEN"),
                name="file_erasure_asked_once",
            ),
            models.UniqueConstraint(
                fields=["county", "matter_id"],
                condition=models.Q(state="OPEN", attachment_id=None),
                name="identity_erasure_asked_once",
            ),
            models.CheckConstraint(
                name="answered_ask_has_an_hour",
                condition=models.Q(state="OPEN", answered_at=None)
                | (~models.Q(state="OPEN") & models.Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=models.Q(state="OPEN"), name="open_erasure_asks")
        ]


class Likeness(_OfMatter):
    """Two matters that may tell of the same thing: a link for people to judge, never a merging."""

    other_county = models.CharField(max_length=6)
    other_id = models.UUIDField()
    reason = models.CharField(max_length=20)
    verdict = models.CharField(max_length=10, default="", db_default="")  # what a person judged

    class Meta:
        indexes = [models.Index(fields=["other_county", "other_id"], name="likenesses_of_other")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "other_county", "other_id"], name="likeness_once_per_pair"
            )
        ]

    def other(self, county: str, matter_id: UUID) -> tuple[str, UUID]:
        """The other of the two, seen from one of them."""
        mine = (self.county, self.matter_id)
        return (self.other_county, self.other_id) if mine == (county, matter_id) else mine


def _first_due(name: str, *sort: str, **more: Any) -> models.Index:
    """An index that gives a unit's rows of one sort in the order of what is due first."""
    fields = ["unit_id", "basis", "is_live", *sort, "next_due_at", "matter_id"]
    return models.Index(fields=fields, name=name, **more)


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
