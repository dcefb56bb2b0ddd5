"""How many rows of reach each unit has of each sort, kept by triggers: exact in every transaction, and cheap to ask.

A city's row would be the one that every report waits for. So each sort is counted in several slots, and a transaction
has a slot to itself: it takes the first one that is free, by an advisory lock that ends with it. Two transactions
never write the same row of the tally, so none waits for another, and none can be caught in a deadlock.
Denied rows are not counted: a unit is not told that there is a matter about it (信访工作条例 §30).
"""

from django.db import migrations, models

COUNTS = """
ALTER TABLE matters_tally SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);

CREATE FUNCTION heyi_tally_slot() RETURNS smallint LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    FOR slot IN 0..255 LOOP
        IF pg_try_advisory_xact_lock(3305, slot) THEN
            RETURN slot;
        END IF;
    END LOOP;
    PERFORM pg_advisory_xact_lock(3305, 256);  -- more hands at once than there are slots: these wait for each other
    RETURN 256;
END $$;

CREATE FUNCTION heyi_tally_added() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine smallint := heyi_tally_slot();
BEGIN
    INSERT INTO matters_tally AS t (unit_id, slot, basis, state, is_live, urgency, count)
    SELECT unit_id, mine, basis, state, is_live, urgency, count(*)
      FROM new_rows WHERE basis <> 'DENIED' GROUP BY unit_id, basis, state, is_live, urgency
        ON CONFLICT (unit_id, slot, basis, state, is_live, urgency) DO UPDATE SET count = t.count + excluded.count;
    RETURN NULL;
END $$;

CREATE FUNCTION heyi_tally_removed() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine smallint := heyi_tally_slot();
BEGIN
    INSERT INTO matters_tally AS t (unit_id, slot, basis, state, is_live, urgency, count)
    SELECT unit_id, mine, basis, state, is_live, urgency, -count(*)
      FROM old_rows WHERE basis <> 'DENIED' GROUP BY unit_id, basis, state, is_live, urgency
        ON CONFLICT (unit_id, slot, basis, state, is_live, urgency) DO UPDATE SET count = t.count + excluded.count;
    RETURN NULL;
END $$;

CREATE FUNCTION heyi_tally_changed() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine smallint := heyi_tally_slot();
BEGIN
    INSERT INTO matters_tally AS t (unit_id, slot, basis, state, is_live, urgency, count)
    SELECT unit_id, mine, basis, state, is_live, urgency, sum(one)
      FROM (SELECT unit_id, basis, state, is_live, urgency, 1 AS one FROM new_rows WHERE basis <> 'DENIED'
            UNION ALL
            SELECT unit_id, basis, state, is_live, urgency, -1 FROM old_rows WHERE basis <> 'DENIED') AS both_sides
     GROUP BY unit_id, basis, state, is_live, urgency HAVING sum(one) <> 0
        ON CONFLICT (unit_id, slot, basis, state, is_live, urgency) DO UPDATE SET count = t.count + excluded.count;
    RETURN NULL;
END $$;

CREATE TRIGGER tally_added AFTER INSERT ON matters_reach
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION heyi_tally_added();
CREATE TRIGGER tally_removed AFTER DELETE ON matters_reach
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION heyi_tally_removed();
CREATE TRIGGER tally_changed AFTER UPDATE ON matters_reach
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION heyi_tally_changed();

-- What there is already; the triggers keep writers out until this transaction has ended.
INSERT INTO matters_tally (unit_id, slot, basis, state, is_live, urgency, count)
SELECT unit_id, 0, basis, state, is_live, urgency, count(*) FROM matters_reach
 WHERE basis <> 'DENIED' GROUP BY unit_id, basis, state, is_live, urgency;

-- Pages that will be open need not be told what happened before.
INSERT INTO journal_cursor (name, epoch, xact, position)
SELECT 'live', epoch, xact, position FROM journal_cursor WHERE name = 'ledger' ON CONFLICT DO NOTHING;

ALTER TABLE matters_tally ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_tally FOR SELECT USING (
    (SELECT heyi_entrance()) = 'worker'
    OR (SELECT heyi_entrance()) = 'desk' AND unit_id = ANY ((SELECT heyi_units())::bigint[]));

-- What a unit has of each sort, as this scope may know it: without what another of the person's units is denied.
CREATE FUNCTION heyi_counted(of_unit bigint)
    RETURNS TABLE (basis text, state text, is_live boolean, urgency text, count bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
BEGIN
    IF heyi_entrance() <> 'desk' OR of_unit <> ALL (mine) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT t.basis::text, t.state::text, t.is_live, t.urgency::text, sum(t.count)::bigint
                   FROM matters_tally t WHERE t.unit_id = of_unit GROUP BY 1, 2, 3, 4;
    IF cardinality(mine) > 1 THEN
        RETURN QUERY SELECT r.basis::text, r.state::text, r.is_live, r.urgency::text, -count(*)
                       FROM matters_reach r JOIN (
                            SELECT DISTINCT county, matter_id FROM matters_reach
                             WHERE unit_id = ANY (mine) AND basis = 'DENIED') AS hidden USING (county, matter_id)
                      WHERE r.unit_id = of_unit AND r.basis <> 'DENIED' GROUP BY 1, 2, 3, 4;
    END IF;
END $$;

-- How many of a unit's own live rows are due before an instant, by the index alone, counted up to a bound.
CREATE FUNCTION heyi_due_before(of_unit bigint, instant timestamptz, bound integer) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine bigint[] := heyi_units();
    many bigint;
BEGIN
    IF heyi_entrance() <> 'desk' OR of_unit <> ALL (mine) THEN
        RETURN 0;
    ELSIF cardinality(mine) = 1 THEN
        SELECT count(*) INTO many FROM (
            SELECT FROM matters_reach
             WHERE unit_id = of_unit AND basis IN ('LEAD', 'ASSIST', 'ALARM') AND is_live AND next_due_at < instant
             LIMIT bound) AS due;
    ELSE
        SELECT count(*) INTO many FROM (
            SELECT FROM matters_reach r
             WHERE unit_id = of_unit AND basis IN ('LEAD', 'ASSIST', 'ALARM') AND is_live AND next_due_at < instant
               AND NOT EXISTS (SELECT FROM matters_reach d WHERE d.county = r.county AND d.matter_id = r.matter_id
                                  AND d.unit_id = ANY (mine) AND d.basis = 'DENIED')
             LIMIT bound) AS due;
    END IF;
    RETURN many;
END $$;
"""

UNCOUNT = """
DROP FUNCTION heyi_due_before(bigint, timestamptz, integer), heyi_counted(bigint);
DROP POLICY looks ON matters_tally;
ALTER TABLE matters_tally DISABLE ROW LEVEL SECURITY;
DROP TRIGGER tally_added ON matters_reach;
DROP TRIGGER tally_removed ON matters_reach;
DROP TRIGGER tally_changed ON matters_reach;
DROP FUNCTION heyi_tally_added(), heyi_tally_removed(), heyi_tally_changed(), heyi_tally_slot();
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0006_feedback"), ("journal", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit_id",
                        "slot",
                        "basis",
                        "state",
                        "is_live",
                        "urgency",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("unit_id", models.BigIntegerField()),
                ("slot", models.SmallIntegerField()),
                ("basis", models.CharField(max_length=10)),
                ("state", models.CharField(max_length=12)),
                ("is_live", models.BooleanField()),
                ("urgency", models.CharField(max_length=10)),
                ("count", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(COUNTS, UNCOUNT),
    ]
