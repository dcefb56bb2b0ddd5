"""Who sends a receipt to its reporter's telephone acts as the holder of the code does, and sees what became of it.

Of the deliveries of that one matter only those to the reporter: what partners are told is none of this entrance's.
"""

from django.db import migrations

_BEFORE = (
    "(SELECT heyi_entrance()) IN ('admin', 'audit') OR (SELECT heyi_entrance()) = 'worker'"
    " OR ((SELECT heyi_entrance()) = 'desk' AND heyi_sees(county, matter_id))"
)
_NOW = (
    f"{_BEFORE} OR ((SELECT heyi_entrance()) = 'tracking' AND destination = 'text:reporter'"
    " AND heyi_sees(county, matter_id))"
)


def _policies(condition: str) -> str:
    return f"""
    ALTER POLICY looks ON journal_delivery USING ({condition});
    ALTER POLICY changes ON journal_delivery USING ({condition}) WITH CHECK ({condition});
    """


class Migration(migrations.Migration):
    dependencies = [("matters", "0012_transfers")]
    operations = [migrations.RunSQL(_policies(_NOW), _policies(_BEFORE))]
