"""Tasks that nobody handles yet, and how many each person has: found by indexes of their own.

How many live tasks each person of a unit has is counted by a function of the owner, for a scope of that unit alone: the
policies would be asked for each task.
"""

from django.db import migrations, models


LOADS = """
CREATE FUNCTION heyi_loads(of_unit bigint) RETURNS TABLE (handler_id bigint, count bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.handler_id, count(*) FROM dispatch_task t
     WHERE t.unit_id = of_unit AND t.handler_id IS NOT NULL
       AND t.state IN ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER', 'ANSWERED')
       AND heyi_entrance() = 'desk' AND of_unit = ANY (heyi_units())
     GROUP BY t.handler_id $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dispatch', '0005_supervision'),
        ('matters', '0002_walls'),  # whose functions name the scope
    ]

    operations = [
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('handler_id', None), ('state__in', ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER'))), fields=['unit_id', 'given_at', 'id'], name='tasks_in_pool'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('handler_id__isnull', False), ('state__in', ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER', 'ANSWERED'))), fields=['unit_id', 'handler_id'], name='tasks_in_hands'),
        ),
        migrations.RunSQL(LOADS, "DROP FUNCTION heyi_loads(bigint)"),
    ]
