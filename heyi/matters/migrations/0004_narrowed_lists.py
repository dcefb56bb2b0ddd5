"""Lists narrowed to a kind and a place, at a million matters: an index, and what the planner must know to choose it."""

from django.db import migrations, models

# Which unit sees how many rows on which basis hangs together; taken one by one, the planner is wrong by a factor of ten.
COUNT = """
CREATE STATISTICS reach_of_units (dependencies, mcv) ON unit_id, basis, is_live, kind, region_code FROM matters_reach
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_why_this_lead")]
    operations = [
        migrations.AddIndex(
            model_name="reach",
            index=models.Index(
                fields=["unit_id", "basis", "is_live", "kind", "region_code"], name="work_list_narrowed"
            ),
        ),
        migrations.RunSQL(COUNT, "DROP STATISTICS reach_of_units"),
    ]
