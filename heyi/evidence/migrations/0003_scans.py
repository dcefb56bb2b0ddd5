"""Whether a file was looked at for viruses, and what was found. The files that nobody has looked at have an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_pages")]
    operations = [
        migrations.AddField("keptfile", "scan", models.CharField(max_length=10, default="NONE", db_default="NONE")),
        migrations.AddField("keptfile", "scan_found", models.CharField(max_length=120, default="", db_default="")),
        migrations.AddField("keptfile", "scanned_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "keptfile",
            models.Index(
                fields=["scanned_at", "id"],
                condition=models.Q(scan__in=("NONE", "WAITING"), erased_at__isnull=True),
                name="files_to_scan",
            ),
        ),
    ]
