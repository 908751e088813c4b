"""Counts what a load adds all at once: row by row, as triggers do, takes as long as adding it."""

from sqlalchemy import Connection, func, select

from timeline.models import Base

KEY = "earliest, latest, kind, review"


def uncounted(connection: Connection) -> list[str]:
    """Leave entries added from now on out of the tally, and give back the statements that count them."""
    first = _last(connection, "entry")
    found = f"SELECT {KEY}, count(*) FROM entry WHERE id > {first} GROUP BY {KEY} ORDER BY {KEY}"  # noqa: S608
    more = "UPDATE SET number = tally.number + excluded.number"
    count = f"INSERT INTO tally ({KEY}, number) {found} ON CONFLICT ({KEY}) DO {more}"
    return _later(connection, count, "entry_added")


def untold(connection: Connection) -> list[str]:
    """The same of what citations and statements of new entries tell of entries."""
    spoken = f"statement_id > {_last(connection, 'entry')} AND entry_review = 'REVIEWED'"
    links = f"SELECT entry_id AS id FROM citation WHERE id > {_last(connection, 'citation')}"  # noqa: S608
    links += f" UNION ALL SELECT event_id FROM statement_about WHERE {spoken}"  # noqa: S608
    found = f"SELECT id, count(*) AS much FROM ({links}) AS link GROUP BY id"  # noqa: S608
    count = f"UPDATE entry SET told = told + f.much FROM ({found}) AS f WHERE entry.id = f.id"  # noqa: S608
    return _later(connection, count, "citation_added", "statement_about_added")


def _last(connection: Connection, table: str) -> int:
    return connection.scalar(select(func.coalesce(func.max(Base.metadata.tables[table].c.id), 0))) or 0


def _later(connection: Connection, count: str, *triggers: str) -> list[str]:
    """Silence triggers, and give back the statements that do their work and wake them."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL timeline.tally = 'later'")
        return [count, "SET LOCAL timeline.tally = 'now'"]
    again = [count]
    for name in triggers:
        found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,))
        again.append(str(found.scalar_one()))
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return again
