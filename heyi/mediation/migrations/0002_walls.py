"""Row-level security of mediation, the way in for a party, and no room, mediator or party taken twice at a time.

A party comes by the entrance `party`, for one matter: it sees that matter's mediation and nothing else of the matter.
What is confidential is seen by the mediating unit alone, whoever else reaches the matter; and by code, by its mediator.
"""

from django.db import migrations

OPEN = (
    "mediation_mediation",
    "mediation_party",
    "mediation_session",
    "mediation_booking",
    "mediation_agreement",
    "mediation_signature",
    "mediation_obligation",
    "mediation_confirmation",
    "mediation_followup",
    "mediation_complaint",
)
OF_UNIT = ("mediation_confidentialnote", "mediation_proposal", "mediation_agreedfact")
BETWEEN_SIDES = OF_UNIT[1:]

_SEES = "heyi_sees(county, matter_id)"
_PARTY = "heyi_is_party(matter_id)"
_UNIT = f"((SELECT heyi_entrance()) = 'desk' AND unit_id = ANY ((SELECT heyi_units())::bigint[]) AND {_SEES})"

ENTRANCE = """
CREATE FUNCTION heyi_is_party(of_matter uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT heyi_entrance() = 'party' AND of_matter = heyi_matter() $$;

-- The one way from a party's link, whose code was checked, to its matter.
CREATE FUNCTION heyi_matter_of_party(of_county text, party uuid) RETURNS TABLE (matter_id uuid, link smallint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.matter_id, p.link FROM mediation_party p
     WHERE p.county = of_county AND p.id = party AND p.erased_at IS NULL $$;

-- When any of these is taken, without for what: for whoever plans a session.
CREATE FUNCTION heyi_taken(resources text[], from_at timestamptz, to_at timestamptz)
    RETURNS TABLE (resource text, starts_at timestamptz, ends_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.resource::text, b.starts_at, b.ends_at FROM mediation_booking b
     WHERE heyi_entrance() = 'desk' AND b.resource = ANY (resources)
       AND b.released_at IS NULL AND tstzrange(b.starts_at, b.ends_at) && tstzrange(from_at, to_at) $$;

CREATE POLICY looks_as_party ON matters_matter FOR SELECT USING (heyi_is_party(id));
CREATE POLICY changes_as_party ON matters_matter FOR UPDATE USING (heyi_is_party(id)) WITH CHECK (heyi_is_party(id));
CREATE POLICY adds_as_party ON journal_event FOR INSERT WITH CHECK (heyi_is_party(matter_id));
CREATE POLICY looks_as_party ON journal_event FOR SELECT USING (heyi_is_party(matter_id));

CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE mediation_booking ADD CONSTRAINT taken_once_at_a_time
    EXCLUDE USING gist (resource WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (released_at IS NULL);
"""
UNENTRANCE = """
ALTER TABLE mediation_booking DROP CONSTRAINT taken_once_at_a_time;
DROP POLICY looks_as_party ON journal_event; DROP POLICY adds_as_party ON journal_event;
DROP POLICY changes_as_party ON matters_matter; DROP POLICY looks_as_party ON matters_matter;
DROP FUNCTION heyi_taken(text[], timestamptz, timestamptz), heyi_matter_of_party(text, uuid), heyi_is_party(uuid);
"""


def _wall(table: str, *, looks: str, changes: str) -> str:
    return f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_of_matter FOREIGN KEY (county, matter_id)
    REFERENCES matters_matter (county, id);
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON {table} FOR SELECT USING ({looks});
CREATE POLICY adds ON {table} FOR INSERT WITH CHECK ({changes});
CREATE POLICY changes ON {table} FOR UPDATE USING ({changes}) WITH CHECK ({changes});
"""


def _walls() -> str:
    seen = f"{_SEES} OR {_PARTY}"
    walls = [_wall(table, looks=seen, changes=seen) for table in OPEN]
    for table in OF_UNIT:
        who = f"{_UNIT} OR {_PARTY}" if table in BETWEEN_SIDES else _UNIT
        walls.append(_wall(table, looks=who, changes=who))
    return "\n".join(walls)


def _unwall() -> str:
    return "\n".join(
        f"DROP POLICY changes ON {table}; DROP POLICY adds ON {table}; DROP POLICY looks ON {table};"
        f" ALTER TABLE {table} DROP CONSTRAINT {table}_of_matter;"
        for table in (*OPEN, *OF_UNIT)
    )


class Migration(migrations.Migration):
    dependencies = [("mediation", "0001_initial"), ("matters", "0021_command_view")]
    operations = [migrations.RunSQL(ENTRANCE, UNENTRANCE), migrations.RunSQL(_walls(), _unwall())]
