"""Where a matter lies, as a point that its reporter gave: degrees, how exact, in which system."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0013_texted_receipts")]
    operations = [migrations.AddField("matter", "point", models.JSONField(null=True))]
