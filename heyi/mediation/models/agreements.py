"""Agreements, signatures, what is owed by when, confirmation, call-backs and complaints."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from heyi.mediation.models.of_matter import OfMediation


class Agreement(OfMediation):
    """调解协议: clauses as data; fixed under a hash, signed by every party, then issued by the mediator."""

    form = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    facts = models.TextField(default="")
    clauses = models.JSONField(default=list)
    left_open = models.TextField(default="")
    is_about_status = models.BooleanField(default=False)
    drafted_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True)
    algo = models.CharField(max_length=10, default="")
    content_hash = models.CharField(max_length=64, default="")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.BigIntegerField(null=True)
    effective_at = models.DateTimeField(null=True)
    paper = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="agreements_of_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "mediation_id"],
                condition=~Q(state="VOID"),
                name="one_agreement_per_mediation",
            ),
            models.CheckConstraint(
                name="fixed_under_a_hash",
                condition=Q(state__in=("DRAFT", "VOID")) | (Q(fixed_at__isnull=False) & ~Q(content_hash="")),
            ),
            models.CheckConstraint(
                name="effective_since",
                condition=Q(state__in=("DRAFT", "FIXED", "VOID")) | Q(effective_at__isnull=False),
            ),
        ]


class Signature(OfMediation):
    """A signature under what had this hash: drawn or typed with a code on the party's own device, or on paper."""

    agreement_id = models.UUIDField()
    side = models.CharField(max_length=2, default="")
    person_id = models.BigIntegerField(null=True)
    how = models.CharField(max_length=10)
    content_hash = models.CharField(max_length=64)
    key_ref = models.CharField(max_length=120, default="")
    suite = models.CharField(max_length=20, default="")
    stroke = models.BinaryField(null=True)
    device = models.CharField(max_length=32, default="")
    proven = models.CharField(max_length=10, default="")
    file = models.UUIDField(null=True)
    heard_by = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="signatures_of_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "agreement_id", "side"],
                condition=~Q(side=""),
                name="one_signature_per_side",
            ),
            models.CheckConstraint(
                name="somebody_signs",
                condition=Q(side="", person_id__isnull=False) | (~Q(side="") & Q(person_id=None)),
            ),
        ]


class Obligation(OfMediation):
    """What one side owes another by a day, out of a clause or one of its instalments.

    `said_at`: who owes said that it is done. That settles nothing: who receives, or the unit, does by `done_at`;
    `denied_at`: who receives said that it is not so. `broken_at` stays where it was done in the end.
    """

    agreement_id = models.UUIDField()
    clause = models.SmallIntegerField()
    number = models.SmallIntegerField()
    side = models.CharField(max_length=2)
    to_side = models.CharField(max_length=2, default="")
    what = models.TextField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10)
    reminded_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)
    denied_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=10, default="")
    proof = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "matter_id"], name="obligations_of_matter"),
            models.Index(
                fields=["due_on"], condition=Q(state__in=("OPEN", "LATE")), name="obligations_to_come"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "agreement_id", "clause", "number"], name="obligation_once"
            )
        ]


class Confirmation(OfMediation):
    """司法确认: applied for jointly, each party joining itself, some `on_paper`; what the court answered.

    Who `declined` may still join within the time.
    """

    agreement_id = models.UUIDField()
    state = models.CharField(max_length=12)
    court = models.CharField(max_length=80)
    until_at = models.DateTimeField()
    joined = ArrayField(models.CharField(max_length=2), default=list)
    on_paper = ArrayField(models.CharField(max_length=2), default=list)
    declined = ArrayField(models.CharField(max_length=2), default=list)
    opened_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=60, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="confirmations_of_matter")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "agreement_id"],
                condition=~Q(state="DROPPED"),
                name="one_confirmation_per_agreement",
            ),
            models.CheckConstraint(
                name="applied_within_the_time",
                condition=Q(applied_at=None) | Q(applied_at__lte=models.F("until_at")),
            ),
        ]


class FollowUp(OfMediation):
    """回访: performance, satisfaction, signs that it may flare up again; by whom and how reached."""

    performed = models.CharField(max_length=10)
    satisfied = models.BooleanField(null=True)
    escalates = models.BooleanField(default=False)
    side = models.CharField(max_length=2)
    text = models.TextField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="followups_of_matter")]


class Complaint(OfMediation):
    """What a party asks of the mediator's unit: another mediator, or that a complaint be looked at (人民调解法 §15).

    `mediator_id`: of whom, who neither reads nor answers it, whoever mediates later.
    """

    about = models.CharField(max_length=10)
    side = models.CharField(max_length=2)
    text = models.TextField()
    at = models.DateTimeField()
    answer = models.TextField(default="")
    mediator_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=10, default="")
    answered_by = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="complaints_of_matter")]
        constraints = [
            models.CheckConstraint(
                name="complaint_answered_by_somebody_at_a_time",
                condition=Q(outcome="", answered_at=None, answered_by=None)
                | (~Q(outcome="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            )
        ]


class Look(OfMediation):
    """A second look at a file: for which reason, by which leader, what came of it; `mediator_id` mediated then."""

    anomaly = models.CharField(max_length=20)
    verdict = models.CharField(max_length=10)
    text = models.TextField()
    mediator_id = models.BigIntegerField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "matter_id"], name="looks_of_matter")]
        constraints = [
            models.CheckConstraint(
                name="nobody_looks_at_their_own", condition=~Q(by_id=models.F("mediator_id"))
            )
        ]
