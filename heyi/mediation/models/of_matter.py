"""What every row of a mediation has: the county of receipt in its key, its matter and its mediation."""

from typing import Any

from django.db import models


class OfMediation(models.Model):
    """A row that belongs to a mediation of a matter."""

    pk: Any = models.CompositePrimaryKey("county", "id")
    county = models.CharField(max_length=6)
    id = models.UUIDField()
    matter_id = models.UUIDField()
    mediation_id = models.UUIDField()

    class Meta:
        abstract = True
