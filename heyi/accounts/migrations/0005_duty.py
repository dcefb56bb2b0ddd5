"""Duty: shifts, turns, swaps, leave, posts, and the hand-over book.

A hand-over note may tell of matters, so it stands behind the wall: only a scope that names its unit reads or writes it.
An operation that also journals for the administration names both ("admin" with units); an administrator has no unit.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


_OF_UNIT = "(SELECT heyi_entrance()) IN ('desk', 'admin') AND unit_id = ANY ((SELECT heyi_units())::bigint[])"
WALL = f"""
ALTER TABLE accounts_handover ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON accounts_handover FOR SELECT USING ({_OF_UNIT});
CREATE POLICY adds ON accounts_handover FOR INSERT WITH CHECK ({_OF_UNIT});
CREATE POLICY changes ON accounts_handover FOR UPDATE USING ({_OF_UNIT}) WITH CHECK ({_OF_UNIT});
"""
UNWALL = """
DROP POLICY changes ON accounts_handover;
DROP POLICY adds ON accounts_handover;
DROP POLICY looks ON accounts_handover;
ALTER TABLE accounts_handover DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_lost_second_step'),
        ('orgs', '0003_unit_hours'),
        ('matters', '0002_walls'),  # whose functions name the scope
    ]

    operations = [
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=10)),
                ('begins', models.IntegerField()),
                ('ends', models.IntegerField()),
                ('days', models.CharField(help_text='weekdays on which it begins, Monday 0', max_length=7)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('planned_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to=settings.AUTH_USER_MODEL)),
                ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='accounts.shift')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('in_return', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.turn')),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='swaps', to='accounts.turn')),
            ],
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('numbers', models.JSONField(default=list)),
                ('written_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('read_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.turn')),
            ],
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['person', 'ends_at'], name='leaves_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='leave_period_forward')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('skills', models.JSONField(default=list, help_text='fields of matters')),
                ('capacity', models.IntegerField(help_text='empty: as the unit has it', null=True)),
                ('by_rota', models.BooleanField(default=True, help_text='on duty by turns; else in office hours')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'person'), name='one_post_per_person'), models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gt', 0), _connector='OR'), name='post_has_room')],
            },
        ),
        migrations.CreateModel(
            name='Rota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.IntegerField(help_text='live matters a person should have at a time')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity__gt', 0)), name='rota_has_capacity')],
            },
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.UniqueConstraint(condition=models.Q(('ends_at', None)), fields=('unit', 'name'), name='one_open_shift_per_name'),
        ),
        migrations.AddConstraint(
            model_name='shift',
            constraint=models.CheckConstraint(condition=models.Q(('begins__gte', 0), ('begins__lt', 1440), ('ends__gt', 0), ('ends__lte', 1440)), name='shift_within_days'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['unit', 'ends_at'], name='turns_of_unit'),
        ),
        migrations.AddIndex(
            model_name='turn',
            index=models.Index(fields=['person', 'ends_at'], name='turns_of_person'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.UniqueConstraint(fields=('shift', 'on', 'person'), name='one_turn_per_shift_and_day'),
        ),
        migrations.AddConstraint(
            model_name='turn',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='turn_period_forward'),
        ),
        migrations.AddIndex(
            model_name='swap',
            index=models.Index(condition=models.Q(('state', 'ASKED')), fields=['unit'], name='swaps_waiting'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'SET'])), name='swap_state_known'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(('to', models.F('asked_by')), _negated=True), name='swap_between_two'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'ASKED')), models.Q(models.Q(('state', 'ASKED'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='swap_decided_by_hand'),
        ),
        migrations.AddConstraint(
            model_name='swap',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ASKED')), fields=('turn',), name='one_open_swap_per_turn'),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(fields=['unit', '-written_at'], name='handovers_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('read_at', None), ('read_by', None)), models.Q(models.Q(('read_by', models.F('written_by')), _negated=True), ('read_at__isnull', False), ('read_by__isnull', False)), _connector='OR'), name='handover_read_by_another'),
        ),
        migrations.RunSQL(WALL, UNWALL),
    ]
