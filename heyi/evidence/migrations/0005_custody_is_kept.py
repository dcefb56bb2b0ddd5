"""Rows of custody and stamps are append-only: nobody changes or takes away one, not by accident and not by hand."""

from django.db import migrations

KEPT = """
CREATE TRIGGER evidence_custodyrow_kept BEFORE UPDATE OR DELETE ON evidence_custodyrow
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER evidence_custodyrow_not_emptied BEFORE TRUNCATE ON evidence_custodyrow
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER evidence_stamp_kept BEFORE UPDATE OR DELETE ON evidence_stamp
  FOR EACH ROW EXECUTE FUNCTION journal_refuse();
CREATE TRIGGER evidence_stamp_not_emptied BEFORE TRUNCATE ON evidence_stamp
  FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse();
"""
LET_GO = """
DROP TRIGGER evidence_stamp_not_emptied ON evidence_stamp;
DROP TRIGGER evidence_stamp_kept ON evidence_stamp;
DROP TRIGGER evidence_custodyrow_not_emptied ON evidence_custodyrow;
DROP TRIGGER evidence_custodyrow_kept ON evidence_custodyrow;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0004_exhibits"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(KEPT, LET_GO)]
