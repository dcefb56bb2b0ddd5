"""Tables of notices: what people were told, by which addresses, what waits for the morning, and drills."""

from django.db import models
from django.db.models import Q

from heyi.notices.codes import NoticeKind, NoticeWay, Untold

_KINDS = [kind.value for kind in NoticeKind]


class Notice(models.Model):
    """通知: one person was told of one event. It says nothing of the reporter and nothing of what was reported.

    A drill's notices hang on no matter: they lie under the nil key, and `seq` is the drill's number.
    """

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=24)
    person_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    number = models.CharField(max_length=24)
    due_at = models.DateTimeField(null=True)
    is_urgent = models.BooleanField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "seq", "kind", "person_id"], name="told_once_per_event"
            ),
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=_KINDS)),
        ]
        indexes = [
            models.Index(fields=["person_id", "id"], name="notices_of_person"),
            models.Index(fields=["person_id"], name="notices_unread", condition=Q(read_at=None)),
            models.Index(fields=["at"], name="notices_by_age"),
        ]


class Told(models.Model):
    """That an event was told, to how many, and why to nobody: what `heyi check` holds against the journal."""

    pk = models.CompositePrimaryKey("county", "matter_id", "seq", "kind")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=24)
    people = models.SmallIntegerField()
    untold = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="told_or_why_not",
                condition=Q(people__gt=0, untold="")
                | Q(people=0, untold__in=[reason.value for reason in Untold]),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="told_by_age")]


class Address(models.Model):
    """Where a person, or a unit's group, is reached outside; sealed, never shown again."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.CASCADE, null=True, related_name="+")
    way = models.CharField(max_length=8)
    sealed = models.BinaryField()
    version = models.IntegerField()
    hint = models.CharField(max_length=120)
    language = models.CharField(max_length=10, default="zh-hans", db_default="zh-hans")
    added_at = models.DateTimeField()
    works_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "way"], name="one_address_per_person_and_way"),
            models.UniqueConstraint(fields=["unit", "way"], name="one_robot_per_unit_and_way"),
            models.CheckConstraint(
                name="address_of_person_or_unit",
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
            ),
            models.CheckConstraint(name="way_known", condition=Q(way__in=[way.value for way in NoticeWay])),
        ]


class Setting(models.Model):
    """What a person chose: quiet hours in minutes of the day, and where ticks differ from the usual."""

    person = models.OneToOneField(
        "accounts.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    quiet_starts = models.SmallIntegerField()
    quiet_ends = models.SmallIntegerField()
    choices = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="quiet_within_a_day",
                condition=Q(quiet_starts__range=(0, 1439)) & Q(quiet_ends__range=(0, 1439)),
            ),
        ]


class Held(models.Model):
    """What waits for an address until its quiet hours are over; then all of it goes as one message."""

    pk = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=24)
    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="+")
    unit_id = models.BigIntegerField()
    number = models.CharField(max_length=24)
    due_at = models.DateTimeField(null=True)
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "matter_id", "seq", "kind", "address"], name="held_once_per_event"
            ),
        ]
        indexes = [models.Index(fields=["until"], name="held_by_end")]


class Drill(models.Model):
    """通知演练: somebody had a test notice sent to whoever a unit would tell of something urgent."""

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    people = models.SmallIntegerField()
    outside = models.SmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="drills_of_unit")]
