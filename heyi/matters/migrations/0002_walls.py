"""Row-level security over every table that hangs on a matter, composite keys between them, and numbers.

The server's role is not the owner of these tables and has no way around the policies. Every entrance names its scope
with SET LOCAL (heyi.entrance, heyi.units, heyi.matter, heyi.source); no scope, no rows.
"""

from django.db import migrations

ADMINISTRATION = "00000000-0000-0000-0000-000000000000"

SCOPE = """
CREATE FUNCTION heyi_entrance() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('heyi.entrance', true), '') $$;
CREATE FUNCTION heyi_units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(nullif(current_setting('heyi.units', true), ''), '{}')::bigint[] $$;
CREATE FUNCTION heyi_matter() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('heyi.matter', true), '')::uuid $$;
CREATE FUNCTION heyi_source() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(current_setting('heyi.source', true), '') $$;

-- Whether this scope reaches a matter. A unit with a denied row is shut out, and with it everybody who also
-- belongs to it (信访工作条例 §30). Runs as the owner: a policy on matters_reach cannot ask matters_reach itself.
CREATE FUNCTION heyi_sees(of_county text, of_matter uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE heyi_entrance()
        WHEN 'worker' THEN true
        WHEN 'tracking' THEN coalesce(of_matter = heyi_matter(), false)
        WHEN 'desk' THEN coalesce(
            (SELECT bool_and(basis <> 'DENIED') FROM matters_reach r
              WHERE r.county = of_county AND r.matter_id = of_matter AND r.unit_id = ANY (heyi_units())), false)
        ELSE false END $$;

-- The one way from a tracking code to its matter; whoever has the code is let in to that matter alone.
CREATE FUNCTION heyi_matter_of_code(of_county text, code text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM matters_matter WHERE county = of_county AND tracking_code = code $$;

-- Whether a unit still answers for something. The system administrator may ask this and read no matter.
CREATE FUNCTION heyi_unit_is_busy(of_unit bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM matters_reach
                    WHERE unit_id = of_unit AND basis IN ('LEAD', 'ASSIST', 'ALARM') AND is_live) $$;

CREATE FUNCTION heyi_refuse_identity_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a matter keeps its county, key, number and code' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER matter_keeps_its_identity BEFORE UPDATE ON matters_matter FOR EACH ROW
    WHEN ((OLD.county, OLD.id, OLD.number, OLD.tracking_code, OLD.received_at)
          IS DISTINCT FROM (NEW.county, NEW.id, NEW.number, NEW.tracking_code, NEW.received_at))
    EXECUTE FUNCTION heyi_refuse_identity_change();

-- Denial takes the row's place: nothing turns it into a grant.
CREATE FUNCTION heyi_refuse_lifting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a denied unit is not given reach' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER denial_stays BEFORE UPDATE ON matters_reach FOR EACH ROW
    WHEN (OLD.basis = 'DENIED' AND NEW.basis <> 'DENIED') EXECUTE FUNCTION heyi_refuse_lifting();

CREATE SEQUENCE matters_number CACHE 50;
"""

UNSCOPE = """
DROP TRIGGER denial_stays ON matters_reach;
DROP TRIGGER matter_keeps_its_identity ON matters_matter;
DROP FUNCTION heyi_unit_is_busy(bigint), heyi_refuse_lifting(), heyi_refuse_identity_change(), heyi_matter_of_code(text, text),
    heyi_sees(text, uuid), heyi_source(), heyi_matter(), heyi_units(), heyi_entrance();
DROP SEQUENCE matters_number;
"""

OF_MATTER = (
    "matters_party",
    "matters_identity",
    "matters_subjectunit",
    "matters_note",
    "matters_likeness",
    "matters_reach",
    "dispatch_task",
    "dispatch_clock",
)


def _keys() -> str:
    keys = [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_of_matter FOREIGN KEY (county, matter_id)"
        " REFERENCES matters_matter (county, id);"
        for table in OF_MATTER
    ]
    keys.append(
        "ALTER TABLE dispatch_clock ADD CONSTRAINT dispatch_clock_of_task FOREIGN KEY (county, task_id)"
        " REFERENCES dispatch_task (county, id);"
    )
    return "\n".join(keys)


def _wall(table: str, *, select: str, insert: str = "", update: str = "", delete: str = "") -> str:
    lines = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"]
    lines.append(f"CREATE POLICY looks ON {table} FOR SELECT USING ({select});")
    if insert:
        lines.append(f"CREATE POLICY adds ON {table} FOR INSERT WITH CHECK ({insert});")
    if update:
        lines.append(f"CREATE POLICY changes ON {table} FOR UPDATE USING ({update}) WITH CHECK ({update});")
    if delete:
        lines.append(f"CREATE POLICY removes ON {table} FOR DELETE USING ({delete});")
    return "\n".join(lines)


_RECEIVES = "(SELECT heyi_entrance()) = 'receive'"
_WORKS = "(SELECT heyi_entrance()) = 'worker'"
_ADMINISTERS = "(SELECT heyi_entrance()) IN ('admin', 'audit')"
_SEES = "heyi_sees(county, matter_id)"
_OWN_REACH = (
    "((SELECT heyi_entrance()) = 'desk' AND unit_id = ANY ((SELECT heyi_units())::bigint[]) AND basis <> 'DENIED'"
    " AND cardinality((SELECT heyi_units())) = 1)"
)
_OF_SOURCE = f"({_RECEIVES} AND source = (SELECT heyi_source()))"
_ADMINISTRATION = f"({_ADMINISTERS} AND matter_id = '{ADMINISTRATION}')"


def _walls() -> str:
    plain = [table for table in OF_MATTER if table != "matters_reach"]
    walls = [
        _wall(table, select=_SEES, insert=f"{_RECEIVES} OR {_SEES}", update=_SEES) for table in plain
    ]
    walls += [
        _wall(
            "matters_matter", select="heyi_sees(county, id)", insert=_RECEIVES, update="heyi_sees(county, id)"
        ),
        _wall(
            "matters_reach",
            select=f"{_OWN_REACH} OR {_SEES}",
            insert=f"{_RECEIVES} OR {_SEES}",
            update=_SEES,
            delete=_SEES,
        ),
        _wall(
            "journal_event",
            select=f"{_ADMINISTRATION} OR {_SEES}",
            insert=f"{_RECEIVES} OR {_ADMINISTRATION} OR {_SEES}",
        ),
        _wall("journal_accesslog", select=f"{_ADMINISTERS} OR {_SEES}", insert=_SEES),
        _wall(
            "journal_delivery",
            select=f"{_ADMINISTERS} OR {_WORKS}",
            insert=_WORKS,
            update=f"{_ADMINISTERS} OR {_WORKS}",
        ),
        _wall(
            "intake_report",
            select=f"{_OF_SOURCE} OR {_WORKS}",
            insert=_OF_SOURCE,
            update=_OF_SOURCE,
        ),
        _wall(
            "intake_fingerprint",
            select=f"{_RECEIVES} OR {_WORKS}",
            insert=_RECEIVES,
            delete=_WORKS,
        ),
    ]
    return "\n".join(walls)


def _open() -> str:
    tables = (*OF_MATTER, "matters_matter", "journal_event", "journal_accesslog", "journal_delivery")
    lines = []
    for table in (*tables, "intake_report", "intake_fingerprint"):
        lines += [f"DROP POLICY IF EXISTS {name} ON {table};" for name in ("looks", "adds", "changes", "removes")]
        lines.append(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")
    return "\n".join(lines)


def _unkey() -> str:
    drops = [f"ALTER TABLE {table} DROP CONSTRAINT {table}_of_matter;" for table in OF_MATTER]
    return "\n".join(["ALTER TABLE dispatch_clock DROP CONSTRAINT dispatch_clock_of_task;", *drops])


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0001_initial"),
        ("dispatch", "0001_initial"),
        ("intake", "0001_tables"),
        ("journal", "0002_append_only"),
    ]
    operations = [
        migrations.RunSQL(_keys(), _unkey()),
        migrations.RunSQL(SCOPE, UNSCOPE),
        migrations.RunSQL(_walls(), _open()),
    ]
