"""What every form of a mediation's page is: it knows what it is about, and what it gives to its operation."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from heyi.desk.mediation.door import Door
from heyi.web.forms import HouseForm

MOST = 5000
Given = dict[str, Any]


class ActForm(HouseForm):
    """A form on a mediation's page; `of` is the party, session, proposal or debt that it is about.

    `file` is the paper that was sent with it, once it is kept.
    """

    words = ""
    is_of_text = False  # whether what is sent with it is a scan of the agreement

    def __init__(self, *args: Any, door: Door, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door, self.of = door, of
        self.file: UUID | None = None
        self.prepare()

    def prepare(self) -> None:
        """Offer what there is to choose from."""

    def given(self) -> Given:
        """What the operation takes beside matter and hand."""
        return dict(self.cleaned_data)

    @property
    def in_name_of(self) -> str:
        """In whose name it is written down; "" for nobody's."""
        return str(self.cleaned_data.get("side") or "")

    @property
    def also(self) -> Sequence[str]:
        """The sides for whom the same is written down beside the one that it is about."""
        return ()

    def offer(self, name: str, options: Sequence[tuple[Any, str]]) -> None:
        """What a field may be."""
        self.fields[name].choices = options  # type: ignore[attr-defined]


class SayForm(ActForm):
    """Something that is said in words."""

    label: ClassVar[Any] = _("内容")
    hint: ClassVar[Any] = ""
    text = forms.CharField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 4}))

    def prepare(self) -> None:
        self.fields["text"].label = self.label
        self.fields["text"].help_text = self.hint
