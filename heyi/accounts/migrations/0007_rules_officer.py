"""Rules officers write the rule book of the city."""

from django.db import migrations, models

_ROLES = (
    "CLERK", "HANDLER", "DISPATCHER", "MEDIATOR", "GRID_WORKER", "LEADER", "RULES_OFFICER",
    "SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDIT_ADMINISTRATOR",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_grid_worker")]
    operations = [
        migrations.RemoveConstraint("appointment", "role_known"),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(name="role_known", condition=models.Q(role__in=[*_ROLES])),
        ),
    ]
