"""Three-way calls as rows of their own: found by when they were held, whoever looks and however many events there are.

A call hangs on its matter and is seen with it; who has only an alarm of the matter sees none. The two functions read as
the owner, for a policy asked row by row would be most of their time: what they let through is what the wall does.
"""

from django.db import migrations, models

WALLS = """
ALTER TABLE matters_call ADD CONSTRAINT matters_call_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE matters_call ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON matters_call FOR SELECT USING (heyi_sees(county, matter_id));
CREATE POLICY adds ON matters_call FOR INSERT
    WITH CHECK ((SELECT heyi_entrance()) = 'tracking' AND heyi_sees(county, matter_id));

-- The calls of a span that this scope sees, the latest first, beyond a key and up to a bound; `is_former` where the
-- scope has only been told that the matter was referred on.
CREATE FUNCTION heyi_calls(since timestamptz, before_at timestamptz, before_id uuid, of_partner text, of_taker text,
                           of_ground text, of_kind text, bound integer)
    RETURNS TABLE (county text, id uuid, is_former boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
BEGIN
    IF heyi_entrance() <> 'desk' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.county::text, c.id, seen.is_former
      FROM matters_call c
     CROSS JOIN LATERAL (
           SELECT bool_and(r.basis <> 'DENIED') AND bool_or(r.basis <> 'ALARM') AS is_seen,
                  bool_and(r.basis IN ('FORMER', 'ALARM')) AS is_former, min(r.kind) AS kind
             FROM matters_reach r
            WHERE r.county = c.county AND r.matter_id = c.matter_id AND r.unit_id = ANY (mine)) AS seen
     WHERE c.spoke_at >= since AND (c.spoke_at, c.id) < (before_at, before_id)
       AND (of_partner = '' OR c.partner_kind = of_partner) AND (of_taker = '' OR c.taker = of_taker)
       AND (of_ground = '' OR c.ground = of_ground) AND seen.is_seen AND (of_kind = '' OR seen.kind = of_kind)
     ORDER BY c.spoke_at DESC, c.id DESC LIMIT bound;
END $$;

-- How many calls of a span this scope sees: by kind of matter, taker and ground.
CREATE FUNCTION heyi_calls_counted(since timestamptz, until timestamptz, of_partner text)
    RETURNS TABLE (kind text, taker text, ground text, count bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    mine bigint[] := heyi_units();
BEGIN
    IF heyi_entrance() <> 'desk' THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT seen.kind::text, c.taker::text, c.ground::text, count(*)
      FROM matters_call c
     CROSS JOIN LATERAL (
           SELECT bool_and(r.basis <> 'DENIED') AND bool_or(r.basis <> 'ALARM') AS is_seen, min(r.kind) AS kind
             FROM matters_reach r
            WHERE r.county = c.county AND r.matter_id = c.matter_id AND r.unit_id = ANY (mine)) AS seen
     WHERE c.spoke_at >= since AND c.spoke_at < until
       AND (of_partner = '' OR c.partner_kind = of_partner) AND seen.is_seen
     GROUP BY 1, 2, 3;
END $$;
"""
UNWALL = """
DROP FUNCTION heyi_calls_counted(timestamptz, timestamptz, text);
DROP FUNCTION heyi_calls(timestamptz, timestamptz, uuid, text, text, text, text, integer);
DROP POLICY looks ON matters_call;
DROP POLICY adds ON matters_call;
ALTER TABLE matters_call DROP CONSTRAINT matters_call_of_matter;
"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0021_command_view")]
    operations = [
        migrations.CreateModel(
            name="Call",
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
                ("partner_id", models.BigIntegerField()),
                ("partner_kind", models.CharField(max_length=12)),
                ("spoke_at", models.DateTimeField()),
                ("who", models.TextField()),
                ("taker", models.CharField(max_length=10)),
                ("ground", models.CharField(max_length=10)),
                ("why", models.TextField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["county", "matter_id"], name="calls_of_matter"),
                    models.Index(fields=["spoke_at", "id"], name="calls_in_order"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        name="call_codes_known",
                        condition=models.Q(
                            taker__in=("CENTRE", "POLICE", "HOTLINE", "OTHER"),
                            ground__in=("AGREED", "FIRST", "DANGER", "UNSAID"),
                        ),
                    ),
                ],
            },
        ),
        migrations.RunSQL(WALLS, UNWALL),
    ]
