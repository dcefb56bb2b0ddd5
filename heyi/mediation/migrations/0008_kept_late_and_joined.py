"""What was broken and done after all, what was said not to be received; who joins a court's confirmation and how."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0007_looks_and_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='confirmation',
            name='declined',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='on_paper',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None),
        ),
        migrations.AddField(
            model_name='obligation',
            name='broken_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='obligation',
            name='denied_at',
            field=models.DateTimeField(null=True),
        ),
    ]
