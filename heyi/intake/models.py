"""Tables of intake: partners, keys with their answers, marks of likeness that expire, drafts, refusals counted."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Partner(models.Model):
    """A system that may hand reports in; only the SHA-256 of its key is kept (random, so unsalted)."""

    name = models.CharField(max_length=80)
    key_hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=12, default="PLAIN", db_default="PLAIN")  # a PartnerKind
    callback = models.CharField(max_length=500, default="", db_default="")  # where it is told of changes
    city = models.CharField(
        max_length=6, default="", db_default=""
    )  # another city: by this division it signs
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="one_partner_per_name"),
            models.UniqueConstraint(fields=["key_hash"], name="one_partner_per_key"),
            models.UniqueConstraint(
                fields=["city"], name="one_partner_per_city", condition=~models.Q(city="")
            ),
            models.CheckConstraint(
                name="city_has_its_division",
                condition=models.Q(kind="CITY", city__gt="") | (~models.Q(kind="CITY") & models.Q(city="")),
            ),
        ]


class IntakeReport(models.Model):
    """One key of one source and the answer it was given; written and answered in one transaction."""

    pk = models.CompositePrimaryKey("county", "source", "key")
    county = models.CharField(max_length=6)
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    body_hash = models.BinaryField(max_length=32)
    matter_county = models.CharField(max_length=6, db_default="")
    matter_id = models.UUIDField(null=True)
    answer = models.TextField(db_default="")
    received_at = models.DateTimeField()

    class Meta:
        db_table = "intake_report"
        constraints = [
            models.CheckConstraint(
                name="answered_report_has_matter",
                condition=models.Q(answer="", matter_id__isnull=True)
                | (~models.Q(answer="") & ~models.Q(matter_county="") & models.Q(matter_id__isnull=False)),
            ),
        ]


class Fingerprint(models.Model):
    """A keyed hash of a piece of a report or of its caller's telephone: finds likely repeats, and expires.

    The key's order ends in the matter's UUIDv7, so that the newest holders of a mark are one index probe.
    """

    pk = models.CompositePrimaryKey("county", "mark", "matter_id")
    county = models.CharField(max_length=6)
    mark = models.BigIntegerField()
    matter_id = models.UUIDField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [BrinIndex(fields=["expires_at"], name="fingerprints_by_expiry")]


class ReporterMark(models.Model):
    """A keyed hash of the telephone that a matter was reported with: by it, its holder alone finds the own matters.

    Goes when the identity is erased. No entrance but the holder's own reads it: nobody lists matters by person.
    """

    pk = models.CompositePrimaryKey("county", "mark", "matter_id")
    county = models.CharField(max_length=6)
    mark = models.CharField(max_length=32)
    matter_id = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["mark"], name="matters_of_reporter_mark"),
            models.Index(fields=["county", "matter_id"], name="reporter_mark_of_matter"),
        ]


class Draft(models.Model):
    """A report that somebody is still writing on the web: opened by the browser's token and our secret together."""

    token_hash = models.BinaryField(primary_key=True)
    sealed = models.BinaryField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="drafts_by_expiry")]


class EarlyRecall(models.Model):
    """A recall that came before the offer that it recalls: an offer that comes after it is not taken any more."""

    pk = models.CompositePrimaryKey("source", "transfer")
    source = models.CharField(max_length=80)
    transfer = models.UUIDField()
    came_at = models.DateTimeField()


class Rejection(models.Model):
    """How many reports of a source were refused on a day, by reason: nothing vanishes uncounted."""

    pk = models.CompositePrimaryKey("day_on", "source", "code")
    day_on = models.DateField()
    source = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    count = models.IntegerField()
