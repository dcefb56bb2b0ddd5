"""What must hold of rule books: one in force, in order of their dates, as they were published, by two persons.

And of what was learned beside them: the model in use can be read.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connections

from heyi.deadlines.rules import Limit
from heyi.dispatch.access import digest_now
from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY
from heyi.journal.rules import Problem
from heyi.journeys.learning import model_of
from heyi.kernel.words import _

_IN_USE = "SELECT id FROM dispatch_learnedmodel WHERE state = 'IN_USE'"
_BOOKS = "SELECT version, digest FROM dispatch_rulebook ORDER BY version"
_NONE_IN_FORCE = """
SELECT '-' WHERE EXISTS (SELECT FROM matters_matter) AND NOT EXISTS (
    SELECT FROM dispatch_rulebook WHERE effective_at <= %s AND withdrawn_at IS NULL)"""
# Of two books the later one is in force, by version and by date alike: so there is one at any instant.
_OUT_OF_ORDER = """
SELECT DISTINCT later.version FROM dispatch_rulebook later JOIN dispatch_rulebook earlier
    ON earlier.version < later.version AND earlier.effective_at >= later.effective_at
 WHERE later.withdrawn_at IS NULL AND earlier.withdrawn_at IS NULL ORDER BY 1"""
_WITHDRAWN_LATE = """
SELECT version FROM dispatch_rulebook WHERE withdrawn_at IS NOT NULL AND NOT EXISTS (
    SELECT FROM journal_event e WHERE e.county = %s AND e.matter_id = %s AND e.verb = 'rules.withdrawn'
       AND (e.body::jsonb #>> '{facts,version}')::int = version AND e.at < effective_at) ORDER BY 1"""
_ONE_PERSON = """
SELECT version FROM dispatch_rulebook WHERE (approver_id IS NULL) <> (authors = '[]'::jsonb)
    OR authors @> jsonb_build_array(jsonb_build_object('id', approver_id)) ORDER BY 1"""
# A book that was followed or withdrawn can no longer be mended and gives no limit any more.
_LIMITS = """
SELECT DISTINCT version, unnest(ARRAY["limit", extension]) FROM dispatch_limitrule
  JOIN dispatch_rulebook b ON b.id = book_id
 WHERE withdrawn_at IS NULL AND version >= (
    SELECT COALESCE(max(version), 0) FROM dispatch_rulebook WHERE effective_at <= %s AND withdrawn_at IS NULL)
 ORDER BY 1"""
_TOLD = """
SELECT DISTINCT ON (1) (e.body::jsonb #>> '{facts,version}')::int, e.body::jsonb #>> '{facts,digest}'
  FROM journal_event e
 WHERE e.county = %s AND e.matter_id = %s AND e.verb IN ('rules.published', 'rules.sealed')
   AND e.body::jsonb #>> '{facts,digest}' IS NOT NULL ORDER BY 1, e.seq"""
# Whoever is bound by the wall, outside the administration, sees nothing of its stream and cannot say what it lacks.
_READS_STREAM = "SELECT NOT row_security_active('journal_event') OR heyi_entrance() IN ('admin', 'audit')"
_STREAM = [ADMINISTRATION_COUNTY, ADMINISTRATION]


def rule_problems(using: str, *, at: datetime) -> Iterator[Problem]:
    """Books that do not follow one another, were touched since they were published, or had one pair of eyes."""
    for (where,) in _asked(using, _NONE_IN_FORCE, [at]):
        yield Problem("rules.none_in_force", where, _("没有现行的规则。"))
    for (version,) in _asked(using, _OUT_OF_ORDER, []):
        yield Problem(
            "rules.out_of_order", str(version), _("规则的版本和生效时间先后不一，同一时刻不止一版。")
        )
    for (version,) in _asked(using, _ONE_PERSON, []):
        yield Problem("rules.one_person", str(version), _("规则的复核人改过它，或只有一个人经手。"))
    endless = {version for version, limit in _asked(using, _LIMITS, [at]) if _is_too_long(limit)}
    for version in sorted(endless):
        yield Problem(
            "rules.limit_too_long", str(version), _("规则里有长得无法计算的时限，平台按最长的时限计算。")
        )
    if _asked(using, _READS_STREAM, [])[0][0]:
        yield from _told_otherwise(using)
    for (model,) in _asked(using, _IN_USE, []):
        if model_of(model) is None:
            yield Problem(
                "learning.unusable", str(model), _("启用的派单模型文件不在或已损坏，重新学习之前不再有建议。")
            )


def _told_otherwise(using: str) -> Iterator[Problem]:
    """Each book beside what the journal says of it: its digest when it was published, and that it was withdrawn."""
    for (version,) in _asked(using, _WITHDRAWN_LATE, _STREAM):
        yield Problem("rules.withdrawn_late", str(version), _("规则标为生效前撤回，日志里没有这次撤回。"))
    told = dict(_asked(using, _TOLD, _STREAM))
    for version, digest in _asked(using, _BOOKS, []):
        said = told.get(version)
        if said is None:
            yield Problem("rules.untold", str(version), _("日志里没有发布这一版规则的记录。"))
        elif not said == digest == digest_now(version, using=using):
            yield Problem("rules.altered", str(version), _("规则在发布以后被改动。"))


def _is_too_long(limit: str) -> bool:
    return bool(limit) and Limit.parse(limit).is_too_long


def _asked(using: str, question: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())
