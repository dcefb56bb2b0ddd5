"""An assist may be on hold: it is live, and no second one is asked of the same unit meanwhile."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dispatch", "0010_command_view")]
    operations = [
        migrations.RemoveConstraint(model_name="task", name="one_live_assist_of_unit"),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("role", "ASSIST"), ("state__in", ("TO_SIGN", "IN_HAND", "ON_HOLD"))
                ),
                fields=("county", "matter_id", "unit_id"),
                name="one_live_assist_of_unit",
            ),
        ),
    ]
