"""The table of kept files. It knows no case: what hangs on a matter refers to it."""

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
