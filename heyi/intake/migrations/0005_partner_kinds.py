"""In whose words a partner speaks: the plain API's, 110's or 12345's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_reporter_marks")]
    operations = [
        migrations.AddField(
            model_name="partner",
            name="kind",
            field=models.CharField(max_length=12, default="PLAIN", db_default="PLAIN"),
        ),
    ]
