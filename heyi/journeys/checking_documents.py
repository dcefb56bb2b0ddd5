"""What must hold of produced documents: their files are there, their events were told, and nothing went too soon."""

from collections.abc import Iterator

from django.db import connections

from heyi.evidence.operations import is_there
from heyi.journal.rules import Problem
from heyi.journeys.invariants import Invariant
from heyi.kernel.words import _

# An event names its document by key. They are read once: an index by what a body says would cost every event.
_TOLD = """(SELECT verb, body::jsonb -> 'facts' ->> 'document' AS document,
                     body::jsonb -> 'facts' ->> 'digest' AS digest
              FROM journal_event WHERE verb IN ('document.made', 'document.sealed', 'document.destroyed'))"""

DOCUMENTS = (
    Invariant(
        "document.untold",
        _("文书的制作、签章或者销毁没有记在日志里，或者与日志不符。"),
        f"""WITH told AS MATERIALIZED {_TOLD}
            SELECT d.kind || '#' || d.id FROM documents_document d
             WHERE NOT EXISTS (SELECT FROM told t WHERE t.verb = 'document.made'
                                  AND t.document = d.id::text AND t.digest = d.digest)
                OR d.sealed_at IS NOT NULL AND NOT EXISTS (
                   SELECT FROM told t WHERE t.verb = 'document.sealed'
                      AND t.document = d.id::text AND t.digest = d.sealed_digest)
                OR d.destroyed_at IS NOT NULL AND NOT EXISTS (
                   SELECT FROM told t WHERE t.verb = 'document.destroyed' AND t.document = d.id::text)
             ORDER BY 1""",
    ),
    Invariant(
        "document.gone_too_soon",
        _("文书没到期就被销毁，或者保全的文书被销毁。"),
        """SELECT kind || '#' || id FROM documents_document
            WHERE destroyed_at IS NOT NULL AND (held_at IS NOT NULL OR keep_until IS NULL
                  OR (destroyed_at AT TIME ZONE 'Asia/Shanghai')::date < keep_until
                  OR destruction_asked_at IS NULL OR destruction_asked_at > destroyed_at)
            ORDER BY 1""",
    ),
    Invariant(
        "document.file_differs",
        _("文书登记的摘要与所存文件的摘要不符。"),
        """SELECT d.kind || '#' || d.id FROM documents_document d
             LEFT JOIN evidence_keptfile f ON f.id = d.file_id
             LEFT JOIN evidence_keptfile s ON s.id = d.sealed_file_id
            WHERE d.destroyed_at IS NULL
              AND (f.id IS NULL OR d.digest <> f.algo || ':' || encode(f.digest, 'hex')
                   OR d.sealed_at IS NOT NULL
                      AND (s.id IS NULL OR d.sealed_digest <> s.algo || ':' || encode(s.digest, 'hex')))
            ORDER BY 1""",
    ),
)

_FILES = """SELECT d.kind || '#' || d.id, f.original, f.erased_at IS NOT NULL
              FROM documents_document d
              JOIN evidence_keptfile f ON f.id IN (d.file_id, d.signed_file_id, d.sealed_file_id)
             WHERE d.destroyed_at IS NULL ORDER BY 1"""


def missing_documents(using: str = "owner") -> Iterator[Problem]:
    """Documents whose bytes are not in the store; asks the disk once for each file."""
    with connections[using].cursor() as cursor:
        cursor.execute(_FILES)
        found = cursor.fetchall()
    for where, original, is_erased in found:
        if is_erased or not is_there(original):
            yield Problem("document.missing", where, _("文书的文件不见了。"))
