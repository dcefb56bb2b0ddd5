"""Blanks between Chinese and figures or Latin go from what is compared, as `search.rules.closed` leaves them out."""

from django.db import migrations

_HAN = r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_GAP = f"(?<={_HAN}) +(?=[0-9a-z])|(?<=[0-9a-z]) +(?={_HAN})"
FORWARD = f"""
UPDATE search_document SET story = regexp_replace(story, '{_GAP}', '', 'g'),
       outline = regexp_replace(outline, '{_GAP}', '', 'g')
 WHERE story ~ '{_GAP}' OR outline ~ '{_GAP}';
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_shares")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
