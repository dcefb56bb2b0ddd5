"""Papers, exhibits and bindings of a mediation, walled: the mediating unit at its desk, the worker, and what is the parties'."""

from django.db import migrations, models

_SEES = "heyi_sees(county, matter_id)"
_PARTY = "heyi_is_party(matter_id)"
_UNIT = f"((SELECT heyi_entrance()) = 'desk' AND unit_id = ANY ((SELECT heyi_units())::bigint[]) AND {_SEES})"
_WORKER = "(SELECT heyi_entrance()) = 'worker'"
_LOOKS = {
    "mediation_paper": f"{_UNIT} OR {_WORKER} OR ({_PARTY} AND is_for_parties)",
    "mediation_exhibit": f"{_UNIT} OR {_WORKER} OR {_PARTY}",
    "mediation_binding": f"{_UNIT} OR {_WORKER}",
}
_CHANGES = {
    "mediation_paper": f"{_UNIT} OR {_WORKER}",
    "mediation_exhibit": f"{_UNIT} OR {_PARTY}",
    "mediation_binding": f"{_UNIT} OR {_WORKER}",
}


def _wall(table: str) -> str:
    return f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON {table} FOR SELECT USING ({_LOOKS[table]});
CREATE POLICY adds ON {table} FOR INSERT WITH CHECK ({_CHANGES[table]});
CREATE POLICY changes ON {table} FOR UPDATE USING ({_CHANGES[table]}) WITH CHECK ({_CHANGES[table]});
"""


def _unwall(table: str) -> str:
    return (
        f"DROP POLICY changes ON {table}; DROP POLICY adds ON {table}; DROP POLICY looks ON {table};"
        f" ALTER TABLE {table} DROP CONSTRAINT {table}_of_matter;"
    )


def _columns(*more: tuple[str, models.Field]) -> list[tuple[str, models.Field]]:
    return [
        ("pk", models.CompositePrimaryKey("county", "id", blank=True, editable=False, primary_key=True, serialize=False)),
        ("county", models.CharField(max_length=6)),
        ("id", models.UUIDField()),
        ("matter_id", models.UUIDField()),
        ("mediation_id", models.UUIDField()),
        ("unit_id", models.BigIntegerField()),
        *more,
    ]


class Migration(migrations.Migration):
    dependencies = [("mediation", "0005_on_site")]
    operations = [
        migrations.CreateModel(
            "Paper",
            _columns(
                ("document", models.UUIDField()),
                ("kind", models.CharField(max_length=24)),
                ("about", models.UUIDField(null=True)),
                ("is_for_parties", models.BooleanField()),
                ("is_to_sign", models.BooleanField()),
                ("at", models.DateTimeField()),
            ),
            options={
                "indexes": [models.Index(fields=["county", "matter_id"], name="medpapers_of_matter")],
                "constraints": [
                    models.UniqueConstraint(fields=["county", "document"], name="one_mediation_per_document")
                ],
            },
        ),
        migrations.CreateModel(
            "Exhibit",
            _columns(
                ("exhibit", models.UUIDField()),
                ("side", models.CharField(default="", max_length=2)),
                ("is_chat", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
            ),
            options={
                "indexes": [models.Index(fields=["county", "matter_id"], name="medexhibits_of_matter")],
                "constraints": [
                    models.UniqueConstraint(fields=["county", "exhibit"], name="one_mediation_per_exhibit")
                ],
            },
        ),
        migrations.CreateModel(
            "Binding",
            _columns(
                ("person_id", models.BigIntegerField()),
                ("person", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=10)),
                ("total", models.SmallIntegerField(default=0)),
                ("why", models.CharField(default="", max_length=300)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ),
            options={
                "indexes": [models.Index(fields=["county", "matter_id"], name="bindings_of_matter")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "GOING")),
                        fields=["county", "mediation_id"],
                        name="one_binding_at_a_time",
                    )
                ],
            },
        ),
        *(migrations.RunSQL(_wall(table), _unwall(table)) for table in _LOOKS),
    ]
