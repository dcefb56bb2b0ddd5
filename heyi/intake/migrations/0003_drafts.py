"""Reports that are still being written on the web: sealed, and forgotten after a while."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_partner_callback")]
    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("token_hash", models.BinaryField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["expires_at"], name="drafts_by_expiry")]},
        ),
    ]
