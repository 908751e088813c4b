"""How much is told of an entry, with the entry: its citations, and for events the reviewed statements about it.

So the most telling entries of a stretch of time are found in an index of entries alone. Triggers keep it in step.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

# By table of links: the column that names the entry, and how much one row tells of it.
LINKS = {
    "citation": ("entry_id", "1"),
    "statement_about": ("event_id", "(CASE {}entry_review WHEN 'REVIEWED' THEN 1 ELSE 0 END)"),
}


def _much(table: str, rows: str) -> str:
    """How much each entry is told of by some rows of links."""
    entry, much = LINKS[table]
    return f"SELECT {entry} AS id, sum({much.format('')}) AS much FROM {rows} GROUP BY {entry}"  # noqa: S608


def _told(sign: str, much: str) -> str:
    return f"UPDATE entry SET told = told {sign} f.much FROM ({much}) AS f WHERE entry.id = f.id;"  # noqa: S608


WALK = ["earliest", "latest", "slug", "kind", "review"]
KEY = "earliest, latest, kind, review"
SAME = "(tally.earliest, tally.latest, tally.kind, tally.review) = (r.earliest, r.latest, r.kind, r.review)"
TALLY = f"""INSERT INTO tally ({KEY}, number)
    SELECT {KEY}, count(*) FROM added GROUP BY {KEY} ORDER BY {KEY}
    ON CONFLICT ({KEY}) DO UPDATE SET number = tally.number + excluded.number;
    UPDATE tally SET number = tally.number - r.number
    FROM (SELECT {KEY}, count(*) AS number FROM removed GROUP BY {KEY}) AS r WHERE {SAME};
    DELETE FROM tally USING removed AS r WHERE {SAME} AND tally.number = 0;"""  # noqa: S608
UNLESS_LATER = "IF current_setting('timeline.tally', true) IS DISTINCT FROM 'later' THEN {} END IF;"
EVENTS = {
    "INSERT": "NEW TABLE AS added",
    "DELETE": "OLD TABLE AS removed",
    "UPDATE": "NEW TABLE AS added OLD TABLE AS removed",
}


def upgrade() -> None:
    op.add_column("entry", sa.Column("told", sa.Integer, server_default=sa.text("0"), nullable=False))
    op.drop_index("ix_entry_walk", "entry")
    for table in LINKS:
        op.execute(_told("+", _much(table, table)))
    op.create_index("ix_entry_walk", "entry", [*WALK, "told"])
    for table in LINKS:
        for statement in _in_sqlite(table) if _sqlite() else _in_postgresql(table):
            op.execute(statement)
    if not _sqlite():
        # A load of many changes what is told of entries without changing their tally.
        op.execute(_function("tally_update", UNLESS_LATER.format(TALLY)))


def downgrade() -> None:
    for table in LINKS:
        for statement in _undone(table):
            op.execute(statement)
    if not _sqlite():
        op.execute(_function("tally_update", TALLY))
    op.drop_index("ix_entry_walk", "entry")
    op.drop_column("entry", "told")
    op.create_index("ix_entry_walk", "entry", WALK)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _in_sqlite(table: str) -> list[str]:
    entry, much = LINKS[table]
    change = "UPDATE entry SET told = told {} {} WHERE id = {}.{};"
    more = change.format("+", much.format("new."), "new", entry)
    less = change.format("-", much.format("old."), "old", entry)
    return [
        f"CREATE TRIGGER {table}_added AFTER INSERT ON {table} BEGIN {more} END",
        f"CREATE TRIGGER {table}_removed AFTER DELETE ON {table} BEGIN {less} END",
        f"CREATE TRIGGER {table}_changed AFTER UPDATE ON {table} BEGIN {more} {less} END",
    ]


def _in_postgresql(table: str) -> list[str]:
    more, less = _told("+", _much(table, "added")), _told("-", _much(table, "removed"))
    work = {"INSERT": UNLESS_LATER.format(more), "DELETE": less, "UPDATE": f"{more} {less}"}
    made = []
    for event, rows in EVENTS.items():
        name = f"told_{table}_{event.lower()}"
        on = f"AFTER {event} ON {table} REFERENCING {rows} FOR EACH STATEMENT"
        made += [_function(name, work[event]), f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION {name}()"]
    return made


def _function(name: str, work: str) -> str:
    body = f"BEGIN {work} RETURN NULL; END"
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"


def _undone(table: str) -> list[str]:
    if _sqlite():
        return [f"DROP TRIGGER {table}_{name}" for name in ("added", "removed", "changed")]
    return [f"DROP FUNCTION told_{table}_{event.lower()} CASCADE" for event in EVENTS]
