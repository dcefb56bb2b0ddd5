"""Deliveries that keep the order of their matter, and those that a person let be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="delivery",
            name="in_order",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddField(
            model_name="delivery",
            name="dismissed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                name="dismissed_was_given_up",
                condition=models.Q(("dismissed_at__isnull", True), ("gave_up_at__isnull", False), _connector="OR"),
            ),
        ),
    ]
