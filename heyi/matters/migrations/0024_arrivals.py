"""Matters that other cities handed over: whence, under which number there, and one for a matter at most.

The sending city names its transfer by its number, and is let in by that to the one matter, as far as its recall goes.
"""

from django.db import migrations, models

WALLS = """
ALTER TABLE matters_arrival ADD CONSTRAINT matters_arrival_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_arrival ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_arrival FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_arrival FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'tracking' AND heyi_sees(county, matter_id));
CREATE POLICY changes ON matters_arrival FOR UPDATE
    USING ((SELECT heyi_entrance()) IN ('desk', 'tracking') AND heyi_sees(county, matter_id))
    WITH CHECK ((SELECT heyi_entrance()) IN ('desk', 'tracking') AND heyi_sees(county, matter_id));

-- The one way from a city's transfer to the matter here: for the city that made it, in its own name.
CREATE FUNCTION heyi_matter_of_arrival(of_transfer uuid, OUT of_county text, OUT of_matter uuid)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT county, matter_id FROM matters_arrival
     WHERE transfer = of_transfer AND heyi_entrance() = 'receive' AND heyi_source() = 'partner:' || partner_id $$;
"""
UNWALL = """
DROP FUNCTION heyi_matter_of_arrival(uuid);
DROP POLICY looks ON matters_arrival;
DROP POLICY adds ON matters_arrival;
DROP POLICY changes ON matters_arrival;
ALTER TABLE matters_arrival DROP CONSTRAINT matters_arrival_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0023_parts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('partner_id', models.BigIntegerField()),
                ('partner', models.CharField(max_length=80)),
                ('transfer', models.UUIDField()),
                ('number', models.CharField(max_length=200)),
                ('unit', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=20)),
                ('asked', models.TextField()),
                ('route', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=10)),
                ('arrived_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['transfer'], name='arrivals_by_transfer')],
                'constraints': [models.UniqueConstraint(fields=('county', 'matter_id'), name='one_arrival_per_matter'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'TAKEN')), models.Q(models.Q(('state', 'TAKEN'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_arrival_has_end')],
            },
        ),
        migrations.RunSQL(WALLS, UNWALL),
    ]
