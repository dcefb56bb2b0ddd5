"""The table of produced documents. It knows no case: what a paper belongs to refers to it."""

from django.db import models
from django.db.models import F, Q

from heyi.documents.codes import DocumentState, PaperKind


class Document(models.Model):
    """文书: a paper that was made, by which template, with the hashes of content and bytes; never what it says.

    The bytes are evidence's, sealed there; a destroyed document leaves this row, so that it is known that it was.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=24)
    version = models.SmallIntegerField()
    mark = models.CharField(max_length=80)
    content = models.CharField(max_length=80)  # "ALGO:hex" of the canonical content
    digest = models.CharField(max_length=80)  # "ALGO:hex" of the bytes as made
    sealed_digest = models.CharField(max_length=80, default="", db_default="")
    pages = models.IntegerField()
    file_id = models.UUIDField()
    signed_file_id = models.UUIDField(null=True)
    sealed_file_id = models.UUIDField(null=True)
    unit_id = models.BigIntegerField()
    state = models.CharField(max_length=12)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=60)
    signed_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    archive_class = models.CharField(max_length=24)
    keep_until = models.DateField(null=True)  # None: for good
    held_at = models.DateTimeField(null=True)
    held_by_id = models.BigIntegerField(null=True)
    hold_reason = models.CharField(max_length=200, default="", db_default="")
    destruction_asked_at = models.DateTimeField(null=True)
    destruction_asked_by_id = models.BigIntegerField(null=True)
    destruction_reason = models.CharField(max_length=200, default="", db_default="")
    destroyed_at = models.DateTimeField(null=True)
    destroyed_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paper_kind_known", condition=Q(kind__in=[kind.value for kind in PaperKind])
            ),
            models.CheckConstraint(
                name="document_state_known", condition=Q(state__in=[state.value for state in DocumentState])
            ),
            models.CheckConstraint(
                name="sealed_document_has_its_file",
                condition=Q(sealed_at=None, sealed_file_id=None, sealed_digest="")
                | (Q(sealed_at__isnull=False, sealed_file_id__isnull=False) & ~Q(sealed_digest="")),
            ),
            models.CheckConstraint(
                name="destroyed_by_two_and_never_held",
                condition=Q(destroyed_at=None, destroyed_by_id=None) & ~Q(state="DESTROYED")
                | Q(
                    state="DESTROYED",
                    destroyed_at__isnull=False,
                    destroyed_by_id__isnull=False,
                    destruction_asked_by_id__isnull=False,
                    held_at=None,
                )
                & ~Q(destroyed_by_id=F("destruction_asked_by_id")),
            ),
        ]
        indexes = [
            models.Index(fields=["mark"], name="documents_by_mark"),
            models.Index(fields=["unit_id", "-id"], name="documents_of_unit"),
            models.Index(
                fields=["keep_until"],
                name="documents_past_keeping",
                condition=Q(destroyed_at=None, held_at=None, keep_until__isnull=False),
            ),
            models.Index(fields=["file_id"], name="documents_by_file"),
        ]
