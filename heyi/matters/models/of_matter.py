"""What every row has that hangs on a matter."""

from typing import Any

from django.db import models


class OfMatter(models.Model):
    """What hangs on a matter: found by (county, matter_id), joined without a second key."""

    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()

    class Meta:
        abstract = True
