"""What tells one body of a report from another is kept under this installation's key, that of older rows too.

A plain hash over words that stand beside it would give away the telephone that does not: a dump was enough to try them.
"""

import os
from hashlib import sha256

from django.conf import settings
from django.db import migrations


def key_them(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM intake_report LIMIT 1")
        if cursor.fetchone() is None:
            return
        if "HEYI_SECRET_KEY" not in os.environ:  # a key that everybody reads in the program is none
            raise RuntimeError("HEYI_SECRET_KEY is not set: let `heyi` migrate, it hands the installation's own")
        key = sha256(b"heyi.intake.bodies:" + settings.SECRET_KEY.encode()).digest()
        cursor.execute("UPDATE intake_report SET body_hash = sha256(%s || body_hash)", [key])


class Migration(migrations.Migration):
    dependencies = [("matters", "0016_caller_marks"), ("intake", "0004_reporter_marks")]
    operations = [migrations.RunPython(key_them, migrations.RunPython.noop)]
