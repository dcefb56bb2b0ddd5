"""Drafts of the next rule book, tried on past matters; a book may be withdrawn before its day."""

import django.db.models.deletion
from django.db import migrations, models

# Who does not see a matter does not see that a trial found it; the worker writes them, and forgets them again.
WALLS = """
ALTER TABLE dispatch_trialhit ADD CONSTRAINT dispatch_trialhit_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE dispatch_trialhit ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON dispatch_trialhit FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON dispatch_trialhit FOR INSERT WITH CHECK ((SELECT heyi_entrance()) = 'worker');
CREATE POLICY forgets ON dispatch_trialhit FOR DELETE USING ((SELECT heyi_entrance()) = 'worker');
"""
UNWALL = """
DROP POLICY looks ON dispatch_trialhit;
DROP POLICY adds ON dispatch_trialhit;
DROP POLICY forgets ON dispatch_trialhit;
ALTER TABLE dispatch_trialhit DROP CONSTRAINT dispatch_trialhit_of_matter;
"""
RULED = """
CREATE INDEX tasks_ruled ON dispatch_task (county, matter_id) WHERE objection ->> 'state' IN ('KEPT', 'MOVED')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0008_bundles'),
        ('matters', '0019_merged_lists'),  # the walls ask heyi_sees
    ]

    operations = [
        migrations.CreateModel(
            name='DraftRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=10)),
                ('values', models.JSONField()),
                ('edition', models.PositiveIntegerField(default=1)),
                ('removed', models.BooleanField(default=False)),
                ('changed_by_name', models.CharField(default='', max_length=60)),
                ('changed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RuleDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aim', models.CharField(help_text='what it is for', max_length=200)),
                ('base', models.PositiveIntegerField(help_text='the version that it was copied from')),
                ('state', models.CharField(max_length=10)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('begun_by', models.BigIntegerField()),
                ('begun_by_name', models.CharField(max_length=60)),
                ('begun_at', models.DateTimeField()),
                ('authors', models.JSONField(default=dict, help_text='who changed anything: name by id')),
                ('read', models.JSONField(default=list, help_text='marks of the warnings that were read')),
                ('submitted_by', models.BigIntegerField(null=True)),
                ('submitted_by_name', models.CharField(default='', max_length=60)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('effective_at', models.DateTimeField(help_text='asked for; empty: once it is approved', null=True)),
                ('sent_back', models.CharField(default='', help_text='why it was sent back last', max_length=300)),
                ('sent_back_by_name', models.CharField(default='', max_length=60)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='RuleTrial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('against', models.PositiveIntegerField(help_text='the version that it is compared with')),
                ('days', models.PositiveIntegerField(help_text='how far back; empty: all there is', null=True)),
                ('state', models.CharField(max_length=10)),
                ('total', models.PositiveIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('result', models.JSONField(null=True)),
                ('asked_by_name', models.CharField(max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='TrialHit',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('trial_id', models.BigIntegerField()),
                ('number', models.CharField(max_length=26)),
                ('of_unit_id', models.BigIntegerField(null=True)),
                ('to_unit_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='rulebook',
            name='aim',
            field=models.CharField(db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='approver',
            field=models.CharField(db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='approver_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='authors',
            field=models.JSONField(db_default=models.Value([], models.JSONField()), default=list),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='digest',
            field=models.CharField(db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='withdrawn_by',
            field=models.CharField(db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='rulebook',
            name='withdrawn_why',
            field=models.CharField(db_default='', default='', max_length=300),
        ),
        migrations.AddConstraint(
            model_name='rulebook',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__lt', models.F('effective_at')), _connector='OR'), name='withdrawn_before_its_day'),
        ),
        migrations.AddConstraint(
            model_name='ruledraft',
            constraint=models.UniqueConstraint(models.Value(1), condition=models.Q(('state__in', ('EDITING', 'SUBMITTED'))), name='one_open_draft'),
        ),
        migrations.AddConstraint(
            model_name='ruledraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ('EDITING', 'SUBMITTED'))), models.Q(('ended_at__isnull', False), ('state__in', ('PUBLISHED', 'DISCARDED'))), _connector='OR'), name='open_draft_has_no_end'),
        ),
        migrations.AddField(
            model_name='draftrow',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='dispatch.ruledraft'),
        ),
        migrations.AddField(
            model_name='ruletrial',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trials', to='dispatch.ruledraft'),
        ),
        migrations.AddIndex(
            model_name='trialhit',
            index=models.Index(fields=['trial_id', 'of_unit_id', 'to_unit_id'], name='hits_of_trial'),
        ),
        migrations.AddIndex(
            model_name='trialhit',
            index=models.Index(fields=['county', 'matter_id'], name='hits_of_matter'),
        ),
        migrations.RunSQL(WALLS, UNWALL),
        migrations.RunSQL(RULED, "DROP INDEX tasks_ruled"),
        migrations.RunSQL("ANALYZE dispatch_task", ""),
    ]
