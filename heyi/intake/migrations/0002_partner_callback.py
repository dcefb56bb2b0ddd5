"""Where a partner is told of every change of what it handed in; empty: nowhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables")]
    operations = [
        migrations.AddField(
            model_name="partner",
            name="callback",
            field=models.CharField(max_length=500, default="", db_default=""),
        ),
    ]
