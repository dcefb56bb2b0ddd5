"""What has left of a matter, in words."""

from django import template

from heyi.desk.matters.transferring import in_words
from heyi.matters.access import TransferView

register = template.Library()


@register.filter
def leaves(transfer: TransferView) -> tuple[tuple[str, str], ...]:
    """Every field that left with a transfer, beside the two texts."""
    return in_words(transfer.sent)
