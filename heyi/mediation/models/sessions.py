"""Rooms, sessions, and who or what is taken when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heyi.mediation.models.of_matter import OfMediation


class MeetingRoom(models.Model):
    """A room of a unit, or a link at which sessions are held."""

    unit_id = models.BigIntegerField()
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=120, default="")
    seats = models.SmallIntegerField(default=0)
    link = models.CharField(max_length=300, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "name"], condition=Q(closed_at=None), name="one_room_of_a_name"
            )
        ]


class Session(OfMediation):
    """一次调解: planned with its parties, held and written up, or called off."""

    meeting = models.CharField(max_length=10)
    room_id = models.BigIntegerField(null=True)
    place = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    sides = ArrayField(models.CharField(max_length=2))
    came = ArrayField(models.CharField(max_length=2), default=list)
    mediator_id = models.BigIntegerField()
    state = models.CharField(max_length=20)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="sessions_of_matter"),
            models.Index(
                fields=["mediator_id", "starts_at"], condition=Q(state="PLANNED"), name="sessions_to_come"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="session_is_a_period", condition=Q(ends_at__gt=models.F("starts_at")))
        ]


class Booking(OfMediation):
    """What a planned session takes: a room, a mediator, a party. Nothing is taken twice at a time (excluded below)."""

    session_id = models.UUIDField()
    resource = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "session_id"], name="bookings_of_session")]


class ConfidentialNote(OfMediation):
    """A note of the mediator's, sealed: for the mediator's eyes alone, or said before all."""

    unit_id = models.BigIntegerField()
    mediator_id = models.BigIntegerField()
    session_id = models.UUIDField(null=True)
    room = models.CharField(max_length=10)
    side = models.CharField(max_length=2, default="")
    key_ref = models.CharField(max_length=120)
    suite = models.CharField(max_length=20)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="mednotes_of_matter")]
        constraints = [
            models.CheckConstraint(
                name="a_side_only_of_a_side",
                condition=Q(room="SIDE", side__gt="") | (~Q(room="SIDE") & Q(side="")),
            )
        ]


class Proposal(OfMediation):
    """A proposal: by a party or the mediator, to these sides; concessions in it are no evidence (在线调解规则 §18)."""

    unit_id = models.BigIntegerField()
    by_side = models.CharField(max_length=2, default="")
    to_sides = ArrayField(models.CharField(max_length=2))
    text = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    state = models.CharField(max_length=10)
    accepted = ArrayField(models.CharField(max_length=2), default=list)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="proposals_of_matter")]


class AgreedFact(OfMediation):
    """A fact that all sides confirm: kept apart from concessions, for it may be relied on later."""

    unit_id = models.BigIntegerField()
    text = models.TextField()
    confirmed = ArrayField(models.CharField(max_length=2), default=list)
    at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="facts_of_matter")]


class CalendarFeed(models.Model):
    """The secret address of a person's own calendar, as a digest; one for each, and a new one shuts the old."""

    person_id = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="one_calendar_of_a_secret")]
