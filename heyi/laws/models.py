"""The tables of laws, their articles, what people confirmed, and cases that courts published. They know no matter."""

from django.db import models
from django.db.models import Q

from heyi.laws.codes import Rank


class Law(models.Model):
    """法律: one norm in the text that was loaded last.

    `plain_name` is how names are compared; `ended_by` names the law that ended it, "" while it is in force.
    """

    plain_name = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=240)
    rank = models.CharField(max_length=16)
    level = models.CharField(max_length=40)
    dated_on = models.DateField(null=True)
    begins_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=240, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="law_rank_known", condition=Q(rank__in=[rank.value for rank in Rank])
            ),
        ]


class Article(models.Model):
    """法条: one article of a law; `sub` is 之一, 之二 … or empty, `place` its place in the law."""

    law = models.ForeignKey("laws.Law", on_delete=models.CASCADE, related_name="articles")
    no = models.IntegerField()
    sub = models.CharField(max_length=8, default="", db_default="")
    chapter = models.CharField(max_length=400)
    text = models.TextField()
    place = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_article_of_a_number", fields=["law", "no", "sub"]),
            models.CheckConstraint(name="article_number_counts", condition=Q(no__gte=0)),
        ]


class Confirmation(models.Model):
    """法条确认: a person said that an article answers a question.

    `words` are the pairs of letters of the question in alphabetical order: enough to learn from, no text to read.
    """

    words = models.TextField()
    words_digest = models.BinaryField(max_length=32)
    law = models.CharField(max_length=200)
    no = models.IntegerField()
    sub = models.CharField(max_length=8, default="", db_default="")
    confirmed_at = models.DateTimeField()
    confirmed_by_id = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_confirmation_of_an_article",
                fields=["words_digest", "law", "no", "sub"],
                condition=Q(withdrawn_at=None),
            ),
        ]


class PublishedCase(models.Model):
    """公布的案例: a typical case that a court or a tribunal published, in the text that was loaded last (Markdown).

    `plain_title` is how titles are compared: a case of the same title takes the place and the number of the one before.
    """

    plain_title = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=40)
    text = models.TextField()
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="published_case_has_words", condition=~Q(plain_title="") & ~Q(text="")
            ),
        ]
