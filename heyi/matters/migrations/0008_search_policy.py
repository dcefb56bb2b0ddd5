"""Search inside the wall: the index is behind it, and one function of the owner finds for a scope what it reaches.

Row-level security keeps the text index from being used (LIKE and @@ are not leakproof), so the function asks the
index as the owner and joins reach itself. It takes the units from the scope of the transaction, never from its caller.

Two ways, one answer. The newest documents are walked one by one: what is frequent is found there at once. What is
not found among them is rare, and the index leads to it. Either way each hit is compared with the words themselves,
and with reach as it is now.
"""

from django.db import migrations, models

_KEY = "ALTER TABLE search_document ADD CONSTRAINT search_document_of_matter FOREIGN KEY (county, matter_id) REFERENCES matters_matter (county, id);"
_WORKS = "(SELECT heyi_entrance()) = 'worker'"
WALL = f"""
{_KEY}
ALTER TABLE search_document ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON search_document FOR SELECT USING ({_WORKS});
CREATE POLICY adds ON search_document FOR INSERT WITH CHECK ({_WORKS});
CREATE POLICY changes ON search_document FOR UPDATE USING ({_WORKS}) WITH CHECK ({_WORKS});
"""
UNWALL = """
DROP POLICY looks ON search_document;
DROP POLICY adds ON search_document;
DROP POLICY changes ON search_document;
ALTER TABLE search_document DISABLE ROW LEVEL SECURITY;
ALTER TABLE search_document DROP CONSTRAINT search_document_of_matter;
"""

# What these units may know of the document d: nothing, where one of them is denied; the outline, where the strongest
# basis is an alarm (matters.access.pages says the same); else the story.
_RIGHT = """
 CROSS JOIN LATERAL (
       SELECT bool_and(r.basis <> 'DENIED') AND bool_or(
                  ($6 = '' OR r.kind = $6) AND ($7 = '' OR r.region_code >= $7 AND r.region_code < $8)
                  AND ($9 IS NULL OR r.is_live = $9)) AS may,
              bool_or(r.basis IN ('LEAD', 'ASSIST', 'SUPERIOR')) OR NOT bool_or(r.basis = 'ALARM') AS whole
         FROM matters_reach r
        WHERE r.county = d.county AND r.matter_id = d.matter_id AND r.unit_id = ANY ($5)) AS reach
 WHERE reach.may AND d.story LIKE ALL ($1) AND (reach.whole OR d.outline LIKE ALL ($1))
"""
_NARROWED = "units bigint[], of_kind text, region_from text, region_to text, of_live boolean"
_ROWS = "TABLE (county varchar, matter_id uuid, whole boolean)"

FUNCTIONS = f"""
-- The newest documents before a key, down to a floor, one by one.
CREATE FUNCTION heyi_found_by_walk(patterns text[], before_id uuid, floor_id uuid, most int, {_NARROWED})
    RETURNS {_ROWS} LANGUAGE sql STABLE AS $$
SELECT d.county, d.matter_id, reach.whole
  FROM (SELECT * FROM search_document WHERE matter_id < $2 AND matter_id >= $3
         ORDER BY matter_id DESC OFFSET 0) AS d {_RIGHT}
 ORDER BY d.matter_id DESC LIMIT $4 $$;

-- Documents before a key that the index knows under these lexemes.
CREATE FUNCTION heyi_found_by_index(patterns text[], asked tsquery, before_id uuid, most int, {_NARROWED})
    RETURNS {_ROWS} LANGUAGE sql STABLE AS $$
WITH hit AS MATERIALIZED (
     SELECT county, matter_id FROM search_document WHERE lexemes @@ $2)
SELECT d.county, d.matter_id, reach.whole
  FROM (SELECT * FROM hit WHERE matter_id < $3 ORDER BY matter_id DESC OFFSET 0) AS h
  JOIN search_document d ON d.county = h.county AND d.matter_id = h.matter_id {_RIGHT}
 ORDER BY h.matter_id DESC LIMIT $4 $$;

-- What the units of this scope may find, the newest first. `story` and `outline` are the same words as the index knows
-- them for who may read all, and for who has only an alarm.
CREATE FUNCTION heyi_search(
        patterns text[], story tsquery, outline tsquery, before_id uuid, most int, walked int,
        of_kind text, region_from text, region_to text, of_live boolean)
    RETURNS {_ROWS} LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
    SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    mine bigint[] := heyi_units();
    floor_id uuid;
    found_already int;
    readers tsquery;
    outline_readers tsquery;
BEGIN
    IF heyi_entrance() <> 'desk' OR cardinality(mine) = 0 THEN RETURN; END IF;
    SELECT d.matter_id INTO floor_id FROM search_document d WHERE d.matter_id < before_id
     ORDER BY d.matter_id DESC OFFSET walked - 1 LIMIT 1;
    RETURN QUERY SELECT * FROM heyi_found_by_walk(patterns, before_id,
        coalesce(floor_id, '00000000-0000-0000-0000-000000000000'), most, mine, of_kind, region_from, region_to, of_live);
    GET DIAGNOSTICS found_already = ROW_COUNT;
    IF floor_id IS NULL OR found_already >= most THEN RETURN; END IF;
    SELECT string_agg(format('''#%s''', u), ' | ')::tsquery, string_agg(format('''@#%s''', u), ' | ')::tsquery
      INTO readers, outline_readers FROM unnest(mine) AS u;
    RETURN QUERY SELECT * FROM heyi_found_by_index(patterns, (story && readers) || (outline && outline_readers),
        floor_id, most - found_already, mine, of_kind, region_from, region_to, of_live);
END $$;
"""
_ARGUMENTS = "bigint[], text, text, text, boolean"
UNFUNCTIONS = f"""
DROP FUNCTION heyi_search(text[], tsquery, tsquery, uuid, int, int, text, text, text, boolean);
DROP FUNCTION heyi_found_by_index(text[], tsquery, uuid, int, {_ARGUMENTS});
DROP FUNCTION heyi_found_by_walk(text[], uuid, uuid, int, {_ARGUMENTS});
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0007_tallies"), ("search", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="likeness",
            name="verdict",
            field=models.CharField(db_default="", default="", max_length=10),
        ),
        migrations.AddIndex(
            model_name="likeness",
            index=models.Index(fields=["other_county", "other_id"], name="likenesses_of_other"),
        ),
        migrations.RunSQL(WALL, UNWALL),
        migrations.RunSQL(FUNCTIONS, UNFUNCTIONS),
    ]
