"""What was read of a matter after it was received; behind the wall, written by the worker alone."""

from django.db import migrations, models

WALLS = """
ALTER TABLE matters_wholereading ADD CONSTRAINT matters_wholereading_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_wholereading ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_wholereading FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_wholereading FOR INSERT WITH CHECK ((SELECT heyi_entrance()) = 'worker');
CREATE POLICY reads_again ON matters_wholereading FOR UPDATE USING ((SELECT heyi_entrance()) = 'worker');
"""
UNWALL = """
DROP POLICY looks ON matters_wholereading;
DROP POLICY adds ON matters_wholereading;
DROP POLICY reads_again ON matters_wholereading;
ALTER TABLE matters_wholereading DROP CONSTRAINT matters_wholereading_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0026_alike'),
    ]

    operations = [
        migrations.CreateModel(
            name='WholeReading',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'matter_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('matter_id', models.UUIDField()),
                ('found', models.JSONField()),
                ('read_at', models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(WALLS, UNWALL),
    ]
