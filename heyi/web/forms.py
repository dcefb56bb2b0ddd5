"""Forms as this house draws them: a label, a hint, the fault above the field, and a summary that leads to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from django import forms
from django.forms.utils import ErrorList
from django.utils.translation import gettext

from heyi.kernel.typed import whole_number


class FaultLike(Protocol):
    """What an operation says is wrong with a form."""

    @property
    def field(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def params(self) -> Mapping[str, str]: ...


class HouseForm(forms.Form):
    """A form drawn by web/form.html; `rename` maps the fields that operations name to those that stand here."""

    template_name = "web/form.html"
    rename: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("error_class", Faults)
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                is_choice = isinstance(field, forms.ChoiceField)
                field.error_messages["required"] = gettext("请选择。") if is_choice else gettext("请填写。")
            if isinstance(field, forms.DecimalField):
                field.error_messages |= _told_of_amounts()

    def blame(self, faults: Iterable[FaultLike]) -> None:
        """Put the faults of a refused operation beside the fields they are about."""
        for fault in faults:
            field = self.rename.get(fault.field, fault.field)
            words = gettext(fault.sentence) % dict(fault.params) if fault.params else gettext(fault.sentence)
            self.add_error(field if field in self.fields else None, words)


def _told_of_amounts() -> dict[str, str]:
    """What is wrong with an amount in plain words, where a library counts digits."""
    too_big = gettext("这个数太大了。")
    return {
        "max_decimal_places": gettext("金额只写到分，最多两位小数。"),
        "max_digits": too_big,
        "max_whole_digits": too_big,
    }


class Faults(ErrorList):
    """The faults of one field, drawn by web/faults.html."""

    template_name = "web/faults.html"


def choices(words: Mapping[str, str], *, empty: str | None = None) -> list[tuple[str, str]]:
    """The options of a code table in the reader's language, with an empty one first where asked."""
    options = [(str(code), gettext(word)) for code, word in words.items()]
    return options if empty is None else [("", empty), *options]


@dataclass(frozen=True, slots=True)
class Whole:
    """A refusal as the fault of a whole form."""

    sentence: str
    params: Mapping[str, str]
    field: str = ""

    @classmethod
    def of(cls, refusal: "RefusalLike") -> Self:
        """The fault that a refused step leaves on its form."""
        return cls(refusal.sentence, refusal.params)


class RefusalLike(Protocol):
    """Why a step was refused."""

    @property
    def sentence(self) -> str: ...
    @property
    def params(self) -> Mapping[str, str]: ...


_MOST_DIGITS = 9


def page_in(query: Mapping[str, str]) -> int:
    """The page that an address asks for; anything that is no number is the first."""
    found = whole_number(query.get("page", ""), digits=_MOST_DIGITS)
    return 1 if found is None else found


def words_in(query: Mapping[str, str], name: str = "words", *, most: int = 60) -> str:
    """Words to look for as an address brings them; a NUL is no letter, and no row has one."""
    return query.get(name, "").replace("\0", "")[:most]
