"""Tables of people, their appointments and the links by which they first come in."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from heyi.accounts.codes import ADMINISTRATORS, Role, SwapState
from heyi.accounts.rules import Standing


class People(BaseUserManager["Person"]):
    """Finds a person by the name typed at sign-in; people are made by accounts.operations only."""


class Person(AbstractBaseUser):
    """人员: somebody who works here. What they may do is in their appointments, nowhere else."""

    username = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = People()
    held: Standing | None = None  # read together with a session's person

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username"], name="one_person_per_username")]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """任职: one person holds one role in one unit for a period, once another administrator has released it.

    The three administrators belong to no unit, so that no reach to matters can follow from their appointment.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=24)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="role_known", condition=Q(role__in=[role.value for role in Role])),
            models.CheckConstraint(
                name="administrators_have_no_unit",
                condition=Q(role__in=[role.value for role in ADMINISTRATORS], unit=None)
                | (~Q(role__in=[role.value for role in ADMINISTRATORS]) & Q(unit__isnull=False)),
            ),
            models.CheckConstraint(
                name="period_forward", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="nobody_proposes_own", condition=Q(proposed_by=None) | ~Q(proposed_by=F("person"))
            ),
            models.CheckConstraint(
                name="nobody_releases_own", condition=Q(released_by=None) | ~Q(released_by=F("person"))
            ),
            models.CheckConstraint(
                name="two_hands_appoint",  # without hands only where the installation itself appoints
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, proposed_by=None, released_by=None)
                | (
                    Q(released_at__isnull=False, proposed_by__isnull=False, released_by__isnull=False)
                    & ~Q(released_by=F("proposed_by"))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role"], name="appointments_of_unit", condition=Q(revoked_at=None)),
        ]


class OneTimeLink(models.Model):
    """A way in for setting a password, once and before it expires; only a hash of its token is kept."""

    token_hash = models.BinaryField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="links")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    lifts_second_step = models.BooleanField(
        default=False, db_default=False
    )  # telephone and spare codes are lost

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="one_link_per_token"),
            models.CheckConstraint(name="link_period_forward", condition=Q(expires_at__gt=F("made_at"))),
        ]


class Attempt(models.Model):
    """How often somebody came to a door in a window; who that is, only a keyed hash says. An unlogged table."""

    pk = models.CompositePrimaryKey("door", "who", "seconds", "begins_at")
    door = models.CharField(max_length=20)
    who = models.BinaryField()
    seconds = models.IntegerField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="attempts_by_end")]


class PhoneCode(models.Model):
    """A one-time code sent to a telephone and, once it was typed, the short visit that it opened.

    Holds neither the telephone nor the code: `mark` is a keyed hash that intake made, `code_hash` is salted and keyed,
    `token_hash` is of what the browser that asked keeps in a cookie.
    """

    token_hash = models.BinaryField(primary_key=True)
    mark = models.CharField(max_length=32)
    salt = models.BinaryField()
    code_hash = models.BinaryField()
    tries = models.IntegerField(default=0, db_default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="phone_codes_by_expiry")]
        constraints = [
            models.CheckConstraint(name="code_period_forward", condition=Q(expires_at__gt=F("sent_at"))),
        ]


class SavedView(models.Model):
    """A list as one person likes to see it: a name for a narrowed query. Personal, and so not journalled."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=300)
    position = models.IntegerField()
    is_first = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="one_view_per_name"),
            models.UniqueConstraint(
                fields=["person"], name="one_first_view_per_person", condition=Q(is_first=True)
            ),
        ]


class Rota(models.Model):
    """值班表 of a unit: what holds for everybody there. A unit keeps a rota while it has a shift."""

    unit = models.OneToOneField("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    capacity = models.IntegerField(help_text="live matters a person should have at a time")

    class Meta:
        constraints = [models.CheckConstraint(name="rota_has_capacity", condition=Q(capacity__gt=0))]


class Post(models.Model):
    """岗位: what a unit knows of its person beside the roles: skills, capacity, whether in turns. No score, no rank."""

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    skills = models.JSONField(default=list, help_text="fields of matters")
    capacity = models.IntegerField(null=True, help_text="empty: as the unit has it")
    by_rota = models.BooleanField(default=True, help_text="on duty by turns; else in office hours")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "person"], name="one_post_per_person"),
            models.CheckConstraint(name="post_has_room", condition=Q(capacity=None) | Q(capacity__gt=0)),
        ]


class Shift(models.Model):
    """班种 of a unit: minutes since 0:00; one that ends no later than it begins ends on the next day."""

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=10)
    begins = models.IntegerField()
    ends = models.IntegerField()
    days = models.CharField(max_length=7, help_text="weekdays on which it begins, Monday 0")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"], name="one_open_shift_per_name", condition=Q(ends_at=None)
            ),
            models.CheckConstraint(
                name="shift_within_days",
                condition=Q(begins__gte=0, begins__lt=1440, ends__gt=0, ends__lte=1440),
            ),
        ]


class Turn(models.Model):
    """班次: a person on duty. From when until when is kept: a shift that changes leaves what was planned alone."""

    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="turns")
    on = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="turns")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "on", "person"], name="one_turn_per_shift_and_day"),
            models.CheckConstraint(name="turn_period_forward", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["unit", "ends_at"], name="turns_of_unit"),
            models.Index(fields=["person", "ends_at"], name="turns_of_person"),
        ]


class Swap(models.Model):
    """调班: somebody offers a turn to a colleague, who accepts or not; a leader may set it."""

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="swaps")
    in_return = models.ForeignKey(Turn, on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="swap_state_known", condition=Q(state__in=[state.value for state in SwapState])
            ),
            models.CheckConstraint(name="swap_between_two", condition=~Q(to=F("asked_by"))),
            models.CheckConstraint(
                name="swap_decided_by_hand",
                condition=Q(state="ASKED", decided_at=None, decided_by=None)
                | Q(~Q(state="ASKED"), decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["turn"], name="one_open_swap_per_turn", condition=Q(state="ASKED")
            ),
        ]
        indexes = [models.Index(fields=["unit"], name="swaps_waiting", condition=Q(state="ASKED"))]


class Leave(models.Model):
    """请假: somebody is away. Why is nobody's business here and is not kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaves")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="leave_period_forward", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(
                fields=["person", "ends_at"], name="leaves_of_person", condition=Q(withdrawn_at=None)
            ),
        ]


class Handover(models.Model):
    """交接班记录: what the next on duty must know, with the numbers of the matters that need an eye. Behind the wall:
    read and written in the scope of the unit alone.
    """

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey("orgs.Unit", on_delete=models.PROTECT, related_name="+")
    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    numbers = models.JSONField(default=list)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="handover_read_by_another",
                condition=Q(read_by=None, read_at=None)
                | Q(~Q(read_by=F("written_by")), read_by__isnull=False, read_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-written_at"], name="handovers_of_unit")]
