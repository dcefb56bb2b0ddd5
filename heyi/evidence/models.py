"""Tables of kept files and of exhibits. They know no case: what hangs on a matter refers to them."""

from django.db import models


class KeptFile(models.Model):
    """A file, kept once however often it is brought: told by the hash of its bytes, sealed under a key of its own."""

    id = models.UUIDField(primary_key=True)
    algo = models.CharField(max_length=10)
    digest = models.BinaryField()
    media = models.CharField(max_length=40)
    size = models.BigIntegerField()
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)
    pages = models.IntegerField(null=True)
    pages_shown = models.IntegerField(null=True)
    key_ref = models.CharField(max_length=120)
    suite = models.CharField(max_length=20)
    original = models.CharField(max_length=80)
    shown = models.CharField(max_length=80, default="")
    thumb = models.CharField(max_length=80, default="")
    scan = models.CharField(max_length=10, default="NONE", db_default="NONE")
    scan_found = models.CharField(max_length=120, default="", db_default="")
    scanned_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["algo", "digest"], condition=models.Q(erased_at__isnull=True), name="file_kept_once"
            )
        ]
        indexes = [
            models.Index(fields=["kept_at"], name="files_by_age"),
            models.Index(
                fields=["scanned_at", "id"],
                condition=models.Q(scan__in=("NONE", "WAITING"), erased_at__isnull=True),
                name="files_to_scan",
            ),
        ]


class Exhibit(models.Model):
    """A kept file that was taken as evidence: its hashes at receipt, how it was captured, the head of its custody.

    `sealed` holds its words (name, device, steps, who handed it in) under a key of its own, so that destroying it
    makes them unreadable in every dump; what is left open are numbers and codes.
    """

    id = models.UUIDField(primary_key=True)
    file = models.ForeignKey(KeptFile, models.PROTECT, related_name="+")
    sha256 = models.BinaryField()
    sm3 = models.BinaryField()
    size = models.BigIntegerField()
    media = models.CharField(max_length=40)
    capture = models.CharField(max_length=20)
    original = models.CharField(max_length=20)
    handed_by = models.CharField(
        max_length=80, default="", db_default=""
    )  # a reference of whoever stands above
    key_ref = models.CharField(max_length=120)
    sealed = models.BinaryField()
    taken_at = models.DateTimeField()
    custody_seq = models.IntegerField()
    custody_hash = models.BinaryField()
    stamped_at = models.DateTimeField(null=True)
    stamp_tries = models.IntegerField(default=0, db_default=0)
    stamp_next_at = models.DateTimeField(null=True)
    stamp_error = models.CharField(max_length=200, default="", db_default="")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="exhibit_has_custody", condition=models.Q(custody_seq__gte=1)),
        ]
        indexes = [
            models.Index(
                fields=["stamp_next_at"],
                condition=models.Q(stamped_at__isnull=True, destroyed_at__isnull=True),
                name="exhibits_to_stamp",
            ),
        ]


class CustodyRow(models.Model):
    """One thing that was done with an exhibit; append-only by trigger. `hash` = H(hash before it, body).

    `body` is canonical JSON of act, actor, instant, exhibit, number and facts, and a commitment to the words, which
    lie beside it, sealed under the exhibit's key.
    """

    pk = models.CompositePrimaryKey("exhibit_id", "seq")
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="+")
    seq = models.IntegerField()
    act = models.CharField(max_length=20)
    at = models.DateTimeField()
    body = models.TextField()
    hash = models.BinaryField()
    algo = models.CharField(max_length=10)
    sealed = models.BinaryField()


class Stamp(models.Model):
    """A time stamp token (RFC 3161) over an exhibit's SHA-256, with the certificates it was checked against."""

    id = models.UUIDField(primary_key=True)
    exhibit = models.ForeignKey(Exhibit, models.PROTECT, related_name="+")
    token = models.BinaryField()
    tsa = models.CharField(max_length=300)
    serial = models.CharField(max_length=80)
    stamped_at = models.DateTimeField()
    is_trial = models.BooleanField()
    roots = models.TextField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exhibit"], name="one_stamp_per_exhibit")]


class Package(models.Model):
    """A package that left the house: its digest, by which it is known again."""

    id = models.UUIDField(primary_key=True)
    digest = models.BinaryField()
    exhibits = models.IntegerField()
    made_at = models.DateTimeField()
