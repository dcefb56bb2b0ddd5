"""Who and what belongs to a matter: people, notes, files, what was said of it."""

from uuid import UUID

from django.db import models
from django.db.models.functions import Right

from heyi.matters.models.of_matter import OfMatter


class Party(OfMatter):
    """当事人: name and telephone are masked here; the open ones lie sealed in Identity."""

    role = models.CharField(max_length=12)
    masked_name = models.CharField(max_length=60)
    masked_phone = models.CharField(max_length=30)
    identity_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="parties_of_matter"),
            models.Index(Right("masked_phone", 4), name="parties_by_phone_tail"),
        ]


class Identity(OfMatter):
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


class SubjectUnit(OfMatter):
    """A unit that the report is about: it and its line are denied reach, until a person lifts it (信访工作条例 §30)."""

    unit_id = models.BigIntegerField()
    reason = models.JSONField(default=dict)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "matter_id", "unit_id"], name="subject_once_per_matter")
        ]


class Note(OfMatter):
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


class Attachment(OfMatter):
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


class Rating(OfMatter):
    """评价: what the reporter thinks of the handling, each question apart; the newest row of a matter counts."""

    reasonable = models.BooleanField(null=True)
    done = models.BooleanField(null=True)
    satisfied = models.CharField(max_length=20, default="", db_default="")
    text = models.TextField(default="", db_default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id", "at"], name="ratings_of_matter")]


class ErasureAsk(OfMatter):
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


class Likeness(OfMatter):
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
