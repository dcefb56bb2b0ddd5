"""What is urgent below a city, at a million matters: few rows, which no other index finds without walking all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matters", "0017_keyed_bodies")]
    operations = [
        migrations.AddIndex(
            model_name="reach",
            index=models.Index(
                fields=["unit_id", "basis", "is_live", "next_due_at", "matter_id"],
                condition=models.Q(urgency="URGENT"),
                name="work_list_urgent",
            ),
        ),
    ]
