"""A new edition of both trees: whoever takes one holds the trees alone until commit."""

from datetime import datetime

from django.db import connection

_NEW_EDITION = """
    UPDATE orgs_edition SET number = nextval('orgs_edition_number'), changed_at = %s WHERE id = 1 RETURNING number
"""


def take_edition(at: datetime) -> int:
    """Begin a change of the trees: lock, number it. A number that is rolled back never comes again."""
    with connection.cursor() as cursor:
        cursor.execute(_NEW_EDITION, [at])
        (number,) = cursor.fetchone()
    return int(number)
