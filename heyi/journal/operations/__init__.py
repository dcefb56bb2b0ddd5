"""Everything that writes the journal; higher modules import from here."""

from heyi.journal.operations.consuming import Consumed, Handler, consume
from heyi.journal.operations.delivering import (
    CannotResend,
    DueDelivery,
    carry,
    claim_due,
    mark,
    queue_delivery,
    resend,
)
from heyi.journal.operations.looking import log_look
from heyi.journal.operations.recording import Recorder, flush_many, record_administration
from heyi.journal.operations.sealing import fold_ledger
from heyi.journal.operations.waking import EVERY_SECONDS, TASK, wake

__all__ = [
    "EVERY_SECONDS",
    "TASK",
    "CannotResend",
    "Consumed",
    "DueDelivery",
    "Handler",
    "Recorder",
    "carry",
    "claim_due",
    "consume",
    "flush_many",
    "fold_ledger",
    "log_look",
    "mark",
    "queue_delivery",
    "record_administration",
    "resend",
    "wake",
]
