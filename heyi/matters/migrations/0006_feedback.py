"""What the reporter makes of an end: accepted, withdrawn, rated; and the own matters by the telephone's mark.

The entrance `reporter` names a mark (heyi.mark) and reads the matters that carry it, nothing more. It changes nothing:
that is for the entrance `tracking`, one matter at a time.
"""

from django.db import migrations, models


WALLS = """
ALTER TABLE matters_rating ADD CONSTRAINT matters_rating_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE intake_reportermark ADD CONSTRAINT intake_reportermark_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);

CREATE FUNCTION heyi_mark() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('heyi.mark', true), '') $$;

-- Whether a matter was reported with the telephone whose mark this scope names; without a mark, none was.
CREATE FUNCTION heyi_is_own(of_county text, of_matter uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT heyi_entrance() = 'reporter' AND heyi_mark() <> '' AND EXISTS (
        SELECT FROM intake_reportermark
         WHERE county = of_county AND matter_id = of_matter AND mark = heyi_mark()) $$;

ALTER TABLE matters_rating ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_rating FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_rating FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'tracking' AND heyi_sees(county, matter_id));

ALTER TABLE intake_reportermark ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON intake_reportermark FOR SELECT
    USING ((SELECT heyi_entrance()) = 'reporter' AND mark = (SELECT heyi_mark()) AND mark <> '');
CREATE POLICY adds ON intake_reportermark FOR INSERT WITH CHECK ((SELECT heyi_entrance()) = 'receive');

CREATE POLICY own ON matters_matter FOR SELECT
    USING ((SELECT heyi_entrance()) = 'reporter' AND heyi_is_own(county, id));

-- Who reported is erased: the telephone's mark goes with it, whoever erases.
CREATE FUNCTION heyi_erase_marks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM intake_reportermark WHERE county = NEW.county AND matter_id = NEW.matter_id;
    RETURN NULL;
END $$;
CREATE TRIGGER marks_go_with_identity AFTER UPDATE OF erased_at ON matters_identity FOR EACH ROW
    WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION heyi_erase_marks();
"""

UNWALL = """
DROP TRIGGER marks_go_with_identity ON matters_identity;
DROP FUNCTION heyi_erase_marks();
DROP POLICY own ON matters_matter;
DROP POLICY looks ON intake_reportermark;
DROP POLICY adds ON intake_reportermark;
ALTER TABLE intake_reportermark DISABLE ROW LEVEL SECURITY;
DROP POLICY looks ON matters_rating;
DROP POLICY adds ON matters_rating;
DROP FUNCTION heyi_is_own(text, uuid), heyi_mark();
ALTER TABLE intake_reportermark DROP CONSTRAINT intake_reportermark_of_matter;
ALTER TABLE matters_rating DROP CONSTRAINT matters_rating_of_matter;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("matters", "0005_attachments"),
        ('intake', '0004_reporter_marks'),
    ]

    operations = [
        migrations.AddField(
            model_name='matter',
            name='closing',
            field=models.CharField(db_default='', default='', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(
                condition=models.Q(('closing', ''), ('state', 'CLOSED'), _connector='OR'),
                name='only_closed_matter_has_closing',
            ),
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('pk', models.CompositePrimaryKey('county', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('county', models.CharField(max_length=6)),
                ('id', models.UUIDField()),
                ('matter_id', models.UUIDField()),
                ('reasonable', models.BooleanField(null=True)),
                ('done', models.BooleanField(null=True)),
                ('satisfied', models.CharField(db_default='', default='', max_length=20)),
                ('text', models.TextField(db_default='', default='')),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['county', 'matter_id', 'at'], name='ratings_of_matter')],
            },
        ),
        migrations.RunSQL(WALLS, UNWALL),
    ]
