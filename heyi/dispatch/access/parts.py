"""A part as its head's page and its reporter's page show it: in the same words, and nothing of its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from heyi.dispatch.queries import PartRow, head_of
from heyi.matters.rules import Sentence, sentence_of
from heyi.orgs.rules import Directory

find_link = head_of


@dataclass(frozen=True, slots=True)
class PartView:
    """Who has it, how it stands and until when; `is_seen` where this scope may open it."""

    number: str
    kind: str
    is_seen: bool
    split_at: datetime
    sentence: Sentence


def part_views(rows: Iterable[PartRow], trees: Directory) -> tuple[PartView, ...]:
    """Parts in the order of their rows."""
    return tuple(
        PartView(
            row.number,
            row.kind,
            row.is_seen,
            row.split_at,
            sentence_of(
                unit=trees.unit(row.lead_unit_id).name,
                state=row.state,
                due_at=row.due_at,
                answer_due_at=None,
                closing=row.closing,
                is_part=True,
            ),
        )
        for row in rows
    )
