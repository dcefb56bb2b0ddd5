"""A link may also lift the second step of who lost telephone and spare codes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_saved_views")]
    operations = [
        migrations.AddField("onetimelink", "lifts_second_step", models.BooleanField(db_default=False, default=False))
    ]
