"""What keeps counting, overlap and search from growing with the number of entries.

Entries are counted by date, kind and review, kept in step by triggers; classes of how long they last are finer; and
in PostgreSQL the words of names have an index of their own, for its other one does not know what stands in a name.

Whoever makes the table of entries anew, as SQLite's batch migrations do, makes the triggers anew, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KINDS = sa.Enum("EVENT", "STATEMENT", native_enum=False, create_constraint=True, length=16, name="kind")
REVIEWS = sa.Enum("REVIEWED", "DRAFT", native_enum=False, create_constraint=True, length=16, name="review")

KEY = "earliest, latest, kind, review"
COUNTED = f"SELECT {KEY}, count(*) FROM entry GROUP BY {KEY} ORDER BY {KEY}"  # noqa: S608

ADD = f"INSERT INTO tally ({KEY}, number) VALUES (new.earliest, new.latest, new.kind, new.review, 1)"  # noqa: S608
ADD += f" ON CONFLICT ({KEY}) DO UPDATE SET number = number + 1;"
HELD = "(earliest, latest, kind, review) = (old.earliest, old.latest, old.kind, old.review)"
TAKE = f"UPDATE tally SET number = number - 1 WHERE {HELD}; DELETE FROM tally WHERE {HELD} AND number = 0;"  # noqa: S608
DIFFERS = "(old.earliest, old.latest, old.kind, old.review) IS NOT (new.earliest, new.latest, new.kind, new.review)"
IN_SQLITE = (
    f"CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN {ADD} END",
    f"CREATE TRIGGER entry_removed AFTER DELETE ON entry BEGIN {TAKE} END",
    f"CREATE TRIGGER entry_changed AFTER UPDATE ON entry WHEN {DIFFERS} BEGIN {ADD} {TAKE} END",
)

ADDED = f"""INSERT INTO tally ({KEY}, number)
    SELECT {KEY}, count(*) FROM added GROUP BY {KEY} ORDER BY {KEY}
    ON CONFLICT ({KEY}) DO UPDATE SET number = tally.number + excluded.number;"""  # noqa: S608
SAME = "(tally.earliest, tally.latest, tally.kind, tally.review) = (r.earliest, r.latest, r.kind, r.review)"
REMOVED = f"""UPDATE tally SET number = tally.number - r.number
    FROM (SELECT {KEY}, count(*) AS number FROM removed GROUP BY {KEY}) AS r WHERE {SAME};
    DELETE FROM tally USING removed AS r WHERE {SAME} AND tally.number = 0;"""  # noqa: S608
# A load of many says so, and counts them all at once.
UNLESS_LATER = f"IF current_setting('timeline.tally', true) IS DISTINCT FROM 'later' THEN {ADDED} END IF;"
# By event: which rows it brings, and what is to be done with them.
EVENTS = {
    "INSERT": ("NEW TABLE AS added", UNLESS_LATER),
    "DELETE": ("OLD TABLE AS removed", REMOVED),
    "UPDATE": ("NEW TABLE AS added OLD TABLE AS removed", f"{ADDED} {REMOVED}"),
}

# The first condition keeps the differences of the second within 64 bits.
DAYS = (1, 31, 366, 3653)
LASTING = f"CASE WHEN latest / 86400 - earliest / 86400 > {DAYS[-1]} THEN {len(DAYS)}" + "".join(
    f" WHEN latest - earliest < {days * 86400} THEN {number}" for number, days in enumerate(DAYS)
)
LASTING += f" ELSE {len(DAYS)} END"
LASTING_BEFORE = (
    "CASE WHEN latest / 86400 - earliest / 86400 <= 31 THEN 0"
    " WHEN latest / 86400 - earliest / 86400 <= 400 THEN 1 ELSE 2 END"
)


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("earliest", sa.BigInteger, primary_key=True),
        sa.Column("latest", sa.BigInteger, primary_key=True),
        sa.Column("kind", KINDS, primary_key=True),
        sa.Column("review", REVIEWS, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tally_ends", "tally", ["latest", "earliest", "kind", "review", "number"])
    op.execute(f"INSERT INTO tally ({KEY}, number) {COUNTED}")
    _put_triggers()
    _put_lasting(LASTING)
    if not _sqlite():
        names = "CREATE INDEX ix_searchable_words_of_names ON searchable USING gin (to_tsvector('simple', name))"
        op.execute(names)


def downgrade() -> None:
    if not _sqlite():
        op.drop_index("ix_searchable_words_of_names", "searchable")
    _put_lasting(LASTING_BEFORE)
    for name in ("added", "removed", "changed") if _sqlite() else ():
        op.execute(f"DROP TRIGGER entry_{name}")
    for event in () if _sqlite() else EVENTS:
        op.execute(f"DROP FUNCTION tally_{event.lower()} CASCADE")
    op.drop_table("tally")


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _put_triggers() -> None:
    for statement in IN_SQLITE if _sqlite() else ():
        op.execute(statement)
    for event, (rows, work) in {} if _sqlite() else EVENTS.items():
        name = f"tally_{event.lower()}"
        body = f"BEGIN {work} RETURN NULL; END"
        op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$")
        on = f"AFTER {event} ON entry REFERENCING {rows} FOR EACH STATEMENT"
        op.execute(f"CREATE TRIGGER {name} {on} EXECUTE FUNCTION {name}()")


def _put_lasting(formula: str) -> None:
    op.drop_index("ix_entry_walk_by_lasting", "entry")
    op.drop_column("entry", "lasting")
    # SQLite adds no stored column to a table that is there, PostgreSQL knows no other.
    stored = None if _sqlite() else True
    op.add_column("entry", sa.Column("lasting", sa.Integer, sa.Computed(formula, persisted=stored), nullable=False))
    columns = ["lasting", "earliest", "latest", "slug", "kind", "review"]
    op.create_index("ix_entry_walk_by_lasting", "entry", columns)
