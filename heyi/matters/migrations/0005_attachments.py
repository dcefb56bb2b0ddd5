"""Files on matters: behind the wall like everything that hangs on one, and bound to a kept file that is there."""

from django.db import migrations, models

KEYS = """
ALTER TABLE matters_attachment ADD CONSTRAINT matters_attachment_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_attachment ADD CONSTRAINT matters_attachment_of_file FOREIGN KEY (file_id)
    REFERENCES evidence_keptfile (id);
"""
UNKEY = """
ALTER TABLE matters_attachment DROP CONSTRAINT matters_attachment_of_file;
ALTER TABLE matters_attachment DROP CONSTRAINT matters_attachment_of_matter;
"""
WALL = """
ALTER TABLE matters_attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_attachment FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_attachment FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'receive' OR heyi_sees(county, matter_id));
CREATE POLICY changes ON matters_attachment FOR UPDATE
    USING (heyi_sees(county, matter_id)) WITH CHECK (heyi_sees(county, matter_id));
"""
UNWALL = """
DROP POLICY looks ON matters_attachment;
DROP POLICY adds ON matters_attachment;
DROP POLICY changes ON matters_attachment;
ALTER TABLE matters_attachment DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0004_narrowed_lists"), ("evidence", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county", models.CharField(max_length=6)),
                ("id", models.UUIDField()),
                ("matter_id", models.UUIDField()),
                ("file_id", models.UUIDField()),
                ("digest", models.CharField(max_length=80)),
                ("media", models.CharField(max_length=40)),
                ("size", models.BigIntegerField()),
                ("name", models.TextField()),
                ("note", models.TextField(default="")),
                ("zone", models.CharField(max_length=12)),
                ("unit_id", models.BigIntegerField(null=True)),
                ("author_kind", models.CharField(max_length=10)),
                ("author_id", models.BigIntegerField(null=True)),
                ("author", models.CharField(default="", max_length=60)),
                ("at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county", "matter_id", "at"], name="attachments_of_matter"),
                    models.Index(fields=["file_id"], name="attachments_of_file"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("erased_at__isnull", True)),
                        fields=("county", "matter_id", "file_id", "zone", "author_kind"),
                        name="file_once_per_matter",
                    )
                ],
            },
        ),
        migrations.RunSQL(KEYS, UNKEY),
        migrations.RunSQL(WALL, UNWALL),
    ]
