"""Erasing has a face: who erased, on which ground; and a reporter's request that waits for its answer."""

from django.db import migrations, models

WALL = """
ALTER TABLE matters_erasureask ADD CONSTRAINT matters_erasureask_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_erasureask ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_erasureask FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_erasureask FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'tracking' AND heyi_sees(county, matter_id));
CREATE POLICY changes ON matters_erasureask FOR UPDATE
    USING (heyi_sees(county, matter_id)) WITH CHECK (heyi_sees(county, matter_id));
"""
UNWALL = """
DROP POLICY looks ON matters_erasureask;
DROP POLICY adds ON matters_erasureask;
DROP POLICY changes ON matters_erasureask;
ALTER TABLE matters_erasureask DISABLE ROW LEVEL SECURITY;
ALTER TABLE matters_erasureask DROP CONSTRAINT matters_erasureask_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0014_point'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='erased_by',
            field=models.CharField(db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='attachment',
            name='erased_unit_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='attachment',
            name='erased_why',
            field=models.CharField(db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='identity',
            name='erased_by',
            field=models.CharField(db_default='', default='', max_length=60),
        ),
        migrations.AddField(
            model_name='identity',
            name='erased_unit_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='identity',
            name='erased_why',
            field=models.CharField(db_default='', default='', max_length=20),
        ),
        migrations.CreateModel(
            name='ErasureAsk',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('attachment_id', models.UUIDField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'OPEN')), fields=['asked_at'], name='open_erasure_asks')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'OPEN')), fields=('county', 'matter_id', 'attachment_id'), name='file_erasure_asked_once'), models.UniqueConstraint(condition=models.Q(('attachment_id', None), ('state', 'OPEN')), fields=('county', 'matter_id'), name='identity_erasure_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='answered_ask_has_an_hour')],
            },
        ),
        migrations.RunSQL(WALL, UNWALL),
    ]
