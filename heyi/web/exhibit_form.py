"""How evidence is handed in, at the desk and on a party's page: files or pasted words, and how they came to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.evidence.codes import CAPTURE_WORDS, ORIGINAL_WORDS, Capture, Original
from heyi.evidence.operations import CannotKeep, Content, Kept, keep
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField, keep_all, told

MOST_PASTED = 200_000
_STEPS = 1000


class ExhibitForm(HouseForm):
    """Evidence as it comes in; `ways` are the ways in which it may have been captured here."""

    ways: Sequence[Capture] = tuple(Capture)

    sent = FilesField(
        label=_("文件"), help_text=_("图片、PDF 或者文本，原样交，不要修改或者裁剪。"), required=False
    )
    pasted = forms.CharField(
        label=_("或者粘贴聊天记录"),
        help_text=_("从聊天软件里多选消息，转发或者复制成文字，整段粘贴。"),
        max_length=MOST_PASTED,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    capture = forms.ChoiceField(label=_("怎么来的"), widget=forms.RadioSelect)
    original = forms.ChoiceField(label=_("原件"), widget=forms.RadioSelect)
    steps = forms.CharField(
        label=_("经过"),
        help_text=_("什么时候、用什么设备、怎么得到的。"),
        max_length=_STEPS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pasted: Kept | None = None
        self.fields["capture"].choices = choices({way: CAPTURE_WORDS[way] for way in self.ways})  # type: ignore[attr-defined]
        self.fields["original"].choices = choices(ORIGINAL_WORDS)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A file, or words."""
        told_of = super().clean() or {}
        if not told_of.get("sent") and not (told_of.get("pasted") or "").strip():
            self.add_error("sent", gettext("请选择文件，或者粘贴聊天记录。"))
        return told_of

    def kept(self, *, at: datetime) -> list[Kept]:
        """What could be kept; what could not is told beside its field."""
        kept, refused = keep_all(self.cleaned_data["sent"], at=at)
        for line in told(refused):
            self.add_error("sent", line)
        words = self.cleaned_data["pasted"].strip()
        if words:
            try:
                self._pasted = keep(Content(words.encode(), name=gettext("聊天记录.txt")), at=at)
                kept.append(self._pasted)
            except CannotKeep as fault:
                self.add_error("pasted", gettext(fault.sentence) % dict(fault.params))
        return kept

    def given(self, kept: Kept) -> dict[str, Any]:
        """What the operation takes; pasted words are a chat, whatever was chosen for the files."""
        capture = Capture.CHAT_EXPORT if kept is self._pasted else Capture(self.cleaned_data["capture"])
        return {
            "kept": kept,
            "capture": capture,
            "original": Original(self.cleaned_data["original"]),
            "steps": self.cleaned_data["steps"],
        }
