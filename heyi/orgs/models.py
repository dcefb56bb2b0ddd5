"""Tables of the division tree and of the organisation tree: small, read as a whole by orgs.access."""

from django.db import models
from django.db.models import F, Q

from heyi.orgs.codes import Level, Specialty, UnitKind


class Region(models.Model):
    """行政区划: one division under its GB/T 2260 code (six digits, nine for a town or street)."""

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    starts_on = models.DateField(help_text="first day of this division; the day of the list where older")
    ends_on = models.DateField(null=True, help_text="first day on which it is no more")
    version = models.IntegerField(help_text="year of the list that the row comes from")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="region_level_known", condition=Q(level__in=[level.value for level in Level])
            ),
            models.CheckConstraint(
                name="region_period_forward", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="region_code_is_digits", condition=Q(code__regex=r"^[0-9]{6}([0-9]{3}){0,2}$")
            ),
        ]


class Unit(models.Model):
    """单位: an organisation that takes part; its parent coordinates it and sees down to it."""

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    aliases = models.JSONField(default=list, help_text="other names people write, for reading texts")
    kind = models.CharField(max_length=24)
    specialty = models.CharField(max_length=24, default="")
    level = models.CharField(max_length=10)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", help_text="where it has its seat"
    )
    hours = models.CharField(max_length=80, default="", help_text="when it serves; empty: as its kind does")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_unit_per_code"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(ends_at=None), name="one_open_unit_per_name"
            ),
            models.CheckConstraint(
                name="unit_level_known", condition=Q(level__in=[level.value for level in Level])
            ),
            models.CheckConstraint(
                name="unit_kind_known", condition=Q(kind__in=[kind.value for kind in UnitKind])
            ),
            models.CheckConstraint(
                name="specialty_is_a_department_s",
                condition=Q(kind="DEPARTMENT", specialty__in=[line.value for line in Specialty])
                | (~Q(kind="DEPARTMENT") & Q(specialty="")),
            ),
            models.CheckConstraint(
                name="unit_period_forward", condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at"))
            ),
            models.CheckConstraint(
                name="unit_not_under_itself", condition=Q(parent=None) | ~Q(parent=F("id"))
            ),
        ]


class UnitRegion(models.Model):
    """A unit serves a region, and with it all below."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="services")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "region"], name="unit_serves_region_once")]


class Edition(models.Model):
    """One row that counts the changes of both trees; who holds a directory of another number reads anew."""

    number = models.BigIntegerField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="only_one_edition", condition=Q(id=1))]
