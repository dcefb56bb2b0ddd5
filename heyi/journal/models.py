"""Tables of the journal. The triggers that make them append-only stand in the first migration."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Now

if TYPE_CHECKING:
    _Number = models.Field[int, int]
    _BigNumber = models.BigIntegerField[int, int]
else:
    _Number = models.Field
    _BigNumber = models.BigIntegerField


class Xid8Field(_Number):
    """A transaction's number, 64 bits, never wrapped. Read and written by SQL as text."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 (Django's signature)
        return "xid8"


class PositionField(_BigNumber):
    """Numbers given by the database in order of insertion; gaps are normal."""

    def db_type_suffix(self, connection: Any) -> str:  # noqa: ARG002 (Django's signature)
        return "GENERATED ALWAYS AS IDENTITY"


class CurrentXact(models.Func):
    """The number of the transaction that writes."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = Xid8Field()


class Event(models.Model):
    """One thing that happened to a matter (or, in the administration's stream, to the house itself).

    `body` is the canonical JSON of actor, instant, facts and verb; `hash` = H(hash before it, body).
    """

    pk = models.CompositePrimaryKey("county", "matter_id", "seq")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    seq = models.IntegerField()
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    body = models.TextField()
    hash = models.BinaryField()
    algo = models.CharField(max_length=6)
    xact = Xid8Field(db_default=CurrentXact())
    position = PositionField()

    class Meta:
        indexes = [models.Index(fields=["xact", "position"], name="events_in_commit_order")]


class Stream(models.Model):
    """The head of a chain that hangs on no matter: its row lock puts administrative events in line."""

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    seq = models.IntegerField()
    hash = models.BinaryField()


class Epoch(models.Model):
    """One database cluster in the journal's life: past the position `floor`, `xact` is its count."""

    epoch = models.IntegerField(primary_key=True)
    cluster = models.TextField()
    floor = models.BigIntegerField()
    since = models.DateTimeField(db_default=Now())


class Cursor(models.Model):
    """How far a consumer has read: everything up to (epoch, xact, position) has taken effect."""

    name = models.CharField(max_length=60, primary_key=True)
    epoch = models.IntegerField(default=0)
    xact = Xid8Field(db_default=models.Value("0"))
    position = models.BigIntegerField(default=0, db_default=0)
    failures = models.IntegerField(default=0, db_default=0)
    last_error = models.TextField(default="", db_default="")
    failed_at = models.DateTimeField(null=True)


class LedgerDay(models.Model):
    """A day's seal over every event folded on it (China's days), resting on the day before."""

    day = models.DateField(primary_key=True)
    epoch = models.IntegerField()
    upto_xact = Xid8Field()
    upto_position = models.BigIntegerField()
    events = models.BigIntegerField()
    algo = models.CharField(max_length=6)
    prev_root = models.BinaryField()
    root = models.BinaryField()
    closed_at = models.DateTimeField(null=True)


class AccessLog(models.Model):
    """Who looked at what of a matter, when, and why."""

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    unit_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=40)
    purpose = models.CharField(max_length=200)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id", "id"], name="looks_at_matter"),
            models.Index(fields=["id"], name="looks_in_order"),
            models.Index(fields=["actor_id", "id"], name="looks_of_actor"),
        ]


class Delivery(models.Model):
    """Something that must reach another system, with every attempt counted until it is there or given up."""

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    seq = models.IntegerField()
    destination = models.CharField(max_length=120)
    what = models.CharField(max_length=60)
    body = models.TextField()
    queued_at = models.DateTimeField()
    attempts = models.IntegerField(default=0, db_default=0)
    next_try_at = models.DateTimeField()
    last_error = models.TextField(default="", db_default="")
    delivered_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    in_order = models.BooleanField(default=False, db_default=False)  # waits for those before it of its matter
    dismissed_at = models.DateTimeField(null=True)  # a person let it be; only of what was given up

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "seq", "destination", "what"], name="delivered_once_per_event"
            ),
            models.CheckConstraint(
                name="dismissed_was_given_up",
                condition=models.Q(dismissed_at__isnull=True) | models.Q(gave_up_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivered_or_given_up",
                condition=models.Q(delivered_at__isnull=True) | models.Q(gave_up_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="deliveries_due",
                condition=models.Q(delivered_at__isnull=True, gave_up_at__isnull=True),
            ),
            models.Index(
                fields=["id"],
                name="deliveries_given_up",
                condition=models.Q(gave_up_at__isnull=False),
            ),
            models.Index(fields=["id"], name="deliveries_in_order"),
        ]
