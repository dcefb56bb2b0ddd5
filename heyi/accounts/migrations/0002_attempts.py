"""Attempts counted, and one-time codes: both forgotten after a day, so neither is worth a write-ahead log."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('pk', models.CompositePrimaryKey('door', 'who', 'seconds', 'begins_at', blank=True, editable=False, primary_key=True, serialize=False)),
                ('door', models.CharField(max_length=20)),
                ('who', models.BinaryField()),
                ('seconds', models.IntegerField()),
                ('begins_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('count', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['ends_at'], name='attempts_by_end')],
            },
        ),
        migrations.CreateModel(
            name='PhoneCode',
            fields=[
                ('token_hash', models.BinaryField(primary_key=True, serialize=False)),
                ('mark', models.CharField(max_length=32)),
                ('salt', models.BinaryField()),
                ('code_hash', models.BinaryField()),
                ('tries', models.IntegerField(db_default=0, default=0)),
                ('sent_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('opened_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['expires_at'], name='phone_codes_by_expiry')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('sent_at'))), name='code_period_forward')],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE accounts_attempt SET UNLOGGED; ALTER TABLE accounts_phonecode SET UNLOGGED;",
            "ALTER TABLE accounts_attempt SET LOGGED; ALTER TABLE accounts_phonecode SET LOGGED;",
        ),
    ]
