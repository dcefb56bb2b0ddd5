"""Grid workers register for people of their village or community."""

from django.db import migrations, models

_ROLES = (
    "CLERK", "HANDLER", "DISPATCHER", "MEDIATOR", "GRID_WORKER", "LEADER",
    "SYSTEM_ADMINISTRATOR", "SECURITY_ADMINISTRATOR", "AUDIT_ADMINISTRATOR",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_duty")]
    operations = [
        migrations.RemoveConstraint("appointment", "role_known"),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(name="role_known", condition=models.Q(role__in=[*_ROLES])),
        ),
    ]
