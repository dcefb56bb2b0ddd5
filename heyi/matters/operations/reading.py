"""Keeping what was read of matters' words."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

_KEEP = """
INSERT INTO matters_wholereading (county, matter_id, found, read_at)
SELECT county, matter_id, found::jsonb, %s
  FROM unnest(%s::text[], %s::uuid[], %s::text[]) AS read (county, matter_id, found)
    ON CONFLICT (county, matter_id) DO UPDATE SET found = excluded.found, read_at = excluded.read_at
"""


def keep_whole_readings(
    readings: Sequence[tuple[tuple[str, UUID], Mapping[str, object]]], *, at: datetime
) -> None:
    """What was found in these matters, in place of what was found before; in the worker's scope. One statement."""
    if not readings:
        return
    found = [json.dumps(found, ensure_ascii=False) for _key, found in readings]
    keys = [key for key, _found in readings]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [at, [key[0] for key in keys], [key[1] for key in keys], found])
