"""How a page looks to whoever reads it: light, dark or the system's; text normal or large. Kept in cookies."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")
SIZES = ("large",)
THEME_COOKIE = "heyi_theme"
SIZE_COOKIE = "heyi_text"
_STAFF = ("/desk/", "/accounts/")


def face(request: HttpRequest) -> dict[str, Any]:
    """For every template: theme and text size as chosen, whose door it is, and whether this is the demo."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    size = request.COOKIES.get(SIZE_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "text_size": size if size in SIZES else "",
        "at_desk": is_at_desk(request),
        "is_demo": settings.HEYI_DEMO,
    }


def is_at_desk(request: HttpRequest) -> bool:
    """Whether an address is of those who work here; all others are the residents'."""
    return request.path.startswith(_STAFF)
