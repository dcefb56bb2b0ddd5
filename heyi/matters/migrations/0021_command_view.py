"""Who commands sees the line below at one glance: sums of tallies, and what is due by an index, for many units at once.

The wall of tallies lets a unit read its own alone, and asks each row of reach. Here the owner counts, for units of the
scope and units below them; what a unit of the scope is denied is taken away again, so that no sum tells of it (信访工作条例
§30). What was answered has an index of its own by the unit that answered.
"""

from django.db import migrations, models

COUNTS = """
-- Whether a unit of this scope is this unit or lies above it.
CREATE FUNCTION heyi_answers_for(of_unit bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN heyi_entrance() = 'desk' AND EXISTS (
        WITH RECURSIVE up (id) AS (SELECT of_unit UNION
            SELECT u.parent_id FROM orgs_unit u JOIN up ON u.id = up.id WHERE u.parent_id IS NOT NULL)
        SELECT FROM up WHERE up.id = ANY (heyi_units()));
END $$;

-- Whether a unit of this scope lies below this unit, or is it.
CREATE FUNCTION heyi_lies_below(of_unit bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN heyi_entrance() = 'desk' AND EXISTS (
        WITH RECURSIVE up (id) AS (SELECT unnest(heyi_units()) UNION
            SELECT u.parent_id FROM orgs_unit u JOIN up ON u.id = up.id WHERE u.parent_id IS NOT NULL)
        SELECT FROM up WHERE up.id = of_unit);
END $$;

-- Live rows of reach of these units by sort.
CREATE FUNCTION heyi_counted_below(of_units bigint[])
    RETURNS TABLE (unit_id bigint, basis text, state text, urgency text, count bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
    allowed bigint[] := ARRAY(SELECT each FROM unnest(of_units) AS each WHERE heyi_answers_for(each));
BEGIN
    RETURN QUERY SELECT t.unit_id, t.basis::text, t.state::text, t.urgency::text, sum(t.count)::bigint
                   FROM matters_tally t WHERE t.unit_id = ANY (allowed) AND t.is_live GROUP BY 1, 2, 3, 4;
    RETURN QUERY SELECT r.unit_id, r.basis::text, r.state::text, r.urgency::text, -count(*)
                   FROM (SELECT DISTINCT county, matter_id FROM matters_reach
                          WHERE unit_id = ANY (mine) AND basis = 'DENIED') AS hidden
                   JOIN matters_reach r USING (county, matter_id)
                  WHERE r.unit_id = ANY (allowed) AND r.basis <> 'DENIED' AND r.is_live GROUP BY 1, 2, 3, 4;
END $$;

-- How many of their live rows on these bases are overdue, and due by tonight: by the index, each up to a bound.
CREATE FUNCTION heyi_due_below(of_units bigint[], bases text[], instant timestamptz, tonight timestamptz, bound integer)
    RETURNS TABLE (unit_id bigint, late bigint, today bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
    allowed bigint[] := ARRAY(SELECT each FROM unnest(of_units) AS each WHERE heyi_answers_for(each));
    hides boolean := EXISTS (SELECT FROM matters_reach WHERE unit_id = ANY (mine) AND basis = 'DENIED');
BEGIN
    -- The tallies tell of which sorts there is anything at all: only those are sought in the index.
    RETURN QUERY
    WITH sort AS MATERIALIZED (
         SELECT t.unit_id, t.basis, t.state FROM matters_tally t
          WHERE t.unit_id = ANY (allowed) AND t.basis = ANY (bases) AND t.is_live
          GROUP BY t.unit_id, t.basis, t.state HAVING sum(t.count) > 0)
    SELECT sort.unit_id, sum(overdue.many)::bigint, sum(tonights.many)::bigint
      FROM sort
     CROSS JOIN LATERAL (SELECT count(*) AS many FROM (
           SELECT FROM matters_reach r WHERE r.unit_id = sort.unit_id AND r.basis = sort.basis AND r.is_live
              AND r.state = sort.state AND r.next_due_at < instant
              AND (NOT hides OR NOT EXISTS (SELECT FROM matters_reach d WHERE d.county = r.county
                   AND d.matter_id = r.matter_id AND d.unit_id = ANY (mine) AND d.basis = 'DENIED'))
            LIMIT bound) AS one) AS overdue
     CROSS JOIN LATERAL (SELECT count(*) AS many FROM (
           SELECT FROM matters_reach r WHERE r.unit_id = sort.unit_id AND r.basis = sort.basis AND r.is_live
              AND r.state = sort.state AND r.next_due_at >= instant AND r.next_due_at < tonight AND tonight > instant
              AND (NOT hides OR NOT EXISTS (SELECT FROM matters_reach d WHERE d.county = r.county
                   AND d.matter_id = r.matter_id AND d.unit_id = ANY (mine) AND d.basis = 'DENIED'))
            LIMIT bound) AS one) AS tonights
     GROUP BY sort.unit_id;
END $$;

-- What these units, each counted to a row of the caller's, answered since two instants, and the median span in days.
CREATE FUNCTION heyi_answered_below(of_units bigint[], counted_to bigint[], week timestamptz, month timestamptz)
    RETURNS TABLE (row_id bigint, in_week bigint, in_month bigint, median double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
    hides boolean := EXISTS (SELECT FROM matters_reach WHERE unit_id = ANY (mine) AND basis = 'DENIED');
BEGIN
    RETURN QUERY
    SELECT each.row_id, count(*) FILTER (WHERE m.answered_at >= week), count(*),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM m.answered_at - m.received_at)) / 86400
      FROM unnest(of_units, counted_to) AS each (unit_id, row_id)
      JOIN matters_matter m ON m.lead_unit_id = each.unit_id AND m.answered_at >= month
     WHERE heyi_answers_for(each.row_id)
       AND (NOT hides OR NOT EXISTS (SELECT FROM matters_reach d WHERE d.county = m.county
            AND d.matter_id = m.id AND d.unit_id = ANY (mine) AND d.basis = 'DENIED'))
     GROUP BY each.row_id;
END $$;
"""
UNCOUNT = """
DROP FUNCTION heyi_answered_below(bigint[], bigint[], timestamptz, timestamptz);
DROP FUNCTION heyi_due_below(bigint[], text[], timestamptz, timestamptz, integer);
DROP FUNCTION heyi_counted_below(bigint[]), heyi_lies_below(bigint), heyi_answers_for(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0020_former_told_nothing_new")]
    operations = [
        migrations.AddField(
            model_name="matter",
            name="is_commanded",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", False)),
                fields=["lead_unit_id", "answered_at"],
                include=("received_at", "county", "id"),
                name="matters_answered",
            ),
        ),
        migrations.RunSQL(COUNTS, UNCOUNT),
    ]
