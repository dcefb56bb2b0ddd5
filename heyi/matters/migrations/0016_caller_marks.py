"""Who reported is erased: the mark by which the next call from the same telephone would find the matter goes as well.

A mark does not say whether it is of the caller or of the text, so all marks of that matter go; they would have expired
after sixty days. Those of identities that were erased before go here.
"""

from django.db import migrations

_FUNCTION = """
CREATE OR REPLACE FUNCTION heyi_erase_marks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM intake_reportermark WHERE county = NEW.county AND matter_id = NEW.matter_id;
{more}    RETURN NULL;
END $$;
"""
_LIKENESS = "    DELETE FROM intake_fingerprint WHERE county = NEW.county AND matter_id = NEW.matter_id;\n"
_OF_BEFORE = """
DELETE FROM intake_fingerprint f USING matters_identity i
 WHERE i.county = f.county AND i.matter_id = f.matter_id AND i.erased_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0015_erasure")]
    operations = [
        migrations.RunSQL(_FUNCTION.format(more=_LIKENESS) + _OF_BEFORE, _FUNCTION.format(more="")),
    ]
