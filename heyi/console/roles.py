"""Two roles: the owner of the tables, and the server under row-level security. Their rights are set here."""

from collections.abc import Callable
from typing import LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

from heyi.console.binaries import OLDEST
from heyi.console.cluster_files import OWNER
from heyi.console.postgres import Cluster
from heyi.console.troubles import Trouble
from heyi.kernel.words import _

SERVER = "heyi_app"
DATABASE = "heyi"

# The server reads and writes rows, under the policies; it owns nothing, empties nothing, changes no table.
_RIGHTS: tuple[LiteralString, ...] = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {server}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {server}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {server}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {server}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {server}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {server}",
)
_TOO_STRONG: LiteralString = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND pg_has_role(r.oid, c.relowner, 'USAGE'))
  FROM pg_roles r WHERE rolname = current_user
"""


def make_roles(cluster: Cluster, secret: str, name: str = DATABASE) -> None:
    """Make both roles and the database in our own cluster, whatever of it is missing."""
    with cluster.connect() as connection:
        if not _exists(connection, "pg_roles", "rolname", OWNER):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
        if not _exists(connection, "pg_roles", "rolname", SERVER):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(SERVER)))
        _set_password(connection, SERVER, secret)
        if not _exists(connection, "pg_database", "datname", name):
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(make.format(sql.Identifier(name), sql.Identifier(OWNER)))
    with cluster.connect(name) as connection:
        tells = sql.SQL("GRANT EXECUTE ON FUNCTION pg_control_system() TO {}")
        connection.execute(tells.format(sql.Identifier(OWNER)))


def addresses(cluster: Cluster, secret: str, name: str = DATABASE) -> tuple[str, str]:
    """Where our own database is: the owner's address, the server's."""
    place = f"{quote(name)}?host={quote(str(cluster.socket), safe='')}"
    return f"postgresql://{OWNER}@/{place}", f"postgresql://{SERVER}:{quote(secret)}@/{place}"


def server_on(owner: str, secret: str) -> str:
    """On a server that was given: the address of the server's role, made if it is missing and that is allowed."""
    with connected(owner) as connection:
        if not _exists(connection, "pg_roles", "rolname", SERVER):
            _make_server(connection, secret)
    server = as_url(owner, user=SERVER, password=secret)
    try:
        connected(server).close()
    except Trouble as trouble:
        words = _(
            "数据库里已有角色 {role}，但这里没有它的口令：请把它的地址写进 HEYI_APP_DATABASE_URL。\n{said}"
        )
        raise Trouble("SERVER_ROLE_TAKEN", words, role=SERVER, **trouble.params) from trouble
    return server


def as_url(address: str, **changed: str) -> str:
    """Any address that libpq understands as a URL whose database can be read and changed, with parts replaced."""
    parts = {name: str(value) for name, value in psycopg.conninfo.conninfo_to_dict(address).items()} | changed
    user, name = quote(parts.pop("user", ""), safe=""), quote(parts.pop("dbname", ""), safe="")
    password = quote(parts.pop("password", ""), safe="")
    return (
        f"postgresql://{user}{':' if password else ''}{password}@/{name}?{urlencode(parts, quote_via=quote)}"
    )


def _make_server(connection: "psycopg.Connection[tuple[object, ...]]", secret: str) -> None:
    try:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(SERVER)))
        _set_password(connection, SERVER, secret)
    except psycopg.errors.InsufficientPrivilege as error:
        words = _(
            "HEYI_DATABASE_URL 的角色不能建立服务器角色：请由管理员建立一个既非所有者、也无特权的角色，"
            "并把它的地址写进 HEYI_APP_DATABASE_URL。"
        )
        raise Trouble("NO_SERVER_ROLE", words) from error


def needs_version(address: str) -> None:
    """Raise when a server that was given is too old."""
    with connected(address) as connection:
        major = connection.info.server_version // 10000
    if major < OLDEST:
        words = _("数据库是 PostgreSQL {major}，合一需要 {oldest} 或更新的版本。")
        raise Trouble("OLD_POSTGRES", words, major=major, oldest=OLDEST)


def give_rights(owner_url: str, server_url: str) -> None:
    """Let the server's role use every table and number there is, and those to come."""
    server = str(psycopg.conninfo.conninfo_to_dict(server_url).get("user", SERVER))
    with connected(owner_url) as connection, connection.transaction():
        for line in _RIGHTS:
            connection.execute(sql.SQL(line).format(server=sql.Identifier(server)))


def needs_plain_server(server_url: str) -> None:
    """Raise when the server's role could look around the policies."""
    with connected(server_url) as connection:
        row = connection.execute(_TOO_STRONG).fetchone()
    if row is None or row[0]:
        words = _(
            "HEYI_APP_DATABASE_URL 的角色权力过大（超级用户、BYPASSRLS 或表的所有者）：请换一个普通角色。"
        )
        raise Trouble("SERVER_ROLE_TOO_STRONG", words)


def connected(url: str) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection by address; when there is none, where it was sought and why it failed."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=10)
    except psycopg.OperationalError as error:
        place = psycopg.conninfo.conninfo_to_dict(url)
        words = _("连不上数据库（{host}，库 {name}，用户 {user}）：请检查它是否运行、地址是否正确。\n{said}")
        named = {
            "host": place.get("host", ""),
            "name": place.get("dbname", ""),
            "user": place.get("user", ""),
        }
        raise Trouble("DATABASE_DOWN", words, said=str(error).strip(), **named) from error


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", table: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None


def _set_password(connection: "psycopg.Connection[tuple[object, ...]]", role: str, secret: str) -> None:
    """Set it as a SCRAM verifier, so that no log of the server ever holds the password itself."""
    encrypt: Callable[..., bytes] = connection.pgconn.encrypt_password
    verifier = encrypt(secret.encode(), role.encode(), b"scram-sha-256").decode()
    change = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier))
    connection.execute(change)
