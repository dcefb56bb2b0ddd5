"""What parties ask of the unit has its answer, and of whom it was; second looks, for people of the house alone."""

from django.db import migrations, models

LOOKS = """
ALTER TABLE mediation_look ADD CONSTRAINT mediation_look_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE mediation_look ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON mediation_look FOR SELECT
    USING ((SELECT heyi_entrance()) IN ('desk', 'worker') AND heyi_sees(county, matter_id));
CREATE POLICY adds ON mediation_look FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'desk' AND heyi_sees(county, matter_id));
"""
UNLOOKS = """
DROP POLICY adds ON mediation_look; DROP POLICY looks ON mediation_look;
ALTER TABLE mediation_look DROP CONSTRAINT mediation_look_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('mediation', '0006_papers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Look',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('mediation_id', models.UUIDField()),
                ('anomaly', models.CharField(max_length=20)),
                ('verdict', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('mediator_id', models.BigIntegerField()),
                ('by_id', models.BigIntegerField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='complaint',
            name='mediator_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='complaint',
            name='outcome',
            field=models.CharField(default='', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='complaint_answered_by_somebody_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='look',
            index=models.Index(fields=['county', 'matter_id'], name='looks_of_matter'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('by_id', models.F('mediator_id')), _negated=True), name='nobody_looks_at_their_own'),
        ),
        migrations.RunSQL(LOOKS, UNLOOKS),
    ]
