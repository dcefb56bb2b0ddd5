"""The desk sees the deliveries of the matters that it reaches, and may have them tried again or dismissed."""

from django.db import migrations

_BEFORE = "(SELECT heyi_entrance()) IN ('admin', 'audit') OR (SELECT heyi_entrance()) = 'worker'"
_NOW = f"{_BEFORE} OR ((SELECT heyi_entrance()) = 'desk' AND heyi_sees(county, matter_id))"


def _policies(condition: str) -> str:
    return f"""
    ALTER POLICY looks ON journal_delivery USING ({condition});
    ALTER POLICY changes ON journal_delivery USING ({condition}) WITH CHECK ({condition});
    """


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0008_search_policy"),
        ("journal", "0003_ordered_deliveries"),
        ("intake", "0005_partner_kinds"),
    ]
    operations = [migrations.RunSQL(_policies(_NOW), _policies(_BEFORE))]
