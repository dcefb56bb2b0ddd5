"""Matters that share rare words with a text, for who reads their story: the index narrows, reach decides (see 0008)."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION heyi_alike(asked tsquery, live boolean, most int)
    RETURNS TABLE (county varchar, matter_id uuid, story text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    mine bigint[] := heyi_units();
    readers tsquery;
BEGIN
    IF heyi_entrance() <> 'desk' OR cardinality(mine) = 0 THEN RETURN; END IF;
    SELECT string_agg(format('''#%s''', u), ' | ')::tsquery INTO readers FROM unnest(mine) AS u;
    RETURN QUERY
    SELECT found.county, found.matter_id, found.story
      FROM (SELECT d.county, d.matter_id, d.story FROM search_document d WHERE d.lexemes @@ (asked && readers)
             ORDER BY ts_rank(d.lexemes, asked) DESC, d.matter_id DESC LIMIT 4 * most) AS found
     WHERE (SELECT bool_and(r.basis <> 'DENIED') AND bool_or(r.basis <> 'ALARM')
               AND (live IS NULL OR bool_or(r.is_live = live))
              FROM matters_reach r
             WHERE r.county = found.county AND r.matter_id = found.matter_id AND r.unit_id = ANY (mine))
     LIMIT most;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0025_phone_tails"), ("search", "0003_shares")]
    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION heyi_alike(tsquery, boolean, int);")]
