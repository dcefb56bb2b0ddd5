"""The form by which a unit sends a matter back to the city that handed it over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from heyi.matters.transfers import TOLD_MOST
from heyi.web.forms import HouseForm


class SendBackForm(HouseForm):
    """退回移交的城市: why; its unit reads it, the reporter does not."""

    text = forms.CharField(
        label=_("退回的理由"),
        help_text=_("移交的单位会看到这段理由，反映人看不到。退回后由它接着办，本市不再办理。"),
        max_length=TOLD_MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
