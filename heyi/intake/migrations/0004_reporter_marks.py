"""By a keyed hash of the telephone its holder finds the own matters, and nobody else any."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0003_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name='ReporterMark',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'mark', 'matter_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('mark', models.CharField(max_length=32)),
                ('matter_id', models.UUIDField()),
            ],
            options={
                'indexes': [models.Index(fields=['mark'], name='matters_of_reporter_mark'), models.Index(fields=['county', 'matter_id'], name='reporter_mark_of_matter')],
            },
        ),
    ]
