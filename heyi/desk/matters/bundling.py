"""并案 at the desk: bundling under a head, and the head's answer sent to each that joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.matters.forms import TextForm
from heyi.dispatch.access import Bundle, Member, bundle_of
from heyi.matters.access import NoteView
from heyi.matters.bundles import OF_BUNDLE
from heyi.matters.states import TASK
from heyi.web.forms import HouseForm

Key = tuple[str, UUID]


class BundleForm(HouseForm):
    """并案: the number of the head."""

    head = forms.CharField(label=_("主件编号"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].help_text = gettext(
            "同一起因、同由本单位主办的另一件。各件保留自己的编号、时限和反映人的权利；主件的答复可以一并送给各件。"
        )
        self.fields["head"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})


class UnbundleForm(TextForm):
    """退出并案: why it is another thing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("退出的理由")


def bundle_form(verb: str, data: Any = None, *, head: str = "") -> HouseForm:
    """The form of one of the steps of a bundle; `head` is the number that a link proposes."""
    return BundleForm(data, initial={"head": head}) if verb == "bundle" else UnbundleForm(data)


@dataclass(frozen=True, slots=True)
class BundleCard:
    """Under which matter this one is bundled, or which are under it; and the answer that may go to them."""

    bundle: Bundle
    answer: str

    @property
    def members(self) -> tuple[Member, ...]:
        """The matters that are bundled under this one."""
        return self.bundle.members

    @property
    def waiting(self) -> tuple[Member, ...]:
        """Members to which the answer may be sent now."""
        return self._open_to("answer") if self.answer else ()

    @property
    def unsigned(self) -> tuple[Member, ...]:
        """Members that have to be signed for first."""
        return self._open_to("sign")

    def _open_to(self, verb: str) -> tuple[Member, ...]:
        return tuple(member for member in self.members if TASK.step(verb, member.state))


def bundle_card(key: Key, notes: Sequence[NoteView]) -> BundleCard:
    """The bundle of a matter. One query."""
    answer = next((note.text for note in reversed(notes) if note.what == "answer"), "")
    return BundleCard(bundle_of(*key), answer)


def is_next_of_bundle(verb: str, card: BundleCard) -> bool:
    """Whether this step can follow: to leave for a member, to join for who stands alone."""
    if verb not in OF_BUNDLE:
        return True
    return (verb == "unbundle") == bool(card.bundle.head_number) and not card.members
