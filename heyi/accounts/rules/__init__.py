"""Pure decisions about people; higher modules import from here."""

from heyi.accounts.rules.allowances import ALLOWANCES, Allowance, Wait, token_hash, wait_of
from heyi.accounts.rules.standing import (
    PROPOSER,
    RELEASER,
    Standing,
    Term,
    faults_of_proposal,
    faults_of_release,
    faults_of_revoking,
    faults_of_term,
)

__all__ = [
    "ALLOWANCES",
    "PROPOSER",
    "RELEASER",
    "Allowance",
    "Standing",
    "Term",
    "Wait",
    "faults_of_proposal",
    "faults_of_release",
    "faults_of_revoking",
    "faults_of_term",
    "token_hash",
    "wait_of",
]
