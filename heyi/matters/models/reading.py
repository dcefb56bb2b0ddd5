"""What was read of a matter's words beyond what receiving it needed."""

from django.db import models


class WholeReading(models.Model):
    """细读 of a matter: its topic and who does such things, with the words that spoke. It can be read again any
    time; it decides nothing, names nobody, and no image of it stands in the journal."""

    pk = models.CompositePrimaryKey("county", "matter_id")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    found = models.JSONField()
    read_at = models.DateTimeField()
