"""What every page's form has in common."""

from collections.abc import Mapping
from typing import Any

from heyi.portal.report.asking import Asked
from heyi.web.forms import HouseForm


class PageForm(HouseForm):
    """A form of one page: first filled from the answer kept, and giving the answer to keep."""

    def __init__(self, asked: Asked, *args: Any, **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on what was written."""

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:  # noqa: ARG003
        """What stands in the fields at first: the answer kept, or what was read."""
        return dict(answer or {})

    def answer(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
