"""What was understood can be corrected: a subject unit may be lifted, and its denied reach goes only with it.

Two questions that the server may ask without seeing the matter: whether it is shut out of one, and nothing else.
"""

from django.db import migrations, models

WALLS = """
-- Whether one of this scope's units is denied a matter. The door that would show a receipt asks it.
CREATE FUNCTION heyi_shut_out(of_county text, of_matter uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM matters_reach r
                    WHERE r.county = of_county AND r.matter_id = of_matter AND r.basis = 'DENIED'
                      AND r.unit_id = ANY (heyi_units())) $$;

-- A denied row goes only where the transaction says whose denial it lifts: no other statement takes it by mistake.
CREATE FUNCTION heyi_refuse_silent_lifting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('heyi.lifting', true), '') <> OLD.matter_id::text THEN
        RAISE EXCEPTION 'a denied unit stays denied' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER denial_is_lifted_aloud BEFORE DELETE ON matters_reach FOR EACH ROW
    WHEN (OLD.basis = 'DENIED') EXECUTE FUNCTION heyi_refuse_silent_lifting();
"""
UNWALL = """
DROP TRIGGER denial_is_lifted_aloud ON matters_reach;
DROP FUNCTION heyi_refuse_silent_lifting(), heyi_shut_out(text, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0009_deliveries_of_matters")]
    operations = [
        migrations.AddField("subjectunit", "lifted_at", models.DateTimeField(null=True)),
        migrations.RunSQL(WALLS, UNWALL),
    ]
