"""The tables of what can be found by words, and of what people look for again."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Document(models.Model):
    """What a matter is found by: words folded for comparing, and the lexemes that lead to it.

    `story` is everything that a reader may know, `outline` what those may who have only an alarm. The lexemes name the
    units that read (#7 the story, @#7 the outline), so that the index narrows by permission; reach decides.
    """

    pk = models.CompositePrimaryKey("county", "matter_id")
    county = models.CharField(max_length=6)
    matter_id = models.UUIDField()
    story = models.TextField()
    outline = models.TextField()
    lexemes = SearchVectorField()

    class Meta:
        indexes = [
            # a short pending list: what waits in it is read through by every search
            GinIndex(fields=["lexemes"], name="documents_by_lexeme", gin_pending_list_limit=256),
            models.Index(fields=["matter_id"], name="documents_in_order"),
        ]


class SavedSearch(models.Model):
    """常用查找: words and filters that a person keeps under a name, for nobody else."""

    person_id = models.BigIntegerField()
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=300)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "name"], name="one_saved_search_of_a_name"),
        ]
