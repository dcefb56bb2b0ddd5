"""What judgments of likeness taught."""

from django.db import models


class SamenessWeights(models.Model):
    """Weights learned from pairs that people judged (heyi.triage.weighing); the newest row is the one in use.

    A row without weights says that on what it had not seen it was no better than what Heyi ships.
    """

    learned_at = models.DateTimeField()
    pairs = models.PositiveIntegerField()
    loss = models.FloatField(help_text="of pairs not learned from, in nats")
    shipped_loss = models.FloatField(help_text="of the same pairs, by the weights that Heyi ships")
    weights = models.JSONField(null=True)
