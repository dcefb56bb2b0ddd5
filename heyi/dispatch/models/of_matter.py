"""What every row of a matter has: the county of receipt in its key."""

from typing import Any

from django.db import models


class OfMatter(models.Model):
    """A row that belongs to a matter."""

    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()

    class Meta:
        abstract = True
