"""A document's row is never deleted, and that of a destroyed one never changes: it says what was, and who let it go."""

from django.db import migrations

KEEP = """
CREATE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'documents are destroyed by their own step, and their rows stay'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER documents_row_kept BEFORE DELETE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_destroyed_kept BEFORE UPDATE ON documents_document
  FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_made_kept BEFORE UPDATE ON documents_document
  FOR EACH ROW WHEN (
      (OLD.kind, OLD.version, OLD.mark, OLD.content, OLD.digest, OLD.pages, OLD.file_id, OLD.made_at)
      IS DISTINCT FROM (NEW.kind, NEW.version, NEW.mark, NEW.content, NEW.digest, NEW.pages, NEW.file_id, NEW.made_at)
      OR OLD.sealed_at IS NOT NULL AND (OLD.sealed_at, OLD.sealed_digest, OLD.sealed_file_id)
      IS DISTINCT FROM (NEW.sealed_at, NEW.sealed_digest, NEW.sealed_file_id))
  EXECUTE FUNCTION documents_refuse();
CREATE TRIGGER documents_not_emptied BEFORE TRUNCATE ON documents_document
  FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse();
"""
FORGET = "DROP FUNCTION documents_refuse() CASCADE"


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(KEEP, FORGET)]
