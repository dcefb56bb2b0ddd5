"""What was read of a matter's words beyond what receiving it needed."""

from django.db import models


class WholeReading(models.Model):
    """细读 of a matter: topic, who does such things, who and what is named. Read again at any time from its words;
    it decides nothing, and no image of it stands in the journal."""

    pk = models.CompositePrimaryKey("county", "matter_id")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    found = models.JSONField()
    read_at = models.DateTimeField()
