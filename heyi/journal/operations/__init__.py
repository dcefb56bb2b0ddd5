"""Everything that writes the journal; higher modules import from here."""

from heyi.journal.operations.consuming import Consumed, Handler, consume, is_held_back
from heyi.journal.operations.delivering import (
    CannotResend,
    DueDelivery,
    NewDelivery,
    carry,
    claim_due,
    dismiss,
    drop,
    mark,
    queue_deliveries,
    queue_delivery,
    resend,
    rest,
    rest_alike,
    try_again,
    try_now,
)
from heyi.journal.operations.looking import log_look
from heyi.journal.operations.recording import Recorder, flush_many, record_administration
from heyi.journal.operations.sealing import fold_ledger
from heyi.journal.operations.waking import EVERY_SECONDS, TASK, wake
from heyi.journal.operations.writing import Row, Writes

__all__ = [
    "EVERY_SECONDS",
    "TASK",
    "CannotResend",
    "Consumed",
    "DueDelivery",
    "Handler",
    "NewDelivery",
    "Recorder",
    "Row",
    "Writes",
    "carry",
    "claim_due",
    "consume",
    "dismiss",
    "drop",
    "flush_many",
    "fold_ledger",
    "is_held_back",
    "log_look",
    "mark",
    "queue_deliveries",
    "queue_delivery",
    "record_administration",
    "resend",
    "rest",
    "rest_alike",
    "try_again",
    "try_now",
    "wake",
]
