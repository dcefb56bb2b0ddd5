"""That who owes says it is done; what showed a signature to be the party's; and what a party shows of a payment."""

from django.db import migrations, models

PROOFS = """
-- A party hangs what shows that it paid on its matter: kept apart for who mediates, and not twice.
CREATE POLICY adds_as_party ON matters_attachment FOR INSERT
    WITH CHECK (heyi_is_party(matter_id) AND author_kind = 'PARTY' AND zone = 'CONFIDENTIAL');
CREATE POLICY looks_as_party ON matters_attachment FOR SELECT
    USING (heyi_is_party(matter_id) AND author_kind = 'PARTY' AND zone = 'CONFIDENTIAL');
"""
UNPROOFS = """
DROP POLICY looks_as_party ON matters_attachment; DROP POLICY adds_as_party ON matters_attachment;
"""


class Migration(migrations.Migration):
    dependencies = [("mediation", "0003_calendars_and_warnings")]
    operations = [
        migrations.AddField(
            model_name="obligation",
            name="said_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="proven",
            field=models.CharField(default="", max_length=10),
        ),
        migrations.RunSQL(PROOFS, UNPROOFS),
    ]
