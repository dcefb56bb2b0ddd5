"""Who sees notices: the person who was told, while the matter may be seen; nobody else, and the worker who writes them.

The desk names its person as the scope's source (`person:7`). From here on the journal's events tell people: what
happened before is passed over, or the first start after an upgrade would tell everybody of everything.
"""

from django.db import migrations

NIL = "00000000-0000-0000-0000-000000000000"
_WORKS = "(SELECT heyi_entrance()) = 'worker'"
_OWN = (
    "((SELECT heyi_entrance()) = 'desk' AND (SELECT heyi_source()) = 'person:' || person_id"
    f" AND (matter_id = '{NIL}' OR heyi_sees(county, matter_id)))"
)

WALLS = f"""
ALTER TABLE notices_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON notices_notice FOR SELECT USING ({_OWN} OR {_WORKS});
CREATE POLICY adds ON notices_notice FOR INSERT WITH CHECK ({_WORKS});
CREATE POLICY changes ON notices_notice FOR UPDATE USING ({_OWN} OR {_WORKS}) WITH CHECK ({_OWN} OR {_WORKS});
CREATE POLICY removes ON notices_notice FOR DELETE USING ({_WORKS});
ALTER TABLE notices_told ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON notices_told FOR SELECT USING ({_WORKS});
CREATE POLICY adds ON notices_told FOR INSERT WITH CHECK ({_WORKS});
CREATE POLICY removes ON notices_told FOR DELETE USING ({_WORKS});
ALTER TABLE notices_held ENABLE ROW LEVEL SECURITY;
CREATE POLICY looks ON notices_held FOR SELECT USING ({_WORKS});
CREATE POLICY adds ON notices_held FOR INSERT WITH CHECK ({_WORKS});
CREATE POLICY changes ON notices_held FOR UPDATE USING ({_WORKS}) WITH CHECK ({_WORKS}); -- also to lock a row
CREATE POLICY removes ON notices_held FOR DELETE USING ({_WORKS});

INSERT INTO journal_cursor (name, epoch, xact, position)
SELECT 'notices', (SELECT coalesce(max(epoch), 0) FROM journal_epoch), xact, position
  FROM journal_event ORDER BY position DESC LIMIT 1
ON CONFLICT DO NOTHING;
"""
UNWALL = """
DELETE FROM journal_cursor WHERE name = 'notices';
DROP POLICY looks ON notices_notice; DROP POLICY adds ON notices_notice;
DROP POLICY changes ON notices_notice; DROP POLICY removes ON notices_notice;
DROP POLICY looks ON notices_told; DROP POLICY adds ON notices_told; DROP POLICY removes ON notices_told;
DROP POLICY looks ON notices_held; DROP POLICY adds ON notices_held;
DROP POLICY changes ON notices_held; DROP POLICY removes ON notices_held;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("journal", "0003_ordered_deliveries"),
        ("matters", "0019_merged_lists"),
    ]
    operations = [migrations.RunSQL(WALLS, UNWALL)]
