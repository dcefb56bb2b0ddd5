"""The table of what was learned from closed matters about who does what."""

from django.db import models


class LearnedModel(models.Model):
    """派单模型: one learning from closed matters, how it did on those held back, and whether it is in use.

    Numbers alone stand here. The model itself is a folder of HOME/learned, named by the row's key.
    """

    state = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0, help_text="closed matters looked at")
    learned = models.PositiveIntegerField(default=0, help_text="of these, learned from")
    held_back = models.PositiveIntegerField(default=0, help_text="of these, only judged on")
    result = models.JSONField(null=True, help_text="who was how often right on what was held back")
    fault = models.CharField(max_length=20, default="")
    asked_by_name = models.CharField(max_length=60, default="", help_text="empty: the house itself, at night")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", help_text="which was in use before"
    )
    adopted_by_name = models.CharField(max_length=60, default="")
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["state"], name="one_learned_model_in_use", condition=models.Q(state="IN_USE")
            ),
            models.UniqueConstraint(
                fields=["state"], name="one_learning_at_a_time", condition=models.Q(state="WAITING")
            ),
        ]
