"""Copies of the samples by SQL: keys, number, tracking code and marks are their own, all else is the sample's.

A copy's keys are the sample's with the copy's number at their end, and a digit that no sample's key has in its place:
else a sample whose key ends in a number by chance meets its own copy. Its events say so and are chained anew.
"""

from typing import Any, LiteralString

import psycopg
from psycopg import sql

Connection = psycopg.Connection[Any]

_OF_MATTER: tuple[LiteralString, ...] = (
    "matters_party",
    "matters_identity",
    "matters_subjectunit",
    "matters_likeness",
    "matters_note",
    "matters_reach",
    "dispatch_task",
    "dispatch_clock",
    "intake_fingerprint",
)

# In a template stands chr(1) for the end of each key, chr(2) for the number, chr(3) for the code's commitment:
# canonical JSON has no such letters of its own.
_LAY_OUT: LiteralString = r"""
CREATE SCHEMA bench;
CREATE FUNCTION bench.keyed(id uuid, tail text) RETURNS uuid LANGUAGE sql IMMUTABLE
    AS $$ SELECT overlay(overlay(id::text PLACING tail FROM 31) PLACING 'c' FROM 20)::uuid $$;
CREATE FUNCTION bench.committed(salt bytea, code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT 'SHA256:' || encode(sha256(
        '\x0010'::bytea || salt || convert_to('tracking_code' || chr(31) || code, 'UTF8')), 'hex') $$;
CREATE FUNCTION bench.genesis(county text, id uuid) RETURNS bytea LANGUAGE sql IMMUTABLE
    AS $$ SELECT convert_to(county, 'UTF8') || uuid_send(id) || '\x00000000000000000000'::bytea $$;
CREATE FUNCTION bench.linked(prev bytea, body bytea) RETURNS bytea LANGUAGE sql IMMUTABLE
    AS $$ SELECT sha256(prev || body) $$;
CREATE AGGREGATE bench.chained(bytea) (SFUNC = bench.linked, STYPE = bytea, INITCOND = '');
CREATE FUNCTION bench.code(county text, random bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', value + 1, 1), '' ORDER BY place)
           || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (sum((place + 1) * value) % 31)::int + 1, 1)
      FROM (SELECT place, (CASE WHEN place < 4 THEN county::bigint >> (5 * (3 - place))
                                ELSE random >> (5 * (14 - place)) END & 31)::int AS value
              FROM generate_series(0, 14) AS place) AS letters $$;

CREATE UNLOGGED TABLE bench.sample AS
    SELECT (row_number() OVER (ORDER BY received_at, id))::int AS nth, m.* FROM matters_matter m;
CREATE UNIQUE INDEX ON bench.sample (nth);
CREATE UNLOGGED TABLE bench.told AS
    SELECT s.nth, e.seq, e.verb, e.at, e.algo, replace(replace(regexp_replace(e.body,
               '([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-)[89ab]([0-9a-f]{3}-[0-9a-f]{6})[0-9a-f]{6}', '\1c\2' || chr(1),
               'g'),
               s.number, chr(2)), bench.committed(s.salt, s.tracking_code), chr(3)) AS template
      FROM bench.sample s JOIN journal_event e ON (e.county, e.matter_id) = (s.county, s.id);
CREATE INDEX ON bench.told (nth, seq);
CREATE UNLOGGED TABLE bench.intake_report AS
    SELECT s.nth, s.number, s.tracking_code, r.*
      FROM bench.sample s JOIN intake_report r ON (r.matter_county, r.matter_id) = (s.county, s.id);
"""
_ASIDE: LiteralString = """
CREATE UNLOGGED TABLE bench.{table} AS
    SELECT s.nth, t.* FROM bench.sample s JOIN {table} t ON (t.county, t.matter_id) = (s.county, s.id)
"""
_ROUNDS: LiteralString = """
CREATE TEMP TABLE copy ON COMMIT DROP AS
    SELECT s.nth, s.county, n AS round, lpad(to_hex(n), 6, '0') AS tail,
           bench.keyed(s.id, lpad(to_hex(n), 6, '0')) AS id,
           left(s.number, 14) || to_char(nextval('matters_number'), 'FM999999000000') AS number,
           bench.code(s.county, (random() * 36028797018963967)::bigint) AS tracking_code
      FROM bench.sample s CROSS JOIN generate_series({first}, {last}) AS n WHERE s.nth <= {samples}
"""
_EVENTS: LiteralString = """
INSERT INTO journal_event (county, matter_id, seq, verb, at, body, algo, hash)
SELECT c.county, c.id, e.*
  FROM copy c JOIN bench.sample s USING (nth) CROSS JOIN LATERAL (
       SELECT seq, verb, at, body, algo, bench.chained(
                  CASE WHEN seq = 1 THEN bench.genesis(c.county, c.id) ELSE '' END || convert_to(body, 'UTF8'))
              OVER (ORDER BY seq) AS hash
         FROM (SELECT seq, verb, at, algo, replace(replace(replace(template, chr(1), c.tail), chr(2), c.number),
                                                   chr(3), bench.committed(s.salt, c.tracking_code)) AS body
                 FROM bench.told t WHERE t.nth = c.nth) AS told) AS e
"""
_OWN: dict[str, dict[str, LiteralString]] = {
    "matters_matter": {
        "id": "c.id",
        "number": "c.number",
        "tracking_code": "c.tracking_code",
        "head_hash": "(SELECT hash FROM journal_event e WHERE e.county = c.county AND e.matter_id = c.id"
        " AND e.seq = t.head_seq)",
    },
    "intake_fingerprint": {"mark": "hashint8extended(t.mark, c.round)"},
    "intake_report": {
        "key": "t.key || '#' || c.round",
        "answer": "replace(replace(t.answer, t.number, c.number), t.tracking_code, c.tracking_code)",
    },
}
"""Columns that are neither the sample's nor a key with the copy's number at its end."""


def lay_out(connection: Connection) -> None:
    """Put the samples aside, in a schema of their own, with what copying them needs."""
    with connection.transaction():
        connection.execute(_LAY_OUT)
        for table in _OF_MATTER:
            connection.execute(sql.SQL(_ASIDE).format(table=sql.Identifier(table)))
    connection.execute("ANALYZE")


def copy(connection: Connection, *, first: int, last: int, samples: int) -> None:
    """The copies numbered so of the first samples, in the caller's transaction."""
    numbers = {"first": sql.Literal(first), "last": sql.Literal(last), "samples": sql.Literal(samples)}
    connection.execute("SET LOCAL synchronous_commit = off")
    connection.execute(sql.SQL(_ROUNDS).format(**numbers))
    connection.execute("ANALYZE copy")
    connection.execute(_EVENTS)
    _insert(connection, "matters_matter", "sample")
    for table in (*_OF_MATTER, "intake_report"):
        _insert(connection, table, table)


def clear_away(connection: Connection) -> None:
    """Drop the samples put aside; the matters themselves stay."""
    connection.execute("DROP SCHEMA bench CASCADE")


def _insert(connection: Connection, table: str, aside: str) -> None:
    """One statement: each column the copy's own, a key with the copy's number, or as the sample has it."""
    columns = connection.execute(
        "SELECT attname, atttypid = 'uuid'::regtype FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [table],
    ).fetchall()
    values = [_value(table, name, is_key=is_key) for name, is_key in columns]
    connection.execute(
        sql.SQL("INSERT INTO {} ({}) SELECT {} FROM copy c JOIN bench.{} t USING (nth)").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.Identifier(name) for name, _is_key in columns),
            sql.SQL(", ").join(values),
            sql.Identifier(aside),
        )
    )


def _value(table: str, column: str, *, is_key: bool) -> sql.Composable:
    own = _OWN.get(table, {}).get(column)
    if own is not None:
        return sql.SQL(own)
    if is_key:
        return sql.SQL("bench.keyed(t.{}, c.tail)").format(sql.Identifier(column))
    return sql.SQL("t.{}").format(sql.Identifier(column))
