"""What was settled on site: the key that the phone made, when it was as the phone says, whether it takes effect by itself."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mediation", "0004_said_and_proven")]

    operations = [
        migrations.AddField("mediation", "site_key", models.CharField(default="", max_length=60)),
        migrations.AddField("mediation", "captured_at", models.DateTimeField(null=True)),
        migrations.AddField("mediation", "settles_itself", models.BooleanField(default=False)),
        migrations.AddIndex(
            "mediation",
            models.Index(
                fields=["opened_at"],
                condition=models.Q(state="INVITING", on_site=True),
                name="mediations_on_site_waiting",
            ),
        ),
    ]
