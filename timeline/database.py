"""The database behind a URL: SQLite in a file, or PostgreSQL; work in transactions, and upgrades."""

import asyncio
import logging
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    column,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    table,
    text,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from timeline.exceptions import DatabaseError

# What only some commands need, or one of the databases, is imported where it is used: it takes longer than a query.
if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.ext.asyncio import AsyncConnection

Result = TypeVar("Result")
LOG = logging.getLogger(__name__)

CHANNEL = "timeline_revision"
LOCKS = 0x74696D65
"""The first number of our advisory locks, "time"; the second is a revision."""
SUPERSEDED = "superseded"

SECONDS_TO_CONNECT = 5
SECONDS_TO_WAIT = 30
"""How long a load waits for another one to be over."""

BUSY = "another load is under way; try again when it is over"
# A piece of what a database or its driver says -> what to do about it.
MENDS = {
    "database is locked": BUSY,
    "lock timeout": BUSY,
    "is not a database": "name another file",
    "is malformed": "bring back a backup",
    "disk is full": "make room on the disk",
    "disk I/O error": "make room on the disk, or name a file on another",
    "readonly database": "run this as somebody who may write the file",
    "unable to open": "check the path, and who may read and write it",
    "Connect call failed": "start the server, or correct host and port",
    "not known": "correct the host",
    "does not exist": "make it, or correct the name",
    "no such table": "bring back a backup",
}


def parse_url(text: str) -> URL:
    """Read a database URL and name the driver that serves it.

    Raises:
        DatabaseError: it is no URL of SQLite or PostgreSQL.
    """
    mend = "write sqlite:///file.db or postgresql://user:password@host/name"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise DatabaseError(f"{_hidden(text)!r} is not a database URL; {mend}") from None
    if url.port is not None and not 0 < url.port < 65536:
        raise DatabaseError(f"{url.render_as_string()!r} is not a database URL: no port has that number; {mend}")
    match url.get_backend_name():
        case "sqlite" if url.database and url.database != ":memory:":
            return url.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+asyncpg")
    raise DatabaseError(f"no database is served at {url.render_as_string()!r}; {mend}")


def _hidden(text: str) -> str:
    """A text that may hold a password, without it."""
    return re.sub(r"//.*@", "//***@", text, flags=re.DOTALL)[:200]


def run(url: str, work: Callable[[Connection], Result], *, reading: bool = False) -> Result:
    """Do ``work`` in one transaction that no other writer shares, commit it, and return its result.

    With ``reading`` it waits for no writer and sees one state of the data.

    Raises:
        DatabaseError: the database cannot be reached or refuses; nothing of the work is kept.
    """
    target = parse_url(url)
    try:
        if target.get_backend_name() == "sqlite":
            return _run_sqlite(target, work, reading)
        return asyncio.run(_run_postgresql(target, work, reading))
    except (DBAPIError, sqlite3.Error, OSError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise DatabaseError(f"{shown(target)}: {_reason(error)}") from error


def _reason(error: BaseException) -> str:
    if isinstance(error, ModuleNotFoundError):
        return "the driver is not installed; install timeline-api[postgres]"
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS_TO_CONNECT} s; see whether the server is well"
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    reason = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    return "; ".join([reason, *(mend for piece, mend in MENDS.items() if piece in reason)][:2])


def _run_sqlite(url: URL, work: Callable[[Connection], Result], reading: bool) -> Result:
    Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = sqlite_engine(url, reading)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


async def _run_postgresql(url: URL, work: Callable[[Connection], Result], reading: bool) -> Result:
    import asyncpg
    from sqlalchemy.ext.asyncio import create_async_engine

    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if reading else {}
    engine = create_async_engine(
        "postgresql+asyncpg://", poolclass=NullPool, execution_options=options, async_creator=lambda: _connected(url)
    )
    try:
        async with engine.connect() as connection:
            async with connection.begin():
                result = await connection.run_sync(work)
            await _settled(connection)
            return result
    except asyncpg.PostgresError as error:  # of what goes round SQLAlchemy, as COPY does
        raise DatabaseError(f"{shown(url)}: {_reason(error)}") from error
    finally:
        await engine.dispose()


async def _connected(url: URL) -> Any:
    import asyncpg

    settings = {"lock_timeout": f"{SECONDS_TO_WAIT}s"}
    try:
        return await asyncpg.connect(libpq(url), timeout=SECONDS_TO_CONNECT, server_settings=settings)
    except asyncpg.InterfaceError as error:
        raise DatabaseError(f"{shown(url)}: {_reason(error)}") from error


def libpq(url: URL) -> str:
    """The address of a PostgreSQL database as libpq writes it (PostgreSQL documentation, section 34.1.1.2).

    All that connects takes it, so that ``?sslmode=require`` or ``?host=/run/postgresql`` means the same everywhere.
    """
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def shown(url: URL) -> str:
    """A database's address without its password or our driver."""
    return url.set(drivername=url.get_backend_name()).render_as_string()


def supersede(connection: Connection, revision: int) -> None:
    """Say that the transaction makes a newer revision: its run ends when nobody keeps answers of this one."""
    connection.info[SUPERSEDED] = revision
    if connection.dialect.name == "postgresql":
        # It goes out with the commit, whatever becomes of this process then.
        connection.execute(text(f"NOTIFY {CHANNEL}"))


async def _settled(connection: "AsyncConnection") -> None:
    """Wait until servers, which the commit has told, hold a revision no longer that is not the newest any more."""
    revision = connection.info.pop(SUPERSEDED, None)
    if revision is None:
        return
    try:
        await connection.execute(select(func.pg_advisory_xact_lock(LOCKS, revision)))
    except DBAPIError as error:
        LOG.warning("a server may still give answers of revision %s: %s", revision, _reason(error))


def sqlite_engine(url: URL, reading: bool = False) -> Engine:
    """An engine whose every transaction holds the write lock from its first statement on, or reads only."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": SECONDS_TO_WAIT})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def migrations_config(scripts: Path, connection: Connection | None = None) -> "Config":
    """Alembic's configuration for the migrations in the folder ``scripts``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(url: str, scripts: Path, revision: str = "head") -> None:
    """Bring the database to ``revision`` of its tables, making it where it does not exist."""
    from alembic import command

    _migrate(url, scripts, lambda config: command.upgrade(config, revision))


def downgrade(url: str, scripts: Path, revision: str) -> None:
    """Bring the database back to an older ``revision`` of its tables."""
    from alembic import command

    _migrate(url, scripts, lambda config: command.downgrade(config, revision))


def _migrate(url: str, scripts: Path, how: "Callable[[Config], None]") -> None:
    from alembic.util import CommandError

    try:
        run(url, lambda connection: how(migrations_config(scripts, connection)))
    except CommandError as error:
        mend = "if a newer timeline-api made this database, install that one"
        raise DatabaseError(f"{shown(parse_url(url))}: {error}; {mend}") from error


def steps(scripts: Path) -> list[str]:
    """The revisions of the tables that this program knows, oldest first: what the files of migrations begin with."""
    return sorted(path.name.partition("_")[0] for path in (scripts / "versions").glob("*.py"))


def require_head(url: str, scripts: Path) -> None:
    """See that the tables are those this program knows.

    Raises:
        DatabaseError: they are older or newer; the message says what to run.
    """
    target = parse_url(url)
    if target.get_backend_name() == "sqlite" and not Path(str(target.database)).exists():
        raise DatabaseError(f"there is no database at {target.database}; run: timeline init")
    known, found = steps(scripts), run(url, _step, reading=True)
    if found != known[-1]:
        state = f"is at revision {found}" if found else "has no tables yet"
        mend = "run: timeline init" if found in [None, *known] else "a newer timeline-api made it, install that one"
        raise DatabaseError(f"the database {state}, this program needs {known[-1]}; {mend}")


def _step(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(select(column("version_num")).select_from(table("alembic_version")))
