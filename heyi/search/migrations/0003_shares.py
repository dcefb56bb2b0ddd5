"""How frequent the frequent lexemes are, as PostgreSQL's own statistics of the index know it: no count of our own.

A thousand per column is ten thousand lexemes; whatever is not among them is rare. Statistics are the owner's to read
where row-level security is on, hence the function.
"""

from django.db import migrations

FUNCTION = """
ALTER TABLE search_document ALTER COLUMN lexemes SET STATISTICS 1000;
CREATE FUNCTION heyi_lexeme_shares() RETURNS TABLE (lexemes text[], shares real[], documents real)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.most_common_elems::text::text[], s.most_common_elem_freqs, t.reltuples
      FROM pg_class t LEFT JOIN pg_stats s ON s.schemaname = 'public' AND s.tablename = t.relname AND s.attname = 'lexemes'
     WHERE t.oid = 'public.search_document'::regclass $$;
"""
REVERSE = """
DROP FUNCTION heyi_lexeme_shares();
ALTER TABLE search_document ALTER COLUMN lexemes SET STATISTICS DEFAULT;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0002_saved_searches")]
    operations = [migrations.RunSQL(FUNCTION, REVERSE)]
