"""Villages' and residents' committees are units of a kind of their own."""

from django.db import migrations, models

_BEFORE = (
    "COMMITTEE", "CENTRE", "COURT", "PROCURATORATE", "POLICE", "JUSTICE", "DEPARTMENT", "MEDIATION_COMMITTEE",
    "CHAMBER", "VOLUNTEERS", "ZONE",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("orgs", "0003_unit_hours")]
    operations = [
        migrations.RemoveConstraint("unit", "unit_kind_known"),
        migrations.AddConstraint(
            "unit",
            models.CheckConstraint(
                name="unit_kind_known", condition=models.Q(kind__in=[*_BEFORE, "VILLAGE"])
            ),
        ),
    ]
