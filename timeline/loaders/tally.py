"""Counts the entries that a load adds all at once: row by row, as triggers do, takes as long as adding them."""

from sqlalchemy import Connection, func, select

from timeline.models import Base

KEY = "earliest, latest, kind, review"


def uncounted(connection: Connection) -> list[str]:
    """Leave entries added from now on out of the tally, and give back the statements that count them."""
    first = connection.scalar(select(func.coalesce(func.max(Base.metadata.tables["entry"].c.id), 0)))
    found = f"SELECT {KEY}, count(*) FROM entry WHERE id > {first} GROUP BY {KEY} ORDER BY {KEY}"  # noqa: S608
    more = "UPDATE SET number = tally.number + excluded.number"
    count = f"INSERT INTO tally ({KEY}, number) {found} ON CONFLICT ({KEY}) DO {more}"
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL timeline.tally = 'later'")
        return [count, "SET LOCAL timeline.tally = 'now'"]
    trigger = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'entry_added'").scalar_one()
    connection.exec_driver_sql("DROP TRIGGER entry_added")
    return [count, trigger]
