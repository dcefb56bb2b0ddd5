from django.db import migrations

# Until now every step showed the present state to who had the matter before; its row says that it was referred on.
FORMER = """
UPDATE matters_reach SET state = 'REFERRED', is_live = false, next_due_at = NULL
 WHERE basis = 'FORMER' AND (state, is_live, next_due_at) IS DISTINCT FROM ('REFERRED', false, NULL)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matters', '0019_merged_lists'),
    ]

    operations = [
        migrations.RunSQL(FORMER, migrations.RunSQL.noop),
    ]
