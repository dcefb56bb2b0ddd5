"""What a text calls for: articles, and cases that courts published. Laws are public: whoever may see the text may see
what is found by it.
"""

from heyi.laws.access.articles import (
    TOP,
    ArticleFace,
    article_at,
    articles_for,
    articles_named,
    confirmed_for,
    shelf,
)
from heyi.laws.access.cases import (
    LikePublished,
    Line,
    PublishedPage,
    cases_like,
    index_cases,
    published_page,
)

__all__ = [
    "TOP",
    "ArticleFace",
    "LikePublished",
    "Line",
    "PublishedPage",
    "article_at",
    "articles_for",
    "articles_named",
    "cases_like",
    "confirmed_for",
    "index_cases",
    "published_page",
    "shelf",
]
