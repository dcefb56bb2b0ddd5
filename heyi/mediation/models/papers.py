"""Papers of a mediation, and what was handed in as evidence; the bytes and their hashes are kept by others."""

from django.db import models

from heyi.mediation.models.of_matter import OfMediation


class Paper(OfMediation):
    """文书: a document that was made of this mediation; `about` is the session, call or exhibit that it tells of.

    `is_for_parties`: whether it is the parties' too. `is_to_sign`: printed so that it can be signed by hand.
    """

    unit_id = models.BigIntegerField()
    document = models.UUIDField()
    kind = models.CharField(max_length=24)
    about = models.UUIDField(null=True)
    is_for_parties = models.BooleanField()
    is_to_sign = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="medpapers_of_matter")]
        constraints = [
            models.UniqueConstraint(fields=["county", "document"], name="one_mediation_per_document")
        ]


class Binding(OfMediation):
    """装订: somebody asked for the case file; how many papers it has, and what stood in the way."""

    unit_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    person = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    total = models.SmallIntegerField(default=0)
    why = models.CharField(max_length=300, default="")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="bindings_of_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "mediation_id"],
                condition=models.Q(state="GOING"),
                name="one_binding_at_a_time",
            )
        ]


class Exhibit(OfMediation):
    """证据: what a side handed in, or the mediator took in; seen by who handed it in, by all once it was opened."""

    unit_id = models.BigIntegerField()
    exhibit = models.UUIDField()
    side = models.CharField(max_length=2, default="")
    is_chat = models.BooleanField()
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="medexhibits_of_matter")]
        constraints = [
            models.UniqueConstraint(fields=["county", "exhibit"], name="one_mediation_per_exhibit")
        ]
